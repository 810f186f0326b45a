import type { Constitution, Hash, Matter } from '@tallystick/protocol';
import { type History, noObjection, type Rulebook, type RulebookSource } from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import type { AppealView, ProposalView, VotingKeyView } from './views.ts';

/** A proposal by the id of its transition; undefined when it was never admitted. */
export function readProposal(_state: LedgerState, _id: Hash): ProposalView | undefined {
  return undefined;
}

/** All proposals, in log order. */
export function readProposals(_state: LedgerState): readonly ProposalView[] {
  return [];
}

/** The versions of one matter by the newest header. */
export function readVersions(_state: LedgerState, _matter: Matter): History {
  return { versions: [], failed: [] };
}

/** The voting key of an identity; undefined when it has none. */
export function readVotingKey(_state: LedgerState, _identity: Hash): VotingKeyView | undefined {
  return undefined;
}

/** An appeal by the id of its transition. */
export function readAppeal(_state: LedgerState, _id: Hash): AppealView | undefined {
  return undefined;
}

/** The rulebook that governance has made, and what it was compiled from. */
export interface RulebookInForce {
  readonly source: RulebookSource;
  readonly rulebook: Rulebook;
}

/** By state: the same object until something changes. */
const known = new WeakMap<LedgerState, RulebookInForce>();

/**
 * The rulebook by the newest header, with every version that is decided, those to come included.
 * The same object until something changes. `noObjection` as long as there is no version.
 */
export function rulebookInForce(state: LedgerState): RulebookInForce {
  const before = known.get(state);
  if (before !== undefined) return before;
  const currencies = state.constitution.currencies.map(({ code, decimals }, number) => ({
    code,
    id: state.currencies.ids[number] as Hash,
    decimals,
  }));
  const source = { modules: [], lists: [], settings: [], currencies };
  const made = { source, rulebook: noObjection };
  known.set(state, made);
  return made;
}

/** The founding constitution with every change of matters 4 to 9 that is in force at `time`. */
export function constitutionInForce(state: LedgerState, _time: number): Constitution {
  return state.constitution;
}
