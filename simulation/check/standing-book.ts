import {
  constitutionInForce,
  type LedgerState,
  readAppeal,
  readProposal,
  readProposals,
  readVersions,
  rulebookInForce,
} from '@tallystick/ledger';
import { encodeStructured, equalBytes, type Governance, toHex } from '@tallystick/protocol';
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
  /** What was compared last: under which header, how much had been said, which governance. */
  #compared = '';
  #counted = -1;
  #governance: Governance | undefined;
  #ownGovernance: Governance | undefined;
  /** Of each appeal what was found of it last. */
  readonly #appeals = new Map<string, string>();

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
    this.#compareStages(state);
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

  /** Of proposals about which anything may change still, and of new ones. */
  #compareStages(state: LedgerState): void {
    const { time, said, proposals, gaps } = this.#book;
    for (const [name, proposal] of proposals) {
      const before = this.#stages.get(name);
      if (before !== undefined && RANKS[before] === RANKS.adopted) continue;
      const view = readProposal(state, proposal.id);
      const stage = view && stageAt(view.record, time).kind;
      if (stage !== undefined) this.#goesOn(name, stage);
      const own = stageOf(proposal, gaps, time).name;
      demand(own === stage, 'nothing comes into force without its gates and votes', () => {
        return `${name} is in ${stage}, and by the log in ${own}, at ${time}`;
      });
    }
    if (this.#counted === said) return;
    this.#counted = said;
    const { length } = readProposals(state);
    demand(length === proposals.size, 'memory and disk agree', () => {
      return `${length} proposals of ${proposals.size}`;
    });
  }

  /** What changes the constitution itself came through the procedure that it had before. */
  #compareGovernance(state: LedgerState): void {
    const { governance } = constitutionInForce(state, this.#book.time);
    const own = this.#book.governance;
    if (governance === this.#governance && own === this.#ownGovernance) return;
    this.#governance = governance ?? undefined;
    this.#ownGovernance = own;
    const [theirs, ours] = [governance, own].map(
      (one) => one && encodeStructured('governance', one),
    );
    const isSame = theirs && ours && equalBytes(theirs, ours);
    demand(isSame === true, 'nothing comes into force without its gates and votes', () => {
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

  /** Those of which anything is new. */
  #compareAppeals(state: LedgerState): void {
    for (const [name, { answer, exemption }] of this.#book.appeals.appeals) {
      const now = `${answer} ${exemption?.usedIn}`;
      if (this.#appeals.get(name) === now) continue;
      this.#appeals.set(name, now);
      const known = readAppeal(state, Uint8Array.fromHex(name));
      const isSame = known !== undefined && known.answer?.outcome === answer;
      demand(isSame, 'memory and disk agree', () => `${name}: ${known?.answer?.outcome}`);
      const usedIn = known?.used?.toHex();
      demand(
        usedIn === exemption?.usedIn,
        'an exemption is for one payment, in its time',
        () => `${name} was used in ${exemption?.usedIn}, and the ledger says in ${usedIn}`,
      );
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
