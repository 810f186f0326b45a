import { StoreError } from '../store/store.ts';
import { decode, type Hash, transitionCodec } from '@tallystick/protocol';
import { decodeEntry } from '../effects/entry.ts';
import { readChain } from '../state/read.ts';
import type { LedgerState } from '../state/state.ts';
import { impliedState } from '../state/view.ts';
import type { Store } from '../store/index.ts';

/**
 * The 176 bytes of a chain's head, from the log or, where nothing was admitted yet, as implied.
 * Undefined for a chain that is not known, or whose head is not durable yet.
 */
export function readHeadState(
  state: LedgerState,
  store: Pick<Store, 'indexOf' | 'entry'>,
  chain: Hash,
): Uint8Array | undefined {
  const view = readChain(state, chain);
  if (view === undefined) return undefined;
  if (view.kind !== 'identity' && view.sequence === 0) {
    return impliedState(state, state.devices.find(chain));
  }
  return readTransition(store, view.head)?.state;
}

/** An admitted transition by its id; undefined when it was never admitted. */
export function readTransition(
  store: Pick<Store, 'indexOf' | 'entry'>,
  id: Hash,
): ReturnType<typeof transitionCodec.read> | undefined {
  const index = store.indexOf(id);
  const stored = index === undefined ? undefined : store.entry(index);
  if (stored === undefined) return undefined;
  const entry = decodeEntry(stored.bytes);
  if (!entry.ok || entry.value.transition === null)
    throw new StoreError('damaged', `entry ${index} is damaged`);
  const transition = decode(transitionCodec, entry.value.transition);
  if (!transition.ok)
    throw new StoreError('damaged', `the transition of entry ${index} is damaged`);
  return transition.value;
}
