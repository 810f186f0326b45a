import { StoreError } from '../store/store.ts';
import {
  type Constitution,
  equalBytes,
  type Epoch,
  sovereignId,
  TileTree,
  type TreeHasher,
} from '@tallystick/protocol';
import { assertConserved } from '../state/currencies.ts';
import { loadState } from '../state/load.ts';
import type { LedgerState } from '../state/state.ts';
import type { Store } from '../store/index.ts';

/** What a store holds, ready to go on. */
export interface Opened {
  readonly state: LedgerState;
  readonly tree: TileTree;
}

/** Rebuilds memory from the store. Throws when the store does not belong to it, or is damaged. */
export function openStored(
  constitution: Constitution,
  epoch: Epoch,
  store: Store,
  hasher: TreeHasher,
): Opened {
  const { size, newest } = store.meta;
  const { state, meta } = loadState(constitution, store);
  const sovereign = sovereignId(constitution);
  if (!equalBytes(epoch.sovereign, sovereign)) throw new Error("the epoch is another sovereign's");
  if (meta !== null && !equalBytes(meta.sovereign, sovereign)) {
    throw new Error('the store holds the ledger of another sovereign');
  }
  if ((meta === null) !== (size === 0) || (newest?.size ?? 0) !== size) {
    throw new StoreError(
      'damaged',
      'the store is damaged: its records do not end where its log does',
    );
  }
  for (const number of state.currencies.ids.keys()) assertConserved(state.currencies, number);
  const tree = new TileTree(hasher, size, (level, index) => store.tile(level, index));
  if (newest !== undefined && !equalBytes(tree.root(), newest.root)) {
    throw new StoreError(
      'damaged',
      'the store is damaged: its tiles do not give its newest checkpoint',
    );
  }
  return { state, tree };
}
