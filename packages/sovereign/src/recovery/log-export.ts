import type { KeptBatch, Store } from '@tallystick/ledger';
import {
  type Codec,
  bytes,
  bytesUpTo,
  encode,
  list,
  nullable,
  record,
  time,
  uint,
} from '@tallystick/protocol';

/** A stretch of the log in full, for whoever keeps a copy: whole batches, each with its signed checkpoint. */
export interface LogExport {
  /** Entries of the log under a signed checkpoint. */
  readonly size: number;
  /** The newest signed checkpoint; null as long as there is none. */
  readonly checkpoint: Uint8Array | null;
  readonly batches: readonly KeptBatch[];
}

const MAX_ENTRY = 1 << 22;
const MAX_NOTE = 1 << 18;
const MANY = 1 << 20;
/** One answer stays below this many bytes, unless one batch alone is longer. */
const MAX_EXPORT_BYTES = 4_194_304;
/** What a reader accepts. */
export const MAX_EXPORT_ANSWER = 67_108_864;

/** `[size, checkpoint / null, [*[first, [*[id / null, bytes]], [size, root, time], [[size, note]]]]]`. */
export const logExportCodec: Codec<LogExport> = record({
  size: uint(),
  checkpoint: nullable(bytesUpTo(MAX_NOTE)),
  batches: list(
    record({
      first: uint(),
      entries: list(record({ id: nullable(bytes(32)), bytes: bytesUpTo(MAX_ENTRY) }), MANY, 1),
      checkpoint: record({ size: uint(), root: bytes(32), time }),
      signed: list(record({ size: uint(), note: bytesUpTo(MAX_NOTE) }), 1, 1),
    }),
    MANY,
  ),
});

/** Batches from entry `from` on; undefined when no batch begins there. */
export function exportLog(
  store: Store,
  signed: { readonly size: number; readonly note: Uint8Array | null },
  from: number,
): Uint8Array | undefined {
  const batches: KeptBatch[] = [];
  let length = 0;
  for (let first = from; first < signed.size;) {
    const checkpoint = store.checkpointFor(first);
    if (checkpoint === undefined || checkpoint.note === null) break;
    if (first === from && !isStart(store, first)) return undefined;
    const { size, root, time, note } = checkpoint;
    const entries = [...store.exportEntries(first, size)].map((entry) => ({
      id: entry.id,
      bytes: entry.bytes,
    }));
    length += entries.reduce((sum, entry) => sum + entry.bytes.length, 0);
    if (length > MAX_EXPORT_BYTES && batches.length > 0) break;
    batches.push({ first, entries, checkpoint: { size, root, time }, signed: [{ size, note }] });
    first = size;
  }
  return encode(logExportCodec, { size: signed.size, checkpoint: signed.note, batches });
}

function isStart(store: Store, first: number): boolean {
  return first === 0 || store.checkpointFor(first - 1)?.size === first;
}
