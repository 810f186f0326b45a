import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Store, StoreError } from '../store.ts';
import { encodeFrame, FILE_BYTES, keptFileName, type KeptBatch, MAGIC } from './frames.ts';
import { type KeptEnd, keptFiles, readKeptLog } from './reading.ts';

export interface KeptLog {
  /** Appends the batches; they are on the disk when it returns. */
  append(batches: readonly KeptBatch[]): void;
  close(): void;
}

/**
 * Opens the log for appending after its last byte: `mendKeptLog` has seen to it that it is whole.
 */
export function openKeptLog(directory: string): KeptLog {
  const last = keptFiles(directory).at(-1);
  let file = last === undefined ? undefined : openSync(join(directory, last), 'a');
  let length = last === undefined ? 0 : statSync(join(directory, last)).size;

  function begin(first: number): number {
    if (file !== undefined) closeSync(file);
    const opened = openSync(join(directory, keptFileName(first)), 'ax', 0o600);
    writeAll(opened, MAGIC);
    syncFolder(directory);
    length = MAGIC.length;
    return opened;
  }

  return {
    append(batches) {
      for (const batch of batches) {
        // Only entries name a file: one of notes alone would share the name of the file that
        // follows.
        if (file === undefined || (length >= FILE_BYTES && batch.entries.length > 0)) {
          if (file !== undefined) fsyncSync(file);
          file = begin(batch.first);
        }
        const frame = encodeFrame(batch);
        writeAll(file, frame);
        length += frame.length;
      }
      if (file !== undefined) fsyncSync(file);
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

/**
 * Makes the kept log hold exactly the store's entries: removes what a crash has cut off, and
 * appends what a crash kept from it. Refuses when it knows more than the store, which then is an
 * old copy.
 */
export function mendKeptLog(directory: string, store: Store): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const end = keptEnd(directory);
  if (end.size > store.meta.size) {
    throw new StoreError(
      'behind',
      `${directory} holds ${end.size} entries, the ledger only ${store.meta.size}: ` +
        'it was restored from an older copy. Restore with this kept log, or start a new epoch',
    );
  }
  if (end.fault !== undefined) cutOff(directory, end.fault.file, end.fault.at);
  const log = openKeptLog(directory);
  for (let index = end.size; index < store.meta.size;) {
    const checkpoint = store.checkpointFor(index);
    if (checkpoint === undefined) throw new StoreError('damaged', `no checkpoint of ${index}`);
    const { size, root, time, note } = checkpoint;
    const entries = [...store.exportEntries(index, size)];
    const signed = note === null ? [] : [{ size, note }];
    log.append([{ first: index, entries, checkpoint: { size, root, time }, signed }]);
    index = size;
  }
  log.close();
}

function keptEnd(directory: string): KeptEnd {
  // Only the newest file: the others were whole when it was begun.
  const batches = readKeptLog(directory, Number.MAX_SAFE_INTEGER);
  for (;;) {
    const { done, value } = batches.next();
    if (done === true) return value;
  }
}

/** Keeps the bytes of `file` before `at`. Files after it are no continuation, and are refused. */
function cutOff(directory: string, file: string, at: number): void {
  const names = keptFiles(directory);
  if (join(directory, names.at(-1) ?? '') !== file) {
    throw new StoreError('damaged', `${file} is damaged at byte ${at}: move ${directory} away`);
  }
  const opened = openSync(file, 'r+');
  ftruncateSync(opened, Math.max(at, 0));
  if (at < MAGIC.length) writeSync(opened, MAGIC, 0, MAGIC.length, 0);
  fsyncSync(opened);
  closeSync(opened);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/** A new file's name is durable only when its folder is. */
function syncFolder(directory: string): void {
  for (const folder of [directory, dirname(directory)]) {
    const opened = openSync(folder, 'r');
    fsyncSync(opened);
    closeSync(opened);
  }
}
