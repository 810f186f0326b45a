import type {
  Constitution,
  Content,
  Currency,
  Hash,
  Matter,
  Peer,
  Vendor,
} from '@tallystick/protocol';
import type { History, RulebookSource } from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import { itemsAt } from './constitution-at.ts';
import { governanceOf } from './governance-of.ts';
import type { Governing, Numbered } from './governing.ts';
import { currentConstitution, type Law, lawOf } from './law.ts';
import { recordOf } from './proposal-state.ts';
import type { RulebookInForce } from './rules-at.ts';
import { historyAt } from './standing.ts';
import type { AppealCounts, AppealView, ProposalView, VotingKeyView } from './views.ts';

/** A proposal by the id of its transition; undefined when it was never admitted. */
export function readProposal(state: LedgerState, id: Hash): ProposalView | undefined {
  const { governing } = state;
  const found = governing?.find(id);
  return found && governing ? viewOf(state, governing, found) : undefined;
}

/** All proposals, in log order. Those that came to nothing are read from the store. */
export function readProposals(state: LedgerState): readonly ProposalView[] {
  const { governing } = state;
  if (governing === null) return [];
  return Array.from({ length: governing.proposals }, (_, number) =>
    viewOf(state, governing, { number, proposal: governing.proposal(number) }),
  );
}

/** The text or the structure that was proposed; undefined when there is no such proposal. */
export function readContent({ governing }: LedgerState, id: Hash): Uint8Array | undefined {
  const number = governing?.find(id)?.number;
  return number === undefined ? undefined : governing?.content(number);
}

function viewOf(
  { constitution }: LedgerState,
  governing: Governing,
  { number, proposal }: Numbered,
): ProposalView {
  const { matter, author, alarms, words, ballots, governedBy } = proposal;
  const { hash, size, parts } = proposal.content;
  const content: Content =
    parts.length === 0
      ? { kind: 'inline', bytes: governing.content(number) }
      : { kind: 'parts', hash, size, parts };
  return {
    record: recordOf(proposal, number),
    matter,
    author,
    content,
    alarms,
    governance: governanceOf(governing, constitution, proposal),
    governedBy,
    words,
    ballots,
  };
}

/** The versions of one matter by the newest header. */
export function readVersions(state: LedgerState, matter: Matter): History {
  const { governing } = state;
  if (governing === null) return { versions: [], failed: [] };
  return historyAt(governing, matter, state.header?.time ?? 0);
}

/** The voting key of an identity; undefined when it has none. */
export function readVotingKey(state: LedgerState, identity: Hash): VotingKeyView | undefined {
  const slot = state.identities.find(identity);
  if (slot < 0) return undefined;
  return state.governing?.speaker(slot).votingKey ?? undefined;
}

/** An appeal by the id of its transition. */
export function readAppeal({ governing }: LedgerState, id: Hash): AppealView | undefined {
  return governing?.appeal(id);
}

/** What became of all appeals, which tells nobody's. */
export function countAppeals({ governing }: LedgerState): AppealCounts {
  const outcomes = { upheld: 0, exception: 0, compensation: 0, referred: 0 };
  const exceptions = new Map<string, { granted: number; used: number }>();
  const waitedMs: number[] = [];
  const count = governing?.appeals ?? 0;
  for (let number = 0; number < count; number += 1) {
    const { at, answer, used } = (governing as Governing).appealAt(number);
    if (answer === null) continue;
    outcomes[answer.outcome] += 1;
    waitedMs.push(answer.at - at);
    if (answer.exemption === null) continue;
    const { rule } = answer.exemption;
    const { granted, used: before } = exceptions.get(rule) ?? { granted: 0, used: 0 };
    exceptions.set(rule, { granted: granted + 1, used: before + (used === null ? 0 : 1) });
  }
  return { open: count - waitedMs.length, outcomes, exceptions, waitedMs };
}

/**
 * The rulebook under the newest header, with every version that is decided and not over, those to
 * come included. The same object until something changes; `noObjection` as long as there is no
 * version. Throws where the constitution has no governance.
 */
export function rulebookInForce(state: LedgerState): RulebookInForce {
  return currentLaw(state).rules;
}

/**
 * What the gates look beside: every text that is decided and can be read; `compiles` is whether the
 * whole of it does. Throws where the constitution has no governance.
 */
export function readDecidedTexts(state: LedgerState): {
  readonly source: RulebookSource;
  readonly compiles: boolean;
} {
  const { readable, isWhole } = currentLaw(state).rules;
  return { source: readable, compiles: isWhole };
}

/** The registry of vendors of voting keys under the newest header. */
export function readVendors(state: LedgerState): readonly Vendor[] {
  return state.governing === null ? [] : currentLaw(state).vendors;
}

/** The peers under the newest header. */
export function readPeers(state: LedgerState): readonly Peer[] {
  return state.governing === null ? [] : currentLaw(state).peers;
}

/** A currency by its number, as it is declared under the newest header. */
export function readCurrency(state: LedgerState, number: number): Currency | undefined {
  return currentConstitution(state).currencies[number];
}

/** The founding constitution with every change of matters 4 to 9 that is in force at `time`. */
export function constitutionInForce(state: LedgerState, time: number): Constitution {
  const { governing, constitution, header } = state;
  if (governing === null) return constitution;
  const law = lawOf(state, governing);
  if (law.from <= time && time < law.until) return law.constitution;
  return itemsAt(governing, constitution, header?.time ?? 0, time).constitution;
}

function currentLaw(state: LedgerState): Law {
  const { governing } = state;
  if (governing === null) throw new Error('a ledger without governance has no law of its own');
  return lawOf(state, governing);
}
