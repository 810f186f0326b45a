import { type Decision, type Outcome, type Payment, printPayment } from '@tallystick/rules';
import type { Json } from '../output/answer.ts';
import { columns } from '../output/columns.ts';

const VERDICTS = { refuse: 'refused', hold: 'held', 'no-objection': 'allowed' } as const;
/** Payments that are shown of each kind of change. */
const MOST_SHOWN = 3;

interface Change {
  count: number;
  readonly shown: string[];
}

/** What came of many payments, by one rulebook or by two. */
export class Sums {
  #payments = 0;
  readonly #outcomes: Record<Outcome, number> = { refuse: 0, hold: 0, 'no-objection': 0 };
  readonly #rules = new Map<string, number>();
  readonly #changes = new Map<string, Change>();
  readonly #unreadable: string[] = [];
  #unreadableCount = 0;

  add(line: number, payment: Payment, decision: Decision, changed: Decision | undefined): void {
    this.#payments += 1;
    const told = changed ?? decision;
    this.#outcomes[told.outcome] += 1;
    if (told.outcome !== 'no-objection') {
      const key = `${VERDICTS[told.outcome]} ${told.rule ?? ''}`;
      this.#rules.set(key, (this.#rules.get(key) ?? 0) + 1);
    }
    if (changed === undefined || changed.outcome === decision.outcome) return;
    const key = `${VERDICTS[decision.outcome]} before, ${VERDICTS[changed.outcome]} now`;
    const change = this.#changes.get(key) ?? { count: 0, shown: [] };
    change.count += 1;
    const rule = changed.rule ?? decision.rule ?? '';
    if (change.shown.length < MOST_SHOWN) {
      change.shown.push(`line ${line} (${rule}): ${printPayment(payment)}`);
    }
    this.#changes.set(key, change);
  }

  addUnreadable(line: number, why: string): void {
    this.#unreadableCount += 1;
    if (this.#unreadable.length < MOST_SHOWN) this.#unreadable.push(`line ${line}: ${why}.`);
  }

  get hasUnreadable(): boolean {
    return this.#unreadableCount > 0;
  }

  get unreadable(): string {
    const more = this.#unreadableCount - this.#unreadable.length;
    const rest = more > 0 ? [`and ${more} more lines`] : [];
    return ['These lines are no payments:', ...this.#unreadable, ...rest].join('\n');
  }

  get json(): { readonly [key: string]: Json } {
    const { refuse, hold, 'no-objection': allowed } = this.#outcomes;
    return {
      payments: this.#payments,
      refused: refuse,
      held: hold,
      allowed,
      rules: Object.fromEntries(this.#rules),
      changes: Object.fromEntries([...this.#changes].map(([key, change]) => [key, { ...change }])),
      unreadable: this.#unreadableCount,
    };
  }

  text(isComparison: boolean): string {
    const { refuse, hold, 'no-objection': allowed } = this.#outcomes;
    const rules = [...this.#rules].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
    const rows = [
      ['payments', String(this.#payments)],
      ['allowed', String(allowed)],
      ['held', String(hold)],
      ['refused', String(refuse)],
      ...rules.map(([key, count]) => [`  ${key}`, String(count)]),
    ];
    const lines = [columns(rows, [1])];
    if (isComparison && this.#changes.size === 0) lines.push('No payment is decided differently.');
    for (const [key, { count, shown }] of this.#changes) {
      lines.push(`${key}: ${count}`, ...shown.map((one) => `  ${one}`));
    }
    return lines.join('\n');
  }
}
