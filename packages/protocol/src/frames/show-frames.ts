import {
  MAX_BLOCKS,
  MAX_BLOCK_BYTES,
  MAX_FRAME,
  MAX_FRAMED_BYTES,
  blocksOf,
  frameText,
  messageId,
} from './frame.ts';
import { addTo, bytesOf, hasBit, wordsOf } from './words.ts';

/** A message as frames without end: any `count` of them, and on average 1.6 others, give it back. */
export interface Frames {
  /** The least number of frames that a reader needs. */
  readonly count: number;
  /** Frame `number`, 0 to 2^32 − 1: the first `count` are the message's blocks, all others sums of them. */
  text(number: number): string;
}

/** Cuts a message (1 to 262,144 bytes) into equal blocks of at most `maxBlockBytes` (at most 2,048). */
export function createFrames(message: Uint8Array, maxBlockBytes: number): Frames {
  const { length } = message;
  if (length < 1 || length > MAX_FRAMED_BYTES) throw new RangeError(`message of ${length} bytes`);
  const isSize = Number.isSafeInteger(maxBlockBytes) && maxBlockBytes >= 1;
  if (!isSize || maxBlockBytes > MAX_BLOCK_BYTES) throw new RangeError(`block of ${maxBlockBytes}`);
  const count = Math.ceil(length / maxBlockBytes);
  if (count > MAX_BLOCKS) throw new RangeError(`${count} blocks`);
  const blockBytes = Math.ceil(length / count);
  const blocks = Array.from({ length: count }, (_, i) => blockAt(message, i, blockBytes));
  const id = messageId(message);
  return {
    count,
    text(number) {
      if (!Number.isSafeInteger(number) || number < 0 || number > MAX_FRAME) {
        throw new RangeError(`no frame ${number}`);
      }
      const sum = new Uint32Array(Math.ceil(blockBytes / 4));
      const members = blocksOf(number, count);
      for (let i = 0; i < count; i += 1) {
        if (hasBit(members, i)) addTo(sum, blocks[i] as Uint32Array);
      }
      const data = bytesOf(sum, blockBytes);
      return frameText({ id, length, blockBytes, number, data });
    },
  };
}

/** Block `at` of a message, the last one padded with zeros. */
function blockAt(message: Uint8Array, at: number, blockBytes: number): Uint32Array {
  const block = new Uint8Array(blockBytes);
  block.set(message.subarray(at * blockBytes, (at + 1) * blockBytes));
  return wordsOf(block);
}
