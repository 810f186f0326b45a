import {
  type Batch,
  type KeptBatch,
  type KeptEnd,
  type MemoryImage,
  openMemoryStore,
} from '@tallystick/ledger';
import { decode } from '@tallystick/protocol';
import { type BatchSource, exportLog, logExportCodec } from '@tallystick/sovereign/machine';

/** A copy of a disk. Its rows are never changed, only replaced: they need no copies of their own. */
export function copyDisk({
  entries,
  indexes,
  checkpoints,
  records,
  tiles,
}: MemoryImage): MemoryImage {
  return {
    entries: [...entries],
    indexes: new Map(indexes),
    checkpoints: [...checkpoints],
    records: new Map([...records].map(([collection, rows]) => [collection, new Map(rows)])),
    tiles: new Map(tiles),
  };
}

/** The log that a node appends to in a second folder before it acknowledges: nothing of what was durable is missing. */
export function keptLogOf(image: MemoryImage): BatchSource {
  return { kind: 'kept-log', name: 'the kept log', read: (from) => batchesOf(image, from) };
}

function* batchesOf(
  { entries, checkpoints }: MemoryImage,
  from: number,
): Generator<KeptBatch, KeptEnd> {
  let first = 0;
  for (const { size, root, time, note } of checkpoints) {
    const batch: Pick<Batch, 'entries'> = { entries: entries.slice(first, size) };
    const signed = note === null ? [] : [{ size, note }];
    if (size > from) yield { first, ...batch, checkpoint: { size, root, time }, signed };
    first = size;
  }
  return { size: entries.length, fault: undefined };
}

/** A copy of the log on another machine, as it was when it last asked; it answers what a node answers. */
export function mirrorOf(image: MemoryImage): BatchSource {
  const store = openMemoryStore(image);
  const signed = image.checkpoints.findLast(({ note }) => note !== null);
  return {
    kind: 'mirror',
    name: 'the mirror',
    async read(from) {
      const { size, note } = signed ?? { size: 0, note: null };
      const answer = exportLog(store, { size, note }, from);
      const decoded = answer === undefined ? undefined : decode(logExportCodec, answer);
      if (decoded?.ok !== true) throw new Error('no batch begins there');
      return decoded.value;
    },
  };
}
