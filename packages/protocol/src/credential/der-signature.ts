const NUMBER_LENGTH = 32;
const TAG = { integer: 0x02, sequence: 0x30 } as const;
/** Two integers of 33 bytes with their heads: shorter than what DER's long form of a length is for. */
const MAX_DER = 72;

/**
 * r ‖ s (64 bytes) of an Ecdsa-Sig-Value (RFC 3279 §2.2.3) of P-256 in DER; undefined for anything
 * else. Read here and not by the providers, so that both are given the same.
 */
export function readDerSignature(der: Uint8Array): Uint8Array | undefined {
  if (der.length > MAX_DER) return undefined;
  if (der[0] !== TAG.sequence || der[1] !== der.length - 2) return undefined;
  const signature = new Uint8Array(2 * NUMBER_LENGTH);
  const afterR = readNumber(der, 2, signature.subarray(0, NUMBER_LENGTH));
  if (afterR === undefined) return undefined;
  const end = readNumber(der, afterR, signature.subarray(NUMBER_LENGTH));
  return end === der.length ? signature : undefined;
}

/** Where the integer at `at` ends, its value right-aligned in `out`; undefined when it is not DER's. */
function readNumber(der: Uint8Array, at: number, out: Uint8Array): number | undefined {
  const length = der[at + 1];
  if (der[at] !== TAG.integer || length === undefined || length === 0) return undefined;
  const start = at + 2;
  const end = start + length;
  if (end > der.length) return undefined;
  const [first, second] = [der[start] as number, der[start + 1] as number];
  if (first >= 0x80) return undefined; // negative
  const isPadded = first === 0 && length > 1;
  if (isPadded && second < 0x80) return undefined; // longer than it has to be
  const digits = der.subarray(isPadded ? start + 1 : start, end);
  if (digits.length > out.length) return undefined;
  out.set(digits, out.length - digits.length);
  return end;
}
