import {
  type ForkProof,
  type Hash,
  type Key,
  type SignedState,
  decodeState,
  encode,
  equalBytes,
  findFork,
  signedStateCodec,
  signingContext,
  stateId,
} from '@tallystick/protocol';
import { type Context, findRecord, listRecords, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { type ForkRecord, forkRecordCodec } from './records/other-records.ts';

/** So many states are kept of one hold: a chain of cheques has no more. */
const MAX_SEEN = 256;

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
  const prefix = OFFLINE_KEYS.seenOf(hold);
  const stored = await listRecords(context.vault, prefix, signedStateCodec);
  const seen = stored.map(({ value }) => value);
  const fresh = states
    .filter(({ state }) => !seen.some((one) => equalBytes(one.state, state)))
    .filter((signed) => isSigned(context, hold, writer, signed));
  if (fresh.length === 0) return { changes: [], proof: undefined };
  const proof = findFork([...seen, ...fresh]);
  const changes: StorageChange[] = fresh
    .slice(0, MAX_SEEN - seen.length)
    .flatMap(({ state, signature }) => keepingState(hold, seen, { state, signature }));
  if (proof !== undefined) {
    const record: ForkRecord = { writer, proof, published: null };
    changes.push(storing(OFFLINE_KEYS.fork(hold), forkRecordCodec, record));
  }
  return { changes, proof };
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
  { ports, trust }: Context,
  hold: Hash,
  writer: Key,
  { state, signature }: SignedState,
): boolean {
  const decoded = decodeState(state);
  if (!decoded.ok || !equalBytes(decoded.value.chain, hold)) return false;
  const bound = signingContext('act', trust.sovereign);
  return ports.crypto.verify(writer, stateId(state), signature, bound);
}
