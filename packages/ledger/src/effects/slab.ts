import { type Codec, withEncoded } from '@tallystick/protocol';

const CHUNK_BYTES = 256 * 1024;
/** Chunks that a handover slab keeps for the next batch. */
const MOST_KEPT = 32;

/**
 * Memory for many short byte strings that live as long as a batch does. An ArrayBuffer for each
 * costs more than what is written into it; here they are views of a few large ones. Whatever is to
 * stay longer is copied: a view keeps its whole chunk.
 */
export class Slab {
  #chunk = new Uint8Array(0);
  #used = 0;

  /** `length` bytes to be written at once. */
  take(length: number): Uint8Array {
    if (length > CHUNK_BYTES / 4) return new Uint8Array(length);
    if (this.#used + length > this.#chunk.length) {
      this.#chunk = this.nextChunk();
      this.#used = 0;
    }
    const start = this.#used;
    this.#used = start + length;
    return this.#chunk.subarray(start, this.#used);
  }

  /** The canonical CBOR of `value`. */
  encode<T>(codec: Codec<T>, value: T): Uint8Array {
    return withEncoded(codec, value, (encoded) => {
      const out = this.take(encoded.length);
      out.set(encoded);
      return out;
    });
  }

  concat(first: Uint8Array, second: Uint8Array): Uint8Array {
    const out = this.take(first.length + second.length);
    out.set(first);
    out.set(second, first.length);
    return out;
  }

  protected nextChunk(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(CHUNK_BYTES);
  }

  /** The next string goes into another chunk. */
  protected leaveChunk(): void {
    this.#used = this.#chunk.length;
  }
}

/**
 * Memory for what is handed to the store, which copies it before `commit` returns: every batch
 * writes over the one before. Most of a batch's bytes are of this kind, and the collector is never
 * told of them.
 */
export class HandoverSlab extends Slab {
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  #next = 0;

  /** A batch begins: the one before has been handed over. */
  begin(): void {
    this.#chunks.splice(MOST_KEPT);
    this.#next = 0;
    this.leaveChunk();
  }

  protected override nextChunk(): Uint8Array<ArrayBuffer> {
    const chunk = (this.#chunks[this.#next] ??= super.nextChunk());
    this.#next += 1;
    return chunk;
  }
}

/** One for all: this is one thread, and what is taken is never given back. */
export const slab: Slab = new Slab();

/** One for all: a batch is admitted and handed over before another one begins. */
export const handover: HandoverSlab = new HandoverSlab();
