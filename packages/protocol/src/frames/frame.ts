import { hash } from '../crypto/index.ts';
import { concat, equalBytes, u64 } from '../encoding/index.ts';
import { fromBase45, toBase45 } from './base45.ts';

/** protocol.md section 13: the longest message in frames. */
export const MAX_FRAMED_BYTES = 262_144;
/** protocol.md section 13: blocks of one message. */
export const MAX_BLOCKS = 2048;
/** protocol.md section 13: bytes of one block; the text of such a frame fits a QR code of version 40, level L. */
export const MAX_BLOCK_BYTES = 2048;
/** protocol.md section 13: the last frame number. */
export const MAX_FRAME: number = 2 ** 32 - 1;

const PREFIX = 'TALLY:';
const VERSION = 1;
const ID_BYTES = 8;
const CHECK_BYTES = 4;
const AT = { id: 1, length: 9, block: 13, number: 15, check: 19, data: 23 } as const;
const MAX_TEXT = PREFIX.length + Math.ceil(((AT.data + MAX_BLOCK_BYTES) * 3) / 2);

/** What is the same in all frames of a message. */
export interface FramedMessage {
  /** The first 8 bytes of `H_record` of the message. */
  readonly id: Uint8Array;
  /** Of the message, in bytes. */
  readonly length: number;
  readonly blockBytes: number;
}

export interface Frame extends FramedMessage {
  readonly number: number;
  readonly data: Uint8Array;
}

/** The id by which frames say which message they are of. */
export function messageId(message: Uint8Array): Uint8Array {
  return hash('record', message).slice(0, ID_BYTES);
}

export function blockCount({ length, blockBytes }: FramedMessage): number {
  return Math.ceil(length / blockBytes);
}

export function sameMessage(a: FramedMessage, b: FramedMessage): boolean {
  return equalBytes(a.id, b.id) && a.length === b.length && a.blockBytes === b.blockBytes;
}

/** The text of a frame, for the alphanumeric mode of a QR code. */
export function frameText(frame: Frame): string {
  const bytes = new Uint8Array(AT.data + frame.data.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION;
  bytes.set(frame.id, AT.id);
  view.setUint32(AT.length, frame.length);
  view.setUint16(AT.block, frame.blockBytes);
  view.setUint32(AT.number, frame.number);
  bytes.set(frame.data, AT.data);
  bytes.set(checkOf(bytes), AT.check);
  return PREFIX + toBase45(bytes);
}

/** Reads a frame's text; undefined for everything that is no whole frame. */
export function readFrame(text: string): Frame | undefined {
  if (text.length > MAX_TEXT || !text.startsWith(PREFIX)) return undefined;
  const bytes = fromBase45(text.slice(PREFIX.length));
  if (bytes === undefined || bytes.length <= AT.data || bytes[0] !== VERSION) return undefined;
  const view = new DataView(bytes.buffer);
  const length = view.getUint32(AT.length);
  const blockBytes = view.getUint16(AT.block);
  const data = bytes.subarray(AT.data);
  if (data.length !== blockBytes || blockBytes > MAX_BLOCK_BYTES) return undefined;
  if (length < 1 || length > MAX_FRAMED_BYTES || length > blockBytes * MAX_BLOCKS) return undefined;
  if (!equalBytes(checkOf(bytes), bytes.subarray(AT.check, AT.data))) return undefined;
  const id = bytes.slice(AT.id, AT.id + ID_BYTES);
  return { id, length, blockBytes, number: view.getUint32(AT.number), data };
}

/**
 * Which blocks frame `number` is the sum (XOR) of, as a bit for each of `count`, block i at bit i % 32 of word i / 32. The first
 * `count` frames are the blocks themselves; after them each block is in with probability 1/2, by the bits of H_frame.
 */
export function blocksOf(number: number, count: number): Uint32Array {
  const words = new Uint32Array(Math.ceil(count / 32));
  if (number >= count) {
    for (let part = 0; part * 8 < words.length; part += 1) {
      const digest = hash('frame', concat(u64(number), u64(part)));
      const bits = new DataView(digest.buffer, digest.byteOffset, digest.length);
      for (let i = 0; i < 8 && part * 8 + i < words.length; i += 1) {
        words[part * 8 + i] = bits.getUint32(i * 4, true);
      }
    }
    if (count % 32 !== 0) {
      const last = words.length - 1;
      words[last] = (words[last] as number) & (2 ** (count % 32) - 1);
    }
    if (words.some((word) => word !== 0)) return words;
  }
  const only = number % count;
  words[only >>> 5] = 2 ** (only & 31);
  return words;
}

/** The first bytes of `H_frame` of the frame without them. */
function checkOf(bytes: Uint8Array): Uint8Array {
  const rest = concat(bytes.subarray(0, AT.check), bytes.subarray(AT.data));
  return hash('frame', rest).subarray(0, CHECK_BYTES);
}
