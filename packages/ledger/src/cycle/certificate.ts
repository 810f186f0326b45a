import { StoreError } from '../store/store.ts';
import type { Certificate, Hash, TileTree } from '@tallystick/protocol';
import { decodeEntry } from '../effects/entry.ts';
import type { Store } from '../store/index.ts';

/** Where certificates are read from. */
export interface Certified {
  readonly store: Pick<Store, 'indexOf' | 'entry' | 'checkpointFor'>;
  readonly tree: TileTree;
}

/**
 * The certificate of an admitted transition, the same for ever; undefined when it was never
 * admitted, or its checkpoint has not been signed yet.
 */
export function readCertificate(from: Certified, id: Hash): Certificate | undefined {
  const index = from.store.indexOf(id);
  if (index === undefined) return undefined;
  const checkpoint = from.store.checkpointFor(index);
  if (checkpoint === undefined || checkpoint.note === null) return undefined;
  const stored = from.store.entry(index);
  const entry = stored === undefined ? undefined : decodeEntry(stored.bytes);
  if (entry?.ok !== true || entry.value.effects === null) {
    throw new StoreError('damaged', `entry ${index} of the store is damaged: run an audit`);
  }
  return {
    index,
    treeSize: checkpoint.size,
    transition: id.slice(),
    effects: entry.value.effects,
    proof: from.tree.inclusionProof(index, checkpoint.size),
    checkpoint: checkpoint.note,
  };
}
