import {
  type ForkProof,
  type Hash,
  type Key,
  type OpenedState,
  MAX_CHEQUES,
  decodeState,
  equalBytes,
  findFork,
  leavesOut,
  openedStateCodec,
  signingContext,
  stateId,
  withTrueSum,
} from '@tallystick/protocol';
import { type Context, findRecord, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { rememberingCrypto } from './known-signatures.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import {
  type ForkRecord,
  type SeenSum,
  forkRecordCodec,
  seenSumsCodec,
} from './records/other-records.ts';

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
  const shown = states.map(withTrueSum);
  const sums = await seenSums(context, hold);
  const seen = await whatCouldDeny(context, hold, shown, sums);
  const fresh = shown
    .filter((one) => !seen.some((other) => tellsAsMuch(other, one)))
    // A chain of cheques has no more: whatever stands above is none.
    .filter(({ state }) => sequenceOf(state) <= MAX_CHEQUES)
    .filter((signed) => isSigned(context, hold, writer, signed));
  if (fresh.length === 0) return { changes: [], proof: undefined };
  const proof = findFork([...seen, ...fresh]);
  const changes = [...keepingStates(hold, seen, fresh), ...keepingSums(hold, sums, fresh)];
  if (proof !== undefined) {
    const record: ForkRecord = { writer, proof, published: null };
    changes.push(storing(OFFLINE_KEYS.fork(hold), forkRecordCodec, record));
  }
  return { changes, proof };
}

/** What the cheques that were seen of an allowance say of its sums, in order of their positions. */
export async function seenSums({ vault }: Context, hold: Hash): Promise<readonly SeenSum[]> {
  return (await findRecord(vault, OFFLINE_KEYS.seenSums(hold), seenSumsCodec)) ?? [];
}

/** Whether the later of two cheques leaves out what the earlier one says was given. */
export function contradict(a: SeenSum, b: SeenSum): boolean {
  if (a.sequence === b.sequence) return false;
  return a.sequence < b.sequence ? leavesOut(a.sum, b.sum) : leavesOut(b.sum, a.sum);
}

/** What was seen where it could deny what is shown: at the same position and beside it, and where the sums do. */
async function whatCouldDeny(
  { vault }: Context,
  hold: Hash,
  shown: readonly OpenedState[],
  sums: readonly SeenSum[],
): Promise<OpenedState[]> {
  const places = new Set<number>();
  for (const { state, sum } of shown) {
    const sequence = sequenceOf(state);
    if (sequence > MAX_CHEQUES) continue;
    for (const at of [Math.max(0, sequence - 1), sequence, sequence + 1]) places.add(at);
    const denied = sums.find((one) => sum !== null && contradict(one, { sequence, sum }));
    if (denied !== undefined) places.add(denied.sequence);
  }
  const seen: OpenedState[] = [];
  for (const at of places) {
    const known = await findRecord(vault, OFFLINE_KEYS.seen(hold, at), openedStateCodec);
    if (known !== undefined) seen.push(known);
  }
  return seen;
}

/** What each position says first. */
function keepingSums(
  hold: Hash,
  sums: readonly SeenSum[],
  fresh: readonly OpenedState[],
): StorageChange[] {
  const all = new Map(sums.map((one) => [one.sequence, one]));
  for (const { state, sum } of fresh) {
    const sequence = sequenceOf(state);
    if (sum !== null && !all.has(sequence)) all.set(sequence, { sequence, sum });
  }
  if (all.size === sums.length) return [];
  const inOrder = [...all.values()].toSorted((a, b) => a.sequence - b.sequence);
  return [storing(OFFLINE_KEYS.seenSums(hold), seenSumsCodec, inOrder)];
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

/** Whether the writer has signed a state of that hold. */
export function isSigned(
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
