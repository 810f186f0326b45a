import { Malformed } from './malformed.ts';

/** CBOR major types in use (RFC 8949 §3.1). */
export const MAJOR = { uint: 0, bytes: 2, text: 3, array: 4 } as const;
/** The one simple value in use: null (RFC 8949 §3.3). */
export const NULL = 0xf6;
/** How deep a recursive structure may nest; conditions nest at most 4 deep (protocol.md, section 4). */
const MAX_DEPTH = 16;
const NOT_SAFE = 0x20_0000; // 2^53 / 2^32: the high word from which a number is no longer exact

const TYPE_NAMES = 'integer,negative integer,bytes,text,array,map,tag,simple value'.split(',');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads canonical CBOR (protocol.md, section 1) from one byte string, item by item. Every method throws `Malformed` on
 * anything else; nothing is allocated before its length has been checked against the bound and against what is left.
 */
export class Reader {
  readonly bytes: Uint8Array;
  at = 0;
  private depth = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  fail(reason: string): never {
    throw new Malformed(reason, this.at);
  }

  /** The first byte of the next item, not consumed; -1 at the end. Its top three bits are the major type. */
  peek(): number {
    return this.at < this.bytes.length ? (this.bytes[this.at] as number) : -1;
  }

  /** Consumes a null when there is one. */
  takeNull(): boolean {
    if (this.peek() !== NULL) return false;
    this.at += 1;
    return true;
  }

  /** An unsigned integer up to `max`, itself at most 2^53 − 1. */
  uint(max: number): number {
    const start = this.at;
    const value = this.argument(MAJOR.uint);
    if (value > max) {
      this.at = start;
      this.fail(`integer above ${max}`);
    }
    return value;
  }

  /** An unsigned integer up to 2^63 − 1. */
  bigUint(): bigint {
    if (this.peek() !== 0x1b) return BigInt(this.argument(MAJOR.uint));
    this.need(9);
    const high = this.word(this.at + 1);
    const low = this.word(this.at + 5);
    if (high === 0) this.fail('integer not in its shortest form');
    if (high >= 0x8000_0000) this.fail('integer above 2^63 - 1');
    this.at += 9;
    return high < NOT_SAFE
      ? BigInt(high * 0x1_0000_0000 + low)
      : (BigInt(high) << 32n) | BigInt(low);
  }

  /** A byte string of `min` to `max` bytes, as a view of the input: copy what outlives it. */
  byteString(min: number, max: number): Uint8Array {
    const length = this.lengthOf(MAJOR.bytes, min, max);
    const start = this.at;
    this.at = start + length;
    return this.bytes.subarray(start, start + length);
  }

  /** A text of `min` to `max` bytes of valid UTF-8. */
  text(min: number, max: number): string {
    const length = this.lengthOf(MAJOR.text, min, max);
    const start = this.at;
    this.at = start + length;
    return length <= 32 ? this.shortText(start) : this.decodeText(start);
  }

  /** The head of an array of `min` to `max` items. */
  array(min: number, max: number): number {
    const start = this.at;
    const length = this.argument(MAJOR.array);
    if (length < min || length > max) {
      this.at = start;
      this.fail(min === max ? `array not of ${min} items` : `array not of ${min} to ${max} items`);
    }
    // Every item takes a byte at least, so a count above what is left is refused before anything is allocated.
    if (length > this.bytes.length - this.at) this.fail('input ends early');
    return length;
  }

  /** Enters one level of a recursive structure; call `leave` after it. */
  enter(): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH}`);
  }

  leave(): void {
    this.depth -= 1;
  }

  end(): void {
    if (this.at !== this.bytes.length) this.fail('bytes after the end');
  }

  private need(count: number): void {
    if (count > this.bytes.length - this.at) this.fail('input ends early');
  }

  private word(at: number): number {
    const b = this.bytes;
    const high = ((b[at] as number) << 8) | (b[at + 1] as number);
    const low = ((b[at + 2] as number) << 8) | (b[at + 3] as number);
    return high * 0x1_0000 + low;
  }

  private lengthOf(major: number, min: number, max: number): number {
    const start = this.at;
    const length = this.argument(major);
    if (length < min || length > max) {
      this.at = start;
      const bounds = min === max ? `of ${min} bytes` : `of ${min} to ${max} bytes`;
      this.fail(`${TYPE_NAMES[major]} not ${bounds}`);
    }
    this.need(length);
    return length;
  }

  /** Major type and argument in shortest form (RFC 8949 §4.2.1); arguments above 2^53 − 1 are refused. */
  private argument(major: number): number {
    const { bytes, at } = this;
    if (at >= bytes.length) this.fail('input ends early');
    const initial = bytes[at] as number;
    if (initial >> 5 !== major)
      this.fail(`expected ${TYPE_NAMES[major]}, found ${foundName(initial)}`);
    const info = initial & 0x1f;
    if (info < 24) {
      this.at = at + 1;
      return info;
    }
    return this.longArgument(info);
  }

  private longArgument(info: number): number {
    const { bytes, at } = this;
    if (info > 27) this.fail(info === 31 ? 'indefinite length' : 'reserved length');
    const width = 1 << (info - 24);
    this.need(1 + width);
    let value = 0;
    let least = 24;
    if (width === 1) value = bytes[at + 1] as number;
    else if (width === 2) {
      value = ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
      least = 0x100;
    } else if (width === 4) {
      value = this.word(at + 1);
      least = 0x1_0000;
    } else {
      const high = this.word(at + 1);
      if (high >= NOT_SAFE) this.fail('integer above 2^53 - 1');
      value = high * 0x1_0000_0000 + this.word(at + 5);
      least = 0x1_0000_0000;
    }
    if (value < least) this.fail('integer not in its shortest form');
    this.at = at + 1 + width;
    return value;
  }

  /** Short texts are nearly always ASCII, for which concatenating is faster than calling a decoder. */
  private shortText(start: number): string {
    let text = '';
    for (let at = start; at < this.at; at += 1) {
      const byte = this.bytes[at] as number;
      if (byte >= 0x80) return this.decodeText(start);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  private decodeText(start: number): string {
    try {
      return utf8.decode(this.bytes.subarray(start, this.at));
    } catch {
      this.at = start;
      return this.fail('text is not valid UTF-8');
    }
  }
}

function foundName(initial: number): string {
  return initial === NULL ? 'null' : (TYPE_NAMES[initial >> 5] as string);
}
