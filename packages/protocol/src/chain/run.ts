import type { Hash } from '../crypto/index.ts';
import { equalBytes } from '../encoding/index.ts';
import {
  type State,
  type StateFault,
  ZERO_HASH,
  decodeState,
  firstEntropy,
  nextEntropy,
  stateId,
} from './state.ts';

/**
 * Why a state breaks a run: it is no state (see `StateFault`), or its chain, suite, sequence, previous or entropy does not
 * follow from the state before it.
 */
export type RunFault =
  StateFault | 'chain' | 'suite-changed' | 'sequence-gap' | 'previous' | 'entropy';

/** `at`: the position in the run of the state that breaks it. */
export type RunCheck = { ok: true } | { ok: false; at: number; reason: RunFault };

/**
 * Whether S_i..S_j, each 176 bytes, are a run of one chain. Of the first only its form is known, and when it is an S_0 also
 * its entropy. A run proves order and integrity; it does not prove that the ledger admitted any of it.
 */
export function verifyRun(states: readonly Uint8Array[]): RunCheck {
  let before: State | undefined;
  let beforeId: Hash | undefined;
  for (const [at, stateBytes] of states.entries()) {
    const decoded = decodeState(stateBytes);
    if (!decoded.ok) return { ok: false, at, reason: decoded.reason };
    const state = decoded.value;
    const reason =
      before === undefined || beforeId === undefined
        ? firstFault(state)
        : linkFault(before, beforeId, state);
    if (reason !== undefined) return { ok: false, at, reason };
    before = state;
    beforeId = stateId(stateBytes);
  }
  return { ok: true };
}

/** What keeps `state` from being a successor of `head` (with id `headId`); undefined when nothing does. */
export function linkFault(head: State, headId: Hash, state: State): RunFault | undefined {
  if (!equalBytes(state.chain, head.chain)) return 'chain';
  if (state.suite !== head.suite) return 'suite-changed';
  if (state.sequence !== head.sequence + 1) return 'sequence-gap';
  if (!equalBytes(state.previous, headId)) return 'previous';
  const entropy = nextEntropy(head.entropy, state.operation, state.sequence);
  return equalBytes(state.entropy, entropy) ? undefined : 'entropy';
}

/** What keeps a state from being the first of a run. */
export function firstFault(state: State): RunFault | undefined {
  if (state.sequence !== 0) return undefined;
  if (!equalBytes(state.previous, ZERO_HASH)) return 'previous';
  return equalBytes(state.entropy, firstEntropy(state.chain, state.operation))
    ? undefined
    : 'entropy';
}
