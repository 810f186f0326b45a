import { type StoredEntry, type Store, decodeEntry } from '@tallystick/ledger';
import {
  type Hash,
  type Operation,
  type State,
  type Transition,
  decode,
  decodeState,
  operationCodec,
  transitionCodec,
} from '@tallystick/protocol';

/** A transition of the log, opened. */
export interface OpenedTransition {
  readonly id: Hash;
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly effects: Uint8Array;
  readonly state: State;
  readonly transition: Transition;
}

/** The public data of an entry's leaf. Throws when the entry is damaged: the node cannot go on. */
export function entryLeafOf(entry: StoredEntry): Uint8Array {
  const decoded = decodeEntry(entry.bytes);
  if (!decoded.ok) throw damage(entry, decoded.reason);
  return decoded.value.leaf;
}

/** The admitted transition with this id, if it is in the log. */
export function openTransition(
  store: Pick<Store, 'entry' | 'indexOf'>,
  id: Hash,
): OpenedTransition | undefined {
  const index = store.indexOf(id);
  const entry = index === undefined ? undefined : store.entry(index);
  return entry === undefined ? undefined : openEntry(entry);
}

/** The transition of an entry; undefined for a header. Throws when it is damaged. */
export function openEntry(entry: StoredEntry): OpenedTransition | undefined {
  const decoded = decodeEntry(entry.bytes);
  if (!decoded.ok) throw damage(entry, decoded.reason);
  const { transition: bytes, effects } = decoded.value;
  if (entry.id === null || bytes === null || effects === null) return undefined;
  const transition = decode(transitionCodec, bytes);
  if (!transition.ok) throw damage(entry, transition.reason);
  const state = decodeState(transition.value.state);
  if (!state.ok) throw damage(entry, state.reason);
  const { id, index } = entry;
  return { id, index, bytes, effects, state: state.value, transition: transition.value };
}

export function openOperation(opened: OpenedTransition): Operation {
  const operation = decode(operationCodec, opened.transition.operation);
  if (!operation.ok) throw damage(opened, operation.reason);
  return operation.value;
}

function damage(entry: { readonly index: number }, reason: string): Error {
  return new Error(`entry ${entry.index} of the log is damaged: ${reason}; run an audit`);
}
