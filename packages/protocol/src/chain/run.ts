import type { Hash } from '../crypto/index.ts';
import { MAX_UINT, concat, equalBytes, readU64 } from '../encoding/index.ts';
import { type Kernel, createKernel } from './kernel/index.ts';
import {
  SEQUENCE_AT,
  STATE_BYTES,
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

/** From this many states on the kernel is faster than the plain check, its copying included. */
const LONG_RUN = 16;
/** How many states are copied for the kernel at a time. */
const PART = 1025;
let kernel: Kernel | undefined;

/**
 * Whether S_i..S_j, each 176 bytes, are a run of one chain. Of the first only its form is known, and when it is an S_0 also
 * its entropy. A run proves order and integrity; it does not prove that the ledger admitted any of it.
 */
export function verifyRun(states: readonly Uint8Array[]): RunCheck {
  const [first] = states;
  if (first === undefined) return { ok: true };
  const decoded = decodeState(first);
  const reason = decoded.ok ? firstFault(decoded.value) : decoded.reason;
  if (reason !== undefined) return { ok: false, at: 0, reason };
  for (let at = linkedPrefix(states); at < states.length; at += 1) {
    const fault = pairFault(states[at - 1] as Uint8Array, states[at] as Uint8Array);
    if (fault !== undefined) return { ok: false, at, reason: fault };
  }
  return { ok: true };
}

/**
 * How many states from the first on are known to be linked, at least 1. A long run goes through the kernel, which says where
 * it breaks; why it breaks, and short runs, are left to the plain check. The first state's form is known to be good, and
 * the kernel holds the others to it, except that it knows no largest sequence.
 */
function linkedPrefix(states: readonly Uint8Array[]): number {
  if (states.length < LONG_RUN) return 1;
  const odd = states.findIndex((state) => state.length !== STATE_BYTES);
  const count = odd < 0 ? states.length : odd;
  const sequences = BigInt(MAX_UINT) - readU64(states[0] as Uint8Array, SEQUENCE_AT) + 1n;
  kernel ??= createKernel();
  for (let from = 0; from + 1 < count; from += PART - 1) {
    const broken = kernel.checkRun(concat(...states.slice(from, Math.min(count, from + PART))));
    if (broken >= 0) return atMost(from + broken, sequences);
  }
  return atMost(count, sequences);
}

function atMost(count: number, limit: bigint): number {
  return BigInt(count) < limit ? count : Number(limit);
}

/** What keeps the second of two states of one run from following the first. */
function pairFault(head: Uint8Array, next: Uint8Array): RunFault | undefined {
  const before = decodeState(head);
  const state = decodeState(next);
  if (!before.ok) return before.reason;
  return state.ok ? linkFault(before.value, stateId(head), state.value) : state.reason;
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
