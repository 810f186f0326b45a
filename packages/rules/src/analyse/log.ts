import type { Corridor } from '../compile/context.ts';
import type { Excepting, Found, Placed } from './desk.ts';
import type { ClosedCorridor, Finding, FindingKind, Report, Undecided } from './report.ts';

interface About {
  readonly found?: Found;
  readonly others?: readonly string[];
  readonly excepting?: Excepting;
}

/** More of one kind tell nobody anything. */
const MAX_OF_A_KIND = 100;
const MAX_CLOSED = 1000;

/** What an analysis has found so far. */
export class Log {
  readonly #findings: Finding[] = [];
  readonly #closed: ClosedCorridor[] = [];
  readonly #undecided: Undecided[] = [];
  readonly #counts = new Map<FindingKind, number>();
  #leftOut = 0;

  get report(): Report {
    return {
      findings: this.#findings,
      closed: this.#closed,
      undecided: this.#undecided,
      leftOut: this.#leftOut,
    };
  }

  add(kind: FindingKind, { module, rule }: Placed, about: About): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count > MAX_OF_A_KIND) {
      this.#leftOut += 1;
      return;
    }
    this.#findings.push({
      kind,
      module,
      rule: rule.id,
      exception: about.excepting?.exception.title ?? null,
      exceptionOf: about.excepting?.module ?? null,
      others: about.others ?? [],
      witness: about.found?.payment ?? null,
    });
  }

  close({ module, rule }: Placed, corridor: Corridor): void {
    if (this.#closed.length === MAX_CLOSED) this.#leftOut += 1;
    else this.#closed.push({ ...corridor, module, rule: rule.id });
  }

  undecided(
    about: Undecided['about'],
    { module, rule }: Placed,
    { because }: Pick<Undecided, 'because'>,
  ): void {
    const isAgain = this.#undecided.some(
      (one) => one.about === about && one.because === because && one.rule === rule.id,
    );
    if (!isAgain) this.#undecided.push({ about, because, module, rule: rule.id });
  }
}
