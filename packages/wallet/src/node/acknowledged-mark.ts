import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';

/** How many writes of a storage have been acknowledged, in a file beside it. */
export interface AcknowledgedMark {
  /** Says so of a generation that is on the disk. */
  set(generation: bigint): void;
  close(): void;
}

const NUMBER_BYTES = 8;
const DIGEST_BYTES = 24;

/**
 * The mark of a storage that is written to; whoever closes the storage removes the file. It is not synced, so it costs no time: it never says more than is on the disk, and what a
 * killed process had marked is read back. With it, damage of the last transaction in a write-ahead log is told from a transaction that
 * had not been acknowledged, unless the power went before the system wrote the mark back.
 */
export function openMark(file: string): AcknowledgedMark {
  const opened = openSync(file, constants.O_CREAT | constants.O_RDWR, 0o600);
  const content = Buffer.alloc(NUMBER_BYTES + DIGEST_BYTES);
  return {
    set(generation) {
      content.writeBigUInt64BE(generation);
      digestOf(content).copy(content, NUMBER_BYTES);
      writeSync(opened, content, 0, content.length, 0);
    },
    close() {
      closeSync(opened);
    },
  };
}

/** What is marked; 0 where nothing is, or not whole: after a power cut that is no damage. */
export function readMark(file: string): bigint {
  try {
    const content = readFileSync(file);
    const isWhole =
      content.length === NUMBER_BYTES + DIGEST_BYTES &&
      digestOf(content).equals(content.subarray(NUMBER_BYTES));
    return isWhole ? content.readBigUInt64BE() : 0n;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0n;
    throw error;
  }
}

function digestOf(content: Buffer): Buffer {
  const number = content.subarray(0, NUMBER_BYTES);
  return createHash('sha256').update(number).digest().subarray(0, DIGEST_BYTES);
}
