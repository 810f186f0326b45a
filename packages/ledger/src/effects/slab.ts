import { type Codec, withEncoded } from '@tallystick/protocol';

const CHUNK_BYTES = 256 * 1024;

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
      this.#chunk = new Uint8Array(CHUNK_BYTES);
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
}

/** One for all: this is one thread, and what is taken is never given back. */
export const slab: Slab = new Slab();
