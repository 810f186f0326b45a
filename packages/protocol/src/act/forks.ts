import {
  type ForkProof,
  type ForkRule,
  type SignedState,
  decodeState,
  stateId,
} from '../chain/index.ts';
import type { Hash } from '../crypto/index.ts';
import { equalBytes } from '../encoding/index.ts';
import type { Amount } from '../money/index.ts';

/**
 * The fork proof that two signed states of one chain make, the lower sequence first; undefined when they can both be in one
 * history as far as they show. The signatures are not verified: see `verifyForkProof`.
 */
export function forkBetween(a: SignedState, b: SignedState): ForkProof | undefined {
  const [one, other] = [decodeState(a.state), decodeState(b.state)];
  if (!one.ok || !other.ok || !equalBytes(one.value.chain, other.value.chain)) return undefined;
  if (one.value.sequence > other.value.sequence) return forkBetween(b, a);
  const proof = { first: signedState(a), second: signedState(b) };
  switch (other.value.sequence - one.value.sequence) {
    case 0:
      return equalBytes(a.state, b.state) ? undefined : proof;
    case 1:
      return equalBytes(other.value.previous, stateId(a.state)) ? undefined : proof;
    default:
      return undefined;
  }
}

/** The first fork among signed states of any chains, such as signed acts; undefined when there is none. */
export function findFork(states: readonly SignedState[]): ForkProof | undefined {
  const seen = new Map<string, SignedState>();
  for (const signed of states) {
    const decoded = decodeState(signed.state);
    if (!decoded.ok) continue;
    const { chain, sequence } = decoded.value;
    const place = (at: number): string => `${chain.toHex()} ${at}`;
    for (const at of [sequence, sequence - 1, sequence + 1]) {
      const other = seen.get(place(at));
      const proof = other === undefined ? undefined : forkBetween(other, signed);
      if (proof !== undefined) return proof;
    }
    // What else is at a place already seen has the same bytes: it would have been a fork.
    if (!seen.has(place(sequence))) seen.set(place(sequence), signed);
  }
  return undefined;
}

/** Without what else its carrier has, such as the act. */
function signedState({ state, signature }: SignedState): SignedState {
  return { state, signature };
}

/** What is known of a cheque once it has been presented. */
export interface ChequePlace {
  readonly sequence: number;
  /** The id of its state. */
  readonly id: Hash;
  readonly previous: Hash;
  readonly amount: Amount;
  readonly total: Amount;
}

/**
 * Why two cheques of one hold cannot both be in one history; undefined when they can. `total`: the later one leaves out
 * what the earlier one gave. Its payee cannot see that, so a writer could give out more than the cap without ever signing
 * one sequence twice.
 */
export function chequeConflict(a: ChequePlace, b: ChequePlace): ForkRule | 'total' | undefined {
  if (a.sequence > b.sequence) return chequeConflict(b, a);
  if (a.sequence === b.sequence) return equalBytes(a.id, b.id) ? undefined : 'same-sequence';
  const isNext = b.sequence === a.sequence + 1;
  if (isNext && !equalBytes(b.previous, a.id)) return 'broken-link';
  const before = b.total - b.amount;
  return before < a.total || (isNext && before > a.total) ? 'total' : undefined;
}
