/**
 * Responses kept until a run is over, in memory that is set aside beforehand: kept one by one they
 * would be copied by the collector of the sending process, whose pauses would be measured as the
 * sovereign's.
 */
export interface Responses {
  /** Copies it. */
  keep(body: Uint8Array): void;
  [Symbol.iterator](): Iterator<Uint8Array>;
}

/**
 * Longer ones are kept by themselves: a response to a single payment takes less, one to a batch
 * more.
 */
const USUAL_BYTES = 8192;

export function newResponses(count: number): Responses {
  const arena = new Uint8Array(count * USUAL_BYTES);
  const ends = new Float64Array(count);
  const long: Uint8Array[] = [];
  let kept = 0;
  let used = 0;
  return {
    keep(body) {
      if (kept === count || used + body.length > arena.length) {
        long.push(new Uint8Array(body)); // a Buffer's slice would be a view
        return;
      }
      arena.set(body, used);
      used += body.length;
      ends[kept] = used;
      kept += 1;
    },
    *[Symbol.iterator]() {
      for (let i = 0; i < kept; i += 1) yield arena.subarray(ends[i - 1] ?? 0, ends[i]);
      yield* long;
    },
  };
}
