import {
  type ForkProof,
  type Hash,
  type Key,
  type SignedState,
  MAX_CHEQUES,
  decodeState,
  encode,
  equalBytes,
  findFork,
  signedStateCodec,
  signingContext,
  stateId,
} from '@tallystick/protocol';
import { type Context, findRecord, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { rememberingCrypto } from './known-signatures.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { type ForkRecord, forkRecordCodec } from './records/other-records.ts';

/** What is to be stored of states that were shown, and the proof of a fork that is known by then. */
export interface Sighted {
  readonly changes: readonly StorageChange[];
  readonly proof: ForkProof | undefined;
}

/**
 * Compares states of a hold that its writer has signed with those seen before, and looks for two that contradict each other.
 * States whose signature does not hold say nothing of the writer and are left out. Nothing is stored.
 */
export async function sight(
  context: Context,
  hold: Hash,
  writer: Key,
  states: readonly SignedState[],
): Promise<Sighted> {
  const known = await findRecord(context.vault, OFFLINE_KEYS.fork(hold), forkRecordCodec);
  if (known !== undefined) return { changes: [], proof: known.proof };
  const seen = await neighbours(context, hold, states);
  const fresh = states
    .filter(({ state }) => !seen.some((one) => equalBytes(one.state, state)))
    // A chain of cheques has no more: whatever stands above is none.
    .filter(({ state }) => sequenceOf(state) <= MAX_CHEQUES)
    .filter((signed) => isSigned(context, hold, writer, signed));
  if (fresh.length === 0) return { changes: [], proof: undefined };
  const proof = findFork([...seen, ...fresh]);
  const changes: StorageChange[] = fresh.flatMap(({ state, signature }) =>
    keepingState(hold, seen, { state, signature }),
  );
  if (proof !== undefined) {
    const record: ForkRecord = { writer, proof, published: null };
    changes.push(storing(OFFLINE_KEYS.fork(hold), forkRecordCodec, record));
  }
  return { changes, proof };
}

/** What was seen where two states could contradict each other: at the same sequence, and at those beside it. */
async function neighbours(
  { vault }: Context,
  hold: Hash,
  states: readonly SignedState[],
): Promise<SignedState[]> {
  const sequences = new Set(
    states.flatMap(({ state }) => {
      const at = sequenceOf(state);
      return at > MAX_CHEQUES ? [] : [Math.max(0, at - 1), at, at + 1];
    }),
  );
  const seen: SignedState[] = [];
  for (const sequence of sequences) {
    const known = await findRecord(vault, OFFLINE_KEYS.seen(hold, sequence), signedStateCodec);
    if (known !== undefined) seen.push(known);
  }
  return seen;
}

/** One state for each position: a second one is in the fork's proof. */
function keepingState(
  hold: Hash,
  seen: readonly SignedState[],
  signed: SignedState,
): StorageChange[] {
  const sequence = sequenceOf(signed.state);
  if (seen.some(({ state }) => sequenceOf(state) === sequence)) return [];
  return [{ key: OFFLINE_KEYS.seen(hold, sequence), value: encode(signedStateCodec, signed) }];
}

function sequenceOf(bytes: Uint8Array): number {
  const state = decodeState(bytes);
  return state.ok ? state.value.sequence : 0;
}

function isSigned(
  context: Context,
  hold: Hash,
  writer: Key,
  { state, signature }: SignedState,
): boolean {
  const decoded = decodeState(state);
  if (!decoded.ok || !equalBytes(decoded.value.chain, hold)) return false;
  const bound = signingContext('act', context.trust.sovereign);
  return rememberingCrypto(context).verify(writer, stateId(state), signature, bound);
}
