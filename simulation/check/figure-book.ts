import { type Figure, figureHash, type Governance, procedureFor } from '@tallystick/protocol';
import { demandOffice, type Spoken, type Verifying } from './office-book.ts';
import { demand } from './violation.ts';

/** Rates and indicators as offices have published them, from the log alone. */
export class FigureBook {
  /** How many were published. */
  published = 0;
  readonly #newest = new Map<string, Figure>();
  readonly #verifying: Verifying;

  constructor(verifying: Verifying) {
    this.#verifying = verifying;
  }

  /** Under a header of `time`, and the governance that was in force then. */
  hear(
    said: Figure & { readonly signatures: Spoken['signatures'] },
    governance: Governance,
    time: number,
  ): void {
    const { name, from, until, signatures } = said;
    const procedure = procedureFor(governance, { kind: 'list', name });
    const isAlone = procedure?.electorate === null;
    const office = isAlone ? governance.offices[procedure.office ?? -1] : undefined;
    demandOffice(this.#verifying, office, {
      kind: 'figure',
      message: figureHash(said),
      signatures,
    });
    const before = this.#newest.get(name)?.from ?? -1;
    const isNew = before < from && from <= time && time < until;
    demand(isNew, 'a figure counts while it is fresh', () => {
      return `${name} from ${from} until ${until} at ${time}, after ${before}`;
    });
    this.published += 1;
    this.#newest.set(name, said);
  }

  /** The newest one of a name; undefined where it cannot be relied on, whatever was said before it. */
  at(name: string, time: number): Figure | undefined {
    const newest = this.#newest.get(name);
    return newest !== undefined && newest.from <= time && time < newest.until ? newest : undefined;
  }

  /** From when on something else is known of figures, or nothing any more. */
  get instants(): readonly number[] {
    return [...this.#newest.values()].map(({ until }) => until);
  }
}
