import type { Codec } from './codec.ts';
import { Malformed } from './malformed.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

/** What `decode` answers: the value, or what is wrong and at which byte. */
export type Decoded<T> = { ok: true; value: T } | { ok: false; reason: string; at: number };

/**
 * One buffer for all calls; an encoding inside an encoding (a codec that encodes) takes a fresh
 * one.
 */
let idle: Writer | undefined = new Writer();

/**
 * The canonical CBOR of `value`. Throws `RangeError` when the value is outside the codec's bounds.
 */
export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const out = idle ?? new Writer();
  idle = undefined;
  try {
    out.reset();
    codec.write(out, value);
    return out.bytes();
  } finally {
    idle = out;
  }
}

/**
 * Calls `use` with the canonical CBOR of `value`, which is a view of a buffer that the next
 * encoding overwrites: for whoever hashes or copies it at once.
 */
export function withEncoded<T, R>(codec: Codec<T>, value: T, use: (encoded: Uint8Array) => R): R {
  const out = idle ?? new Writer();
  idle = undefined;
  try {
    out.reset();
    codec.write(out, value);
    return use(out.view());
  } finally {
    idle = out;
  }
}

/**
 * Reads the one canonical encoding of a value. Whatever else `input` holds is refused with a
 * reason; it never throws. Byte strings in the value are views of `input`: copy the input once if
 * it changes or should not be kept alive.
 */
export function decode<T>(codec: Codec<T>, input: Uint8Array, maxBytes?: number): Decoded<T> {
  if (maxBytes !== undefined && input.length > maxBytes) {
    return { ok: false, reason: `longer than ${maxBytes} bytes`, at: maxBytes };
  }
  const reader = new Reader(plain(input));
  try {
    const value = codec.read(reader);
    reader.end();
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { ok: false, reason: error.message, at: error.at };
  }
}

/**
 * Node's Buffer is a Uint8Array whose views are Buffers again, with other methods: callers get
 * plain views.
 */
function plain(input: Uint8Array): Uint8Array {
  if (input.constructor === Uint8Array) return input;
  return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
}
