import {
  type ForkProof,
  type Hash,
  type Key,
  type OpenedState,
  MAX_CHEQUES,
  decodeState,
  equalBytes,
  findFork,
  openedStateCodec,
  signingContext,
  stateId,
  withTrueSum,
} from '@tallystick/protocol';
import { type Context, findRecord, listRecords, storing } from '../context.ts';
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
  states: readonly OpenedState[],
): Promise<Sighted> {
  const known = await findRecord(context.vault, OFFLINE_KEYS.fork(hold), forkRecordCodec);
  if (known !== undefined) return { changes: [], proof: known.proof };
  const seen = (await listSeen(context, hold)).map(({ value }) => value);
  const fresh = states
    .map(withTrueSum)
    .filter((one) => !seen.some((other) => tellsAsMuch(other, one)))
    // A chain of cheques has no more: whatever stands above is none.
    .filter(({ state }) => sequenceOf(state) <= MAX_CHEQUES)
    .filter((signed) => isSigned(context, hold, writer, signed));
  if (fresh.length === 0) return { changes: [], proof: undefined };
  const proof = findFork([...seen, ...fresh]);
  const changes = keepingStates(hold, seen, fresh);
  if (proof !== undefined) {
    const record: ForkRecord = { writer, proof, published: null };
    changes.push(storing(OFFLINE_KEYS.fork(hold), forkRecordCodec, record));
  }
  return { changes, proof };
}

/** What was seen of an allowance, in order of the positions. */
export function listSeen(
  { vault }: Context,
  hold: Hash,
): Promise<{ key: string; value: OpenedState }[]> {
  return listRecords(vault, OFFLINE_KEYS.seenOf(hold), openedStateCodec);
}

function tellsAsMuch(seen: OpenedState, other: OpenedState): boolean {
  return equalBytes(seen.state, other.state) && (seen.sum !== null || other.sum === null);
}

/** One state for each position: a second one is in the fork's proof. */
function keepingStates(
  hold: Hash,
  seen: readonly OpenedState[],
  fresh: readonly OpenedState[],
): StorageChange[] {
  const all = [...seen, ...fresh];
  return fresh.flatMap((opened) => {
    const sequence = sequenceOf(opened.state);
    const other = all.find(({ state }) => sequenceOf(state) === sequence);
    if (other !== undefined && !equalBytes(other.state, opened.state)) return [];
    return [storing(OFFLINE_KEYS.seen(hold, sequence), openedStateCodec, opened)];
  });
}

function sequenceOf(bytes: Uint8Array): number {
  const state = decodeState(bytes);
  return state.ok ? state.value.sequence : 0;
}

function isSigned(
  context: Context,
  hold: Hash,
  writer: Key,
  { state, signature }: OpenedState,
): boolean {
  const decoded = decodeState(state);
  if (!decoded.ok || !equalBytes(decoded.value.chain, hold)) return false;
  const bound = signingContext('act', context.trust.sovereign);
  return rememberingCrypto(context).verify(writer, stateId(state), signature, bound);
}
