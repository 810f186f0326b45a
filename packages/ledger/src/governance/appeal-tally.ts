import type { AppealCounts, AppealView } from './views.ts';

/**
 * What became of appeals, kept up to date as they are said and answered: anybody may ask for it, and
 * whoever appeals much would else make everybody read all of them again.
 */
export class AppealTally {
  /** Those that nobody has answered, in log order, and when each was said. */
  readonly #open = new Map<number, number>();
  /** By number, of those that were answered. */
  readonly #waitedMs: number[] = [];
  readonly #used = new Set<number>();
  readonly #outcomes = { upheld: 0, exception: 0, compensation: 0, referred: 0 };
  readonly #exceptions = new Map<string, { granted: number; used: number }>();

  /** A new one, one that has been answered, or one whose exemption was used; or one as it was stored. */
  note(number: number, { at, answer, used }: AppealView): void {
    if (answer === null) {
      this.#open.set(number, at);
      return;
    }
    const rule = answer.exemption?.rule;
    if (this.#waitedMs[number] === undefined) {
      this.#open.delete(number);
      this.#waitedMs[number] = answer.at - at;
      this.#outcomes[answer.outcome] += 1;
      if (rule !== undefined) this.#exception(rule).granted += 1;
    }
    if (rule === undefined || used === null || this.#used.has(number)) return;
    this.#used.add(number);
    this.#exception(rule).used += 1;
  }

  /** `dueFor`: an appeal that was said then is overdue; true of those before it, too. */
  counts(dueFor: (at: number) => boolean): AppealCounts {
    let overdue = 0;
    for (const at of this.#open.values()) {
      if (!dueFor(at)) break;
      overdue += 1;
    }
    return {
      open: this.#open.size,
      overdue,
      outcomes: { ...this.#outcomes },
      exceptions: new Map([...this.#exceptions].map(([rule, counts]) => [rule, { ...counts }])),
      waitedMs: this.#waitedMs.filter((ms) => ms !== undefined),
    };
  }

  #exception(rule: string): { granted: number; used: number } {
    const known = this.#exceptions.get(rule) ?? { granted: 0, used: 0 };
    this.#exceptions.set(rule, known);
    return known;
  }
}
