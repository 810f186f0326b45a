import type { Batch } from '../store.ts';

/** Bytes that only `seed` and their length decide. */
export function bytesOf(seed: number, length = 100): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed * 2_654_435_761 + length + 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** The id of the entry at `index`: 32 bytes spread over the whole range, as a hash is. */
export function idOf(index: number): Uint8Array {
  return bytesOf(index + 1_000_003, 32);
}

/** A batch that writes nothing, for a log of `size` entries. */
export function noBatch(size: number): Batch {
  return { first: size, entries: [], records: [], tiles: [], checkpoint: null, signed: [] };
}

/** Entries `first` to `first + count`; entry 0 is a header, and so has no id. */
export function entriesBatch(first: number, count: number, length = 100): Batch {
  const end = first + count;
  return {
    ...noBatch(first),
    entries: Array.from({ length: count }, (_, n) => ({
      id: first + n === 0 ? null : idOf(first + n),
      bytes: bytesOf(first + n, length),
    })),
    checkpoint: count === 0 ? null : { size: end, root: bytesOf(end, 32), time: 1_000 + end },
  };
}
