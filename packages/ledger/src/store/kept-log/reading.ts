import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFrame, isKeptFileName, type KeptBatch, MAGIC } from './frames.ts';

/** How far a kept log reaches without a fault. */
export interface KeptEnd {
  /** Entries up to here, exclusive, are whole. */
  readonly size: number;
  /** Where reading stopped when it was not the end. A crash leaves the last frame cut off. */
  readonly fault: { readonly file: string; readonly at: number; readonly what: string } | undefined;
}

/**
 * Yields the kept batches in order, from the one that holds entry `from` on, and returns where they
 * end; files that end before it are not read. A missing folder is an empty log.
 */
export function* readKeptLog(directory: string, from = 0): Generator<KeptBatch, KeptEnd> {
  let size: number | undefined;
  for (const name of filesFrom(keptFiles(directory), from)) {
    const file = join(directory, name);
    const bytes = readFileSync(file);
    size ??= Number.parseInt(name, 10);
    if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
      return { size, fault: { file, at: 0, what: 'not a kept log' } };
    }
    for (let at = MAGIC.length; at < bytes.length;) {
      const frame = decodeFrame(bytes, at);
      if ('fault' in frame) return { size, fault: { file, at, what: frame.fault } };
      const { batch, next } = frame;
      if (batch.first !== size) {
        const what = `entry ${batch.first} where entry ${size} was expected`;
        return { size, fault: { file, at, what } };
      }
      size += batch.entries.length;
      // A batch of signed notes alone belongs to the entries before it.
      if (size > from || (batch.entries.length === 0 && size === from)) yield batch;
      at = next;
    }
  }
  return { size: size ?? 0, fault: undefined };
}

/** The names of a kept log's files, in order of their entries. */
export function keptFiles(directory: string): string[] {
  try {
    return readdirSync(directory).filter(isKeptFileName).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Leaves out the files that end before entry `from`. */
function filesFrom(names: readonly string[], from: number): readonly string[] {
  const last = names.findLastIndex((name) => Number.parseInt(name, 10) <= from);
  return names.slice(Math.max(0, last));
}
