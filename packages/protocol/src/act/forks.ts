import {
  type ChequeSum,
  type ForkProof,
  STATE_BYTES,
  type SignedState,
  type State,
  chequeContents,
  chequeSumCodec,
  decodeState,
  leavesOut,
  stateId,
} from '../chain/index.ts';
import { SUITES } from '../crypto/index.ts';
import {
  type Codec,
  bytes,
  bytesUpTo,
  decode,
  equalBytes,
  nullable,
  record,
} from '../encoding/index.ts';
import { MAX_ACT_BYTES, actCodec } from './codecs.ts';
import type { SignedAct } from './types.ts';

/** A signed state, and what its contents open to. */
export interface OpenedState extends SignedState {
  /** Null where it is no cheque's, or nobody has shown it. */
  readonly sum: ChequeSum | null;
}

export const openedStateCodec: Codec<OpenedState> = record({
  state: bytes(STATE_BYTES),
  signature: bytesUpTo(SUITES[3].signature),
  sum: nullable(chequeSumCodec),
});

/** The state of an act, opened where the act is a cheque. */
export function openedAct({ state, act, signature }: SignedAct): OpenedState {
  const read = decode(actCodec, act, MAX_ACT_BYTES);
  if (!read.ok || read.value.payee === null) return { state, signature, sum: null };
  const { amount, total } = read.value;
  return { state, signature, sum: { amount, total } };
}

/** The same state, without a sum that its contents do not open to: anybody can say anything. */
export function withTrueSum(opened: OpenedState): OpenedState {
  const state = opened.sum === null ? undefined : decodeState(opened.state);
  const sum = state?.ok === true ? sumOf(opened, state.value) : null;
  return { ...signedState(opened), sum };
}

/** The two states of a proof, the earlier first. */
export function openedProof({ first, second, sums }: ForkProof): [OpenedState, OpenedState] {
  return [
    { ...first, sum: sums?.first ?? null },
    { ...second, sum: sums?.second ?? null },
  ];
}

/**
 * The fork proof that two signed states of one chain make, the lower sequence first; undefined when they can both be in one
 * history as far as they show. The signatures are not verified: see `verifyForkProof`.
 */
export function forkBetween(a: OpenedState, b: OpenedState): ForkProof | undefined {
  const [one, other] = [decodeState(a.state), decodeState(b.state)];
  if (!one.ok || !other.ok || !equalBytes(one.value.chain, other.value.chain)) return undefined;
  if (one.value.sequence > other.value.sequence) return forkBetween(b, a);
  const proof = { first: signedState(a), second: signedState(b), sums: null };
  const distance = other.value.sequence - one.value.sequence;
  if (distance === 0) return equalBytes(a.state, b.state) ? undefined : proof;
  if (distance === 1 && !equalBytes(other.value.previous, stateId(a.state))) return proof;
  const [first, second] = [sumOf(a, one.value), sumOf(b, other.value)];
  if (first === null || second === null || !leavesOut(first, second)) return undefined;
  return { ...proof, sums: { first, second } };
}

/** The first fork among signed states of any chains, such as opened acts; undefined when there is none. */
export function findFork(states: readonly OpenedState[]): ForkProof | undefined {
  const seen = new Map<string, OpenedState>();
  const cheques = new Map<string, Cheque[]>();
  for (const opened of states) {
    const decoded = decodeState(opened.state);
    if (!decoded.ok) continue;
    const { chain, sequence } = decoded.value;
    const name = chain.toHex();
    const place = (at: number): string => `${name} ${at}`;
    for (const at of [sequence, sequence - 1, sequence + 1]) {
      const other = seen.get(place(at));
      const proof = other === undefined ? undefined : forkBetween(other, opened);
      if (proof !== undefined) return proof;
    }
    // What else is at a place already seen has the same bytes: it would have been a fork.
    if (!seen.has(place(sequence))) seen.set(place(sequence), opened);
    const sum = sumOf(opened, decoded.value);
    if (sum === null) continue;
    const known = cheques.get(name);
    if (known === undefined) cheques.set(name, [{ opened, sequence, sum }]);
    else known.push({ opened, sequence, sum });
  }
  for (const of of cheques.values()) {
    const proof = findLeftOut(of);
    if (proof !== undefined) return proof;
  }
  return undefined;
}

interface Cheque {
  readonly opened: OpenedState;
  readonly sequence: number;
  readonly sum: ChequeSum;
}

/** Two cheques of one chain of which the later leaves out what the earlier gave. Those of one sequence are the same. */
function findLeftOut(cheques: readonly Cheque[]): ForkProof | undefined {
  let highest: Cheque | undefined;
  for (const cheque of cheques.toSorted((a, b) => a.sequence - b.sequence)) {
    if (highest !== undefined && highest.sequence < cheque.sequence) {
      const proof = forkBetween(highest.opened, cheque.opened);
      if (proof !== undefined) return proof;
    }
    if (highest === undefined || cheque.sum.total > highest.sum.total) highest = cheque;
  }
  return undefined;
}

/** What the contents of a state open to, where that is so: anybody can say anything. */
function sumOf({ sum }: OpenedState, { contents }: State): ChequeSum | null {
  return sum !== null && equalBytes(contents, chequeContents(sum)) ? sum : null;
}

/** Without what else its carrier has, such as the act. */
function signedState({ state, signature }: SignedState): SignedState {
  return { state, signature };
}
