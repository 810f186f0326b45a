import { MAJOR, NULL } from './reader.ts';

/** 2^63 − 1: the largest amount and the largest integer of the encoding. */
export const MAX_AMOUNT = 0x7fff_ffff_ffff_ffffn;
const TWO_32 = 0x1_0000_0000;
const utf8 = new TextEncoder();

/**
 * Writes canonical CBOR (protocol.md, section 1) into one growing buffer. A value outside the
 * encoding is a programmer's error and throws `RangeError`.
 */
export class Writer {
  private buffer: Uint8Array = new Uint8Array(4096);
  private length = 0;

  reset(): void {
    this.length = 0;
  }

  /** A copy of what has been written, exactly as long. */
  bytes(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  /** What has been written, until the next write: for whoever hashes or copies it at once. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  null(): void {
    this.byte(NULL);
  }

  uint(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) refuse(`not an unsigned integer: ${value}`);
    this.head(MAJOR.uint, value);
  }

  bigUint(value: bigint): void {
    if (typeof value !== 'bigint' || value < 0n || value > MAX_AMOUNT) {
      refuse(`not an amount: ${value}`);
    }
    if (value <= 0x1f_ffff_ffff_ffffn) {
      this.head(MAJOR.uint, Number(value));
      return;
    }
    this.reserve(9);
    this.buffer[this.length] = 0x1b;
    this.word(this.length + 1, Number(value >> 32n));
    this.word(this.length + 5, Number(value & 0xffff_ffffn));
    this.length += 9;
  }

  byteString(value: Uint8Array): void {
    this.head(MAJOR.bytes, value.length);
    this.append(value);
  }

  text(value: Uint8Array): void {
    this.head(MAJOR.text, value.length);
    this.append(value);
  }

  /**
   * A text of ASCII characters: nearly all are, and an encoder takes longer than the rest of a
   * record.
   */
  asciiText(value: string): void {
    const { length } = value;
    this.head(MAJOR.text, length);
    this.reserve(length);
    for (let i = 0; i < length; i += 1) this.buffer[this.length + i] = value.charCodeAt(i);
    this.length += length;
  }

  array(length: number): void {
    this.head(MAJOR.array, length);
  }

  private head(major: number, argument: number): void {
    this.reserve(9);
    const { buffer, length } = this;
    const type = major << 5;
    if (argument < 24) {
      buffer[length] = type | argument;
      this.length = length + 1;
    } else if (argument < 0x100) {
      buffer[length] = type | 24;
      buffer[length + 1] = argument;
      this.length = length + 2;
    } else if (argument < 0x1_0000) {
      buffer[length] = type | 25;
      buffer[length + 1] = argument >> 8;
      buffer[length + 2] = argument;
      this.length = length + 3;
    } else if (argument < TWO_32) {
      buffer[length] = type | 26;
      this.word(length + 1, argument);
      this.length = length + 5;
    } else {
      buffer[length] = type | 27;
      this.word(length + 1, Math.floor(argument / TWO_32));
      this.word(length + 5, argument % TWO_32);
      this.length = length + 9;
    }
  }

  private byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length] = value;
    this.length += 1;
  }

  private word(at: number, value: number): void {
    const { buffer } = this;
    buffer[at] = value >>> 24;
    buffer[at + 1] = value >>> 16;
    buffer[at + 2] = value >>> 8;
    buffer[at + 3] = value;
  }

  private append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  private reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }
}

/** Whether every character of `value` is one byte in UTF-8; said of short texts only. */
export function isShortAscii(value: string): boolean {
  if (value.length > 32) return false;
  for (let i = 0; i < value.length; i += 1) if (value.charCodeAt(i) >= 0x80) return false;
  return true;
}

/** UTF-8 of `value`; a lone surrogate has none and is refused rather than replaced. */
export function encodeText(value: string): Uint8Array {
  if (!value.isWellFormed()) refuse('text with a lone surrogate');
  return utf8.encode(value);
}

function refuse(reason: string): never {
  throw new RangeError(reason);
}
