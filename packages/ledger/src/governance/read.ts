import {
  CHANGING,
  type Change,
  type Constitution,
  type Content,
  type Currency,
  type Figure,
  type Hash,
  type Matter,
  type Peer,
  type Vendor,
} from '@tallystick/protocol';
import { type History, type RulebookSource, stageAt } from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import { AppealTally } from './appeal-tally.ts';
import { itemsAt } from './constitution-at.ts';
import { governanceOf } from './governance-of.ts';
import type { BallotPlace } from './governance-records.ts';
import type { Governing, Numbered } from './governing.ts';
import { currentConstitution, type Law, lawOf } from './law.ts';
import { countBallots, matterKey, recordOf } from './proposal-state.ts';
import type { RulebookInForce } from './rules-at.ts';
import { historyAt } from './standing.ts';
import type { AppealCounts, AppealView, ProposalView, VotingKeyView } from './views.ts';

/** Thirty days, as many as there are to appeal in. */
const ANSWER_MS = 30 * 86_400_000;

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

/** The newest figure of a name that an office has published, whether it is fresh or not. */
export function readNewestFigure({ governing }: LedgerState, name: string): Figure | undefined {
  return governing?.figures.newest(name);
}

/** How many proposals there have been. */
export function countProposals({ governing }: LedgerState): number {
  return governing?.proposals ?? 0;
}

/** A proposal by its place in log order, from 0; undefined when there are not so many. */
export function readProposalAt(state: LedgerState, number: number): ProposalView | undefined {
  const { governing } = state;
  if (governing === null || number >= governing.proposals) return undefined;
  return viewOf(state, governing, { number, proposal: governing.proposal(number) });
}

/** The place of a proposal in log order, from 0. */
export function findProposal({ governing }: LedgerState, id: Hash): number | undefined {
  return governing?.find(id)?.number;
}

/** Whether nothing that is said, nor the time, changes any more what comes of a proposal. */
export function isProposalOver(state: LedgerState, { record }: ProposalView): boolean {
  const time = state.header?.time ?? 0;
  const { kind } = stageAt(record, time);
  const isStill = kind === 'adopted' || kind === 'failed' || kind === 'withdrawn';
  // Until then a closure moves the dates even of an emergency that was approved.
  return (
    isStill &&
    record.schedule.lockUntil <= time &&
    state.governing?.open.has(record.index) === false
  );
}

/** What a proposal is named by: its place among those of its matter, from 1, and how it begins. */
export function readBeginning(
  { governing }: LedgerState,
  { record }: Pick<ProposalView, 'record'>,
): { readonly place: number; readonly start: Uint8Array } {
  if (governing === null) throw new Error('a proposal in a ledger without governance');
  const { index } = record;
  return { place: governing.placeInMatter(index), start: governing.contentStart(index) };
}

/** A content that has been proposed, by its hash (`contentHash`), and of which matter it is. */
export function findContent(
  { governing }: LedgerState,
  hash: Hash,
): { readonly matter: Matter; readonly bytes: Uint8Array } | undefined {
  const number = governing?.findContent(hash);
  if (governing === null || number === undefined) return undefined;
  return { matter: governing.proposal(number).matter, bytes: governing.content(number) };
}

/** A proposal's ballots in log order, after `start` of them, `most` at most. */
export function readBallots(
  { governing }: LedgerState,
  { record }: Pick<ProposalView, 'record'>,
  start: number,
  most: number,
): readonly BallotPlace[] {
  if (governing === null) return [];
  const count = Math.min(most, countBallots(record) - start);
  return Array.from({ length: Math.max(0, count) }, (_, i) =>
    governing.ballot(record.index, start + i),
  );
}

/** How many figures of a name have been said. */
export function countFigures({ governing }: LedgerState, name: string): number {
  return governing?.figures.count(name) ?? 0;
}

/** The transition that said a figure of that name, after `place` others. */
export function readFigure({ governing }: LedgerState, name: string, place: number): Hash {
  if (governing === null) throw new Error('a figure in a ledger without governance');
  return governing.figures.said(name, place);
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

/** The versions of one matter by the newest header. The same object until something changes. */
export function readVersions(state: LedgerState, matter: Matter): History {
  const { governing } = state;
  if (governing === null) return { versions: [], failed: [] };
  const time = state.header?.time ?? 0;
  const { law, revision } = governing;
  if (law === null || time < law.from || law.until <= time) {
    return historyAt(governing, matter, time);
  }
  const known = histories.get(governing);
  const isCurrent = known?.law === law && known.revision === revision;
  const current = isCurrent ? known : { law, revision, of: new Map<string, History>() };
  histories.set(governing, current);
  const key = matterKey(matter);
  const history = current.of.get(key) ?? historyAt(governing, matter, time);
  current.of.set(key, history);
  return history;
}

interface Histories {
  /** For as long as this is in force, and nothing is said, the time changes no history. */
  readonly law: Law;
  readonly revision: number;
  readonly of: Map<string, History>;
}

const histories = new WeakMap<Governing, Histories>();

/** The matters of which anything is open or has carried. */
export function readMatters({ governing }: LedgerState): readonly Matter[] {
  return governing?.matters() ?? [];
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

/**
 * Until when an appeal is to be answered, ms since 1970: protocol.md section 4. Nothing follows from
 * silence but that it is told.
 */
export function answerDueAt({ at }: Pick<AppealView, 'at'>): number {
  return at + ANSWER_MS;
}

/** What became of all appeals by the newest header, which tells nobody's. Reads none of them. */
export function countAppeals({ governing, header }: LedgerState): AppealCounts {
  const time = header?.time ?? 0;
  const tally = governing?.appealTally ?? NO_APPEALS;
  return tally.counts((at) => time > answerDueAt({ at }));
}

const NO_APPEALS = new AppealTally();

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

/**
 * What is decided of the items that wallets go by, those to come and those that are over included, by
 * the newest header: in the order of `changesHash`.
 */
export function readChanges(state: LedgerState): readonly Change[] {
  return CHANGING.flatMap((item) =>
    readVersions(state, { kind: item }).versions.map(({ proposal, from, until }) => {
      return { item, proposal, from, until };
    }),
  );
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
