import {
  constitutionInForce,
  type LedgerState,
  readAppeal,
  readProposals,
  readVersions,
  rulebookInForce,
} from '@tallystick/ledger';
import { encodeStructured, equalBytes, toHex } from '@tallystick/protocol';
import { type Setting, stageAt } from '@tallystick/rules';
import type { GovernanceBook } from './governance-book.ts';
import type { LawBook } from './law-book.ts';
import { type ProposalBook, stageOf, type StageName } from './proposal-book.ts';
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
  readonly #law: LawBook;
  readonly #stages = new Map<string, StageName>();
  #compared = '';
  #comparedAppeals = '';

  constructor(book: GovernanceBook, law: LawBook) {
    this.#book = book;
    this.#law = law;
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
    this.#demandRests();
    this.#compareGovernance(state);
    this.#compareAppeals(state);
    // A later header than the newest may have been tried, and nothing admitted under it.
    const isAhead = (state.governing?.law?.from ?? 0) > time;
    if (this.#book.saidUnderHeader === 0 && !isAhead) this.#compareSettings(state);
  }

  #compareSettings(state: LedgerState): void {
    const { source } = this.#law.at();
    const named = ({ module, parameter, from }: Setting): string =>
      `${module} ${parameter} ${from}`;
    const own = source.settings.map(named).sort();
    const theirs = rulebookInForce(state).source.settings.map(named).sort();
    demand(own.join() === theirs.join(), 'what is set lies within its bounds', () => {
      return `${theirs.join()}, and by the log ${own.join()}`;
    });
  }

  /** What changes the constitution itself came through the procedure that it had before. */
  #compareGovernance(state: LedgerState): void {
    const { governance } = constitutionInForce(state, this.#book.time);
    const own = encodeStructured('governance', this.#book.governance);
    const isSame =
      governance !== null && equalBytes(own, encodeStructured('governance', governance));
    demand(isSame, 'nothing comes into force without its gates and votes', () => {
      return `the governance at ${this.#book.time} is ${JSON.stringify(governance)}`;
    });
  }

  /** An office that has had an emergency waits as long as that lasted, in whatever matter the next one is. */
  #demandRests(): void {
    const all = [...this.#book.matters.values()].flatMap(([first]) => {
      const versions = first === undefined ? [] : this.#book.versions(first.matter);
      return versions.flatMap(({ proposal, opening, decidedAt }) => {
        return opening === null ? [] : [{ proposal, decidedAt, ...opening }];
      });
    });
    for (const one of all) {
      for (const { proposal, decidedAt, at } of all) {
        const isLater = decidedAt > one.decidedAt && isOneOffice(proposal, one.proposal);
        demand(!isLater || at >= one.restsUntil, 'an office rests between emergencies', () => {
          return `${proposal.name} at ${at}, and ${one.proposal.name} rests until ${one.restsUntil}`;
        });
      }
    }
  }

  #compareAppeals(state: LedgerState): void {
    const { said, appeals } = this.#book;
    const now = `${said} ${appeals.used}`;
    if (this.#comparedAppeals === now) return;
    this.#comparedAppeals = now;
    for (const { name, identity, answer } of this.#book.appeals.appeals.values()) {
      const known = readAppeal(state, Uint8Array.fromHex(name));
      const isSame = known !== undefined && known.answer?.outcome === answer?.outcome;
      demand(isSame, 'memory and disk agree', () => `${name}: ${known?.answer?.outcome}`);
      const used = this.#book.appeals.of(identity).find(({ appeal }) => appeal === name)?.usedIn;
      const usedIn = known?.used?.toHex();
      demand(usedIn === used, 'an exemption is for one payment, in its time', () => {
        return `${name} was used in ${used}, and the ledger says in ${usedIn}`;
      });
    }
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

/** Whether the same people decide about both: of one name, or with somebody in common. */
function isOneOffice(one: ProposalBook, other: ProposalBook): boolean {
  const [a, b] = [one, other].map(({ governance, procedure }) => {
    const office = governance.offices[procedure.office ?? -1];
    const keys = office?.signers.keys.map(({ publicKey }) => toHex(publicKey)) ?? [];
    return [`office ${office?.name}`, ...keys];
  });
  return a?.some((name) => b?.includes(name)) === true;
}
