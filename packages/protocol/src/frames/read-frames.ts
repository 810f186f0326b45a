import { equalBytes } from '../encoding/index.ts';
import {
  type Frame,
  type FramedMessage,
  blockCount,
  blocksOf,
  messageId,
  readFrame,
  sameMessage,
} from './frame.ts';
import { addTo, bytesOf, hasBit, wordsOf } from './words.ts';

/** So many frames of one other message in a row, and a reader in the middle of one turns to that one. */
const TURN_AFTER = 8;

/**
 * What a frame brought. `no-frame`: no frame, or a damaged one · `other-message`: of another message than the one that is
 * being read · `nothing-new`: seen before, or the sum of what was · `progress` · `spoiled`: a frame was forged so that what
 * came out is not the message; everything is read again · `complete`.
 */
export type FrameProgress =
  | { readonly kind: 'no-frame' | 'other-message' | 'spoiled' }
  | { readonly kind: 'nothing-new' | 'progress'; readonly have: number; readonly of: number }
  | { readonly kind: 'complete'; readonly message: Uint8Array };

/** Reads frames in any order until they give a message; keeps no more than about twice its bytes. */
export interface FrameReader {
  offer(text: string): FrameProgress;
}

/** A sum of blocks whose lowest block no other row has as its lowest. */
interface Row {
  readonly members: Uint32Array;
  readonly data: Uint32Array;
}

interface Reading {
  readonly of: FramedMessage;
  readonly rows: (Row | undefined)[];
  have: number;
  message: Uint8Array | undefined;
}

export function createFrameReader(): FrameReader {
  let reading: Reading | undefined;
  let other: { readonly of: FramedMessage; count: number } | undefined;
  return {
    offer(text) {
      const frame = readFrame(text);
      if (frame === undefined) return { kind: 'no-frame' };
      if (reading?.message !== undefined && equalBytes(reading.of.id, frame.id)) {
        // Whole already: a screen that shows it on cuts it anew now and then.
        return { kind: 'complete', message: reading.message };
      }
      if (reading !== undefined && !sameMessage(reading.of, frame)) {
        const again = other !== undefined && sameMessage(other.of, frame);
        other = { of: described(frame), count: again ? (other?.count ?? 0) + 1 : 1 };
        // What was read whole has nothing to lose.
        const isWhole = reading.message !== undefined;
        if (!isWhole && other.count < TURN_AFTER) return { kind: 'other-message' };
        reading = undefined;
      }
      other = undefined;
      reading ??= startReading(frame);
      const { rows } = reading;
      const isNew = add(rows, frame);
      if (isNew) reading.have += 1;
      if (reading.have < rows.length) {
        const kind = isNew ? 'progress' : 'nothing-new';
        return { kind, have: reading.have, of: rows.length };
      }
      const message = solve(rows as Row[], frame);
      if (!equalBytes(messageId(message), frame.id)) {
        reading = undefined;
        return { kind: 'spoiled' };
      }
      reading.message = message;
      reading.rows.length = 0;
      return { kind: 'complete', message };
    },
  };
}

function startReading(frame: Frame): Reading {
  const rows = new Array<Row | undefined>(blockCount(frame)).fill(undefined);
  return { of: described(frame), rows, have: 0, message: undefined };
}

function described({ id, length, blockBytes }: Frame): FramedMessage {
  return { id, length, blockBytes };
}

/** Takes out of a frame what is known and keeps the rest as a row; false when nothing is left. */
function add(rows: (Row | undefined)[], frame: Frame): boolean {
  const members = blocksOf(frame.number, rows.length);
  const data = wordsOf(frame.data);
  for (let word = 0; word < members.length; word += 1) {
    for (let left = members[word] as number; left !== 0; left = members[word] as number) {
      const lowest = word * 32 + 31 - Math.clz32(left & -left);
      const row = rows[lowest];
      if (row === undefined) {
        rows[lowest] = { members, data };
        return true;
      }
      addTo(members, row.members, word);
      addTo(data, row.data);
    }
  }
  return false;
}

/** From the last block to the first, takes out of each row all blocks but its lowest. */
function solve(rows: readonly Row[], { length, blockBytes }: FramedMessage): Uint8Array {
  const message = new Uint8Array(rows.length * blockBytes);
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const { members, data } = rows[at] as Row;
    for (let block = at + 1; block < rows.length; block += 1) {
      if (hasBit(members, block)) addTo(data, (rows[block] as Row).data);
    }
    message.set(bytesOf(data, blockBytes), at * blockBytes);
  }
  return message.subarray(0, length);
}
