import { MAX_SOURCE_BYTES } from '@tallystick/rules';

/**
 * Messages over a stream of bytes: each behind its length, four bytes, big-endian. Both sides look
 * at the length before they keep any of what it announces.
 */
const LENGTH_BYTES = 4;

/** Longer than any message: the largest rulebook, and what stands around it. */
export const MAX_FRAME: number = MAX_SOURCE_BYTES + 1024;
/** Longer than any answer: decisions about the most facts, each saying as much as it may. */
export const MAX_ANSWER: number = 8 * 1024 * 1024;

/** A frame of a message that is given in pieces. Throws `RangeError` when it is too long. */
export function frameOf(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length > MAX_FRAME) throw new RangeError(`a message of ${length} bytes`);
  const frame = new Uint8Array(LENGTH_BYTES + length);
  new DataView(frame.buffer).setUint32(0, length);
  let at = LENGTH_BYTES;
  for (const piece of pieces) {
    frame.set(piece, at);
    at += piece.length;
  }
  return frame;
}

/** Puts frames together again from however they come. */
export interface FrameReader {
  /**
   * Calls `take` with each message that is whole by now; the bytes are the reader's own. False when
   * one is announced that is too long: nothing more can be read from there.
   */
  push(chunk: Uint8Array, take: (message: Uint8Array) => void): boolean;
}

/** `longest`: of a message, in bytes. */
export function newFrameReader(longest: number): FrameReader {
  const head = new Uint8Array(LENGTH_BYTES);
  let headFilled = 0;
  let body: Uint8Array | undefined;
  let filled = 0;

  /** How much of the chunk belongs to the frame's head; the body begins when that is whole. */
  function readHead(chunk: Uint8Array): number {
    const part = chunk.subarray(0, LENGTH_BYTES - headFilled);
    head.set(part, headFilled);
    headFilled += part.length;
    return part.length;
  }

  return {
    push(chunk, take) {
      let rest = chunk;
      for (;;) {
        if (body === undefined) {
          rest = rest.subarray(readHead(rest));
          if (headFilled < LENGTH_BYTES) return true;
          const length = new DataView(head.buffer).getUint32(0);
          if (length > longest) return false;
          body = new Uint8Array(length);
          filled = 0;
        }
        const part = rest.subarray(0, body.length - filled);
        body.set(part, filled);
        filled += part.length;
        rest = rest.subarray(part.length);
        if (filled < body.length) return true;
        const message = body;
        body = undefined;
        headFilled = 0;
        take(message);
      }
    },
  };
}
