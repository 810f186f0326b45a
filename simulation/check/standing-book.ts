import { type LedgerState, readProposals, readVersions } from '@tallystick/ledger';
import { toHex } from '@tallystick/protocol';
import { stageAt } from '@tallystick/rules';
import type { GovernanceBook } from './governance-book.ts';
import { stageOf, type StageName } from './proposal-book.ts';
import { demand } from './violation.ts';

/** A stage is followed by later ones only; from the last ones nothing goes on. */
const RANKS: Readonly<Record<StageName, number>> = {
  comment: 0,
  voting: 1,
  timelock: 2,
  adopted: 3,
  failed: 3,
  withdrawn: 3,
};

/** What the ledger believes about proposals and versions is what follows from the log. */
export class StandingBook {
  readonly #book: GovernanceBook;
  readonly #stages = new Map<string, StageName>();
  #compared = '';

  constructor(book: GovernanceBook) {
    this.#book = book;
  }

  compare(state: LedgerState): void {
    const { time, said } = this.#book;
    // Nothing follows from anything else.
    const now = `${time} ${said}`;
    if (this.#compared === now || state.header?.time !== time) return;
    this.#compared = now;
    const views = readProposals(state);
    for (const { record } of views) {
      const name = toHex(record.id);
      const stage = stageAt(record, time).kind;
      this.#goesOn(name, stage);
      const proposal = this.#book.proposals.get(name);
      const own = proposal && stageOf(proposal, this.#book.gaps, time).name;
      demand(own === stage, 'nothing comes into force without its gates and votes', () => {
        return `${name} is in ${stage}, and by the log in ${own}, at ${time}`;
      });
    }
    demand(views.length === this.#book.proposals.size, 'memory and disk agree', () => {
      return `${views.length} proposals of ${this.#book.proposals.size}`;
    });
    this.#compareVersions(state);
  }

  #goesOn(name: string, stage: StageName): void {
    const before = this.#stages.get(name);
    this.#stages.set(name, stage);
    const goesOn =
      before === undefined ||
      before === stage ||
      (RANKS[before] < RANKS[stage] && RANKS[before] < RANKS.adopted);
    demand(goesOn, 'a stage never goes back', () => `${name} was in ${before}, is in ${stage}`);
  }

  #compareVersions(state: LedgerState): void {
    for (const [, [first]] of this.#book.matters) {
      if (first === undefined) continue;
      const { matter } = first;
      const said = readVersions(state, matter).versions.map(
        ({ proposal, from, until }) => `${toHex(proposal)} from ${from} to ${until}`,
      );
      const own = this.#book
        .versions(matter)
        .map(
          ({ proposal, from, until }) =>
            `${proposal.name} from ${from} to ${until === Number.MAX_SAFE_INTEGER ? null : until}`,
        );
      demand(
        said.join() === own.join(),
        'nothing comes into force without its gates and votes',
        () => `${JSON.stringify(matter)}: ${said.join()}, and by the log ${own.join()}`,
      );
    }
  }
}
