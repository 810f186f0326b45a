import { hash } from '@tallystick/protocol';

/** What stands in a vector file: byte strings as lower-case hex, amounts as decimal strings, numbers as numbers. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The JSON of a value of the protocol. */
export function plain(value: unknown): Json {
  if (value instanceof Uint8Array) return value.toHex();
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
  }
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value;
  throw new TypeError(`no JSON for ${typeof value}`);
}

/** `length` bytes that follow from a label: the randomness of the vectors. */
export function bytesFor(label: string, length = 32): Uint8Array {
  const out = new Uint8Array(length);
  for (let at = 0; at < length; at += 32) {
    const block = hash('preimage', new TextEncoder().encode(`${label} ${at / 32}`));
    out.set(block.subarray(0, Math.min(32, length - at)), at);
  }
  return out;
}
