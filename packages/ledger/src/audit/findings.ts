import type { Damage } from '../store/index.ts';

/** More would tell nobody more: one difference tends to bring others. */
const MOST = 100;

/** What an audit has found, each with the entry where it shows. */
export class Findings {
  readonly #found: (Damage & { readonly at: number })[] = [];

  get count(): number {
    return this.#found.length;
  }

  /** `at`: the index of an entry, or the log's size for what lies beside the log. */
  add(at: number, where: string, what: string): void {
    if (this.#found.length < MOST) this.#found.push({ at, where, what });
  }

  /** The earliest entry first. */
  inOrder(): Damage[] {
    return this.#found.toSorted((a, b) => a.at - b.at).map(({ where, what }) => ({ where, what }));
  }
}

/** Runs what may throw because a store is damaged; answers undefined then, with a finding. */
export function attempt<T>(
  findings: Findings,
  at: number,
  where: string,
  read: () => T,
): T | undefined {
  try {
    return read();
  } catch (error) {
    findings.add(at, where, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
