import type { DatabaseSync } from 'node:sqlite';
import {
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  workerData,
} from 'node:worker_threads';
import type { KeptLog } from '../kept-log/writing.ts';
import type { StoreErrorCode } from '../store.ts';
import { type Apply, prepareApply } from './apply.ts';
import { type Durability, openWriting, toStoreError } from './connection.ts';
import { type ReceivedWork, unpackWork } from './message.ts';

/**
 * The one thread that writes: it commits what it is sent, in order, and answers each buffer once
 * its transaction is on the disk. What arrives while a transaction runs goes together into the next
 * one.
 */
export interface WriterSettings {
  readonly file: string;
  readonly durability: Durability;
  /** Pages the database may have; 0: as many as the disk holds. */
  readonly pageLimit: number;
  /** Where every batch is kept a second time before it is answered. */
  readonly keptLog: string | null;
}

/** To the writer: work, or the wish to end. */
export type ToWriter = ArrayBuffer | 'close';

/**
 * From the writer: it has opened the database · these buffers' commits are durable, and they may be
 * used again · one failed, and with it all that follow · it has closed the database.
 */
export type FromWriter =
  'ready' | { done: ArrayBuffer[] } | { code: StoreErrorCode; message: string } | 'closed';

/** Buffers committed in one transaction: bounds how long the first of them waits. */
const MOST_TOGETHER = 32;

async function run(port: MessagePort, settings: WriterSettings): Promise<void> {
  const db = openWriting(settings.file, settings.durability, settings.pageLimit);
  const apply = prepareApply(db);
  const kept = settings.keptLog === null ? undefined : await keptLog(settings.keptLog);
  let failure: FromWriter | undefined;

  port.on('message', (first: ToWriter) => {
    const buffers: ArrayBuffer[] = [];
    let closing = false;
    for (let next: ToWriter | undefined = first; next !== undefined; next = receive(port)) {
      if (next === 'close') closing = true;
      else buffers.push(next);
      if (closing || buffers.length === MOST_TOGETHER) break;
    }
    if (buffers.length > 0 && failure === undefined) {
      try {
        const works = buffers.map(unpackWork);
        commit(db, apply, works);
        kept?.append(works.map(({ batch }) => batch));
      } catch (error) {
        const { code, message } = toStoreError(settings.file, error);
        failure = { code, message };
      }
    }
    if (buffers.length > 0) answer(port, failure ?? { done: buffers });
    if (!closing) return;
    kept?.close();
    fold(db);
    db.close();
    port.postMessage('closed');
    port.close();
  });
  port.postMessage('ready' satisfies FromWriter);
}

function answer(port: MessagePort, answer: FromWriter): void {
  const given = typeof answer === 'object' && 'done' in answer ? answer.done : [];
  port.postMessage(answer, given);
}

/** Leaves everything in the database's one file, where an audit finds every byte of it. */
function fold(db: DatabaseSync): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // On a full or failing disk the log stays: the next opening folds it.
  }
}

/** Loaded only when it is wanted: its encoding brings in the whole protocol. */
async function keptLog(directory: string): Promise<KeptLog> {
  const { openKeptLog } = await import('../kept-log/writing.ts');
  return openKeptLog(directory);
}

function commit(db: DatabaseSync, apply: Apply, works: readonly ReceivedWork[]): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const work of works) apply(work);
    db.exec('COMMIT');
  } catch (error) {
    // SQLite has ended the transaction by itself after some failures, a full disk among them.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function receive(port: MessagePort): ToWriter | undefined {
  return receiveMessageOnPort(port)?.message as ToWriter | undefined;
}

if (parentPort !== null) await run(parentPort, workerData as WriterSettings);
