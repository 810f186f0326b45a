import { hash } from 'node:crypto';

const DIGEST_BYTES = 32;
const SHORT_BYTES = 128;
/**
 * Short inputs are hashed from here: a small array has its bytes in the heap, and node:crypto would
 * first move them out of it, which costs more than hashing them.
 */
const scratch = new Uint8Array(SHORT_BYTES);
/** Views of its beginning, by length. */
const beginnings = Array.from({ length: SHORT_BYTES + 1 }, (_, length) =>
  scratch.subarray(0, length),
);

/** SHA-256 with OpenSSL. The digest comes as text because a Buffer's memory is outside of the heap. */
export function sha256(data: Uint8Array): Uint8Array {
  const text = hash('sha256', inputOf(data), 'latin1');
  const digest = new Uint8Array(DIGEST_BYTES);
  for (let i = 0; i < DIGEST_BYTES; i += 1) digest[i] = text.charCodeAt(i);
  return digest;
}

function inputOf(data: Uint8Array): Uint8Array {
  const short = beginnings[data.length];
  if (short === undefined) return data;
  short.set(data);
  return short;
}
