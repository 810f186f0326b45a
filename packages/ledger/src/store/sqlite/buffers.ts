/**
 * Buffers that are used again. A new one of some megabytes costs its page faults, and the collector
 * hears of it: together more than what is written into it.
 */
export interface Buffers {
  /** One of at least so many bytes; what it holds is left over from before. */
  readonly take: (bytes: number) => ArrayBuffer;
  /** Takes one back. */
  readonly give: (buffer: ArrayBuffer) => void;
}

/** What stays at most: some batches under way, of any usual size. */
const MOST_KEPT = 4;
const MOST_BYTES = 2 ** 23;
const LEAST_BYTES = 2 ** 16;

export function newBuffers(): Buffers {
  /** Ascending by size. */
  const idle: ArrayBuffer[] = [];
  return {
    take(bytes) {
      const fitting = idle.findIndex(({ byteLength }) => byteLength >= bytes);
      const [buffer] = fitting < 0 ? [] : idle.splice(fitting, 1);
      return buffer ?? new ArrayBuffer(Math.max(LEAST_BYTES, 2 ** Math.ceil(Math.log2(bytes))));
    },
    give(buffer) {
      if (buffer.byteLength > MOST_BYTES) return;
      idle.push(buffer);
      idle.sort((a, b) => a.byteLength - b.byteLength);
      if (idle.length > MOST_KEPT) idle.shift();
    },
  };
}
