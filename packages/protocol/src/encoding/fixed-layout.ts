/**
 * The parts one after the other. Only for fixed layouts: every part's length must be known to the
 * reader.
 */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return joined(parts);
}

/** The parts one after the other, however many there are. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
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
  writeU64(encoded, 0, value);
  return encoded;
}

/** Writes what `u64` answers at `at`. */
export function writeU64(out: Uint8Array, at: number, value: number | bigint): void {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a u64: ${value}`);
    writeWord(out, at, Math.floor(value / TWO_32));
    writeWord(out, at + 4, value >>> 0);
    return;
  }
  if (value < 0n || value >= 1n << 64n) throw new RangeError(`not a u64: ${value}`);
  writeWord(out, at, Number(value >> 32n));
  writeWord(out, at + 4, Number(value & 0xffff_ffffn));
}

/** The bigint of eight big-endian bytes at `at`. */
export function readU64(bytes: Uint8Array, at = 0): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(at);
}

/** The number of eight big-endian bytes at `at`; undefined above 2^53 − 1. */
export function readSafeU64(bytes: Uint8Array, at: number): number | undefined {
  const high = readWord(bytes, at);
  return high < TWO_53 / TWO_32 ? high * TWO_32 + readWord(bytes, at + 4) : undefined;
}

const TWO_32 = 0x1_0000_0000;
const TWO_53 = 0x20_0000_0000_0000;

function writeWord(out: Uint8Array, at: number, value: number): void {
  out[at] = value >>> 24;
  out[at + 1] = value >>> 16;
  out[at + 2] = value >>> 8;
  out[at + 3] = value;
}

function readWord(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  const low = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
  return high * 0x1_0000 + low;
}

/** From this length on, in bytes, four at a time are compared: below it making the views takes longer. */
const LONG = 256;

/** Whether two byte strings are the same. Not in constant time: not for secrets. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  const { length } = a;
  if (length !== b.length) return false;
  let at = 0;
  if (length >= LONG && a.byteOffset % 4 === 0 && b.byteOffset % 4 === 0) {
    const words = length >>> 2;
    const x = new Uint32Array(a.buffer, a.byteOffset, words);
    const y = new Uint32Array(b.buffer, b.byteOffset, words);
    for (let i = 0; i < words; i += 1) if (x[i] !== y[i]) return false;
    at = 4 * words;
  }
  for (; at < length; at += 1) if (a[at] !== b[at]) return false;
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
