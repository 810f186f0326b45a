/** The parts one after the other. Only for fixed layouts: every part's length must be known to the reader. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Eight bytes, big-endian, of an integer of at most 2^53 − 1 or of a bigint below 2^64. */
export function u64(value: number | bigint): Uint8Array {
  const encoded = new Uint8Array(8);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a u64: ${value}`);
    writeWord(encoded, 0, Math.floor(value / 0x1_0000_0000));
    writeWord(encoded, 4, value >>> 0);
    return encoded;
  }
  if (value < 0n || value >= 1n << 64n) throw new RangeError(`not a u64: ${value}`);
  writeWord(encoded, 0, Number(value >> 32n));
  writeWord(encoded, 4, Number(value & 0xffff_ffffn));
  return encoded;
}

function writeWord(out: Uint8Array, at: number, value: number): void {
  out[at] = value >>> 24;
  out[at + 1] = value >>> 16;
  out[at + 2] = value >>> 8;
  out[at + 3] = value;
}

/** The bigint of eight big-endian bytes at `at`; `Number()` of it is exact up to 2^53 − 1. */
export function readU64(bytes: Uint8Array, at = 0): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(at);
}

/** Whether two byte strings are the same. Not in constant time: not for secrets. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** Negative, zero or positive: the order of byte strings, byte by byte, a prefix first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
