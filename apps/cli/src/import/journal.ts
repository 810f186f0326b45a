import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tryLock } from '@tallystick/sovereign';
import { unreachable, usage } from '../stop.ts';
import type { FileMark } from './file-mark.ts';
import type { RowProblem } from './row.ts';

/**
 * What is known of a row from former runs. `sending`: that run ended before it knew; `transition` is the signed one that
 * pays it, where the payer is a treasury, which keeps no references.
 */
export type RowRecord =
  | { readonly state: 'sending'; readonly payer: string; readonly transition: string | null }
  | { readonly state: 'paid'; readonly transition: string }
  | { readonly state: 'refused'; readonly code: string; readonly message: string };

/**
 * What became of each row, durable before anything depends on it: a row is `sending` here before it is sent, and the
 * wallet that pays it keeps it under `reference(line)` in the same durable write as the payment. So a run that was
 * killed leaves for each row either nothing, or a reference under which its wallet finds the payment.
 */
export interface Journal {
  /** The name under which a wallet keeps the payment of a row. */
  reference(line: number): string;
  row(line: number): RowRecord | undefined;
  /** Rows of former runs that are still `sending`, by their payer. */
  unresolved(): ReadonlyMap<string, readonly UnresolvedRow[]>;
  refused(): readonly RowProblem[];
  /** The sovereign's epoch in which what is `paid` was. */
  epoch(): number;
  /** A new epoch may have given up what is `paid`: all of it is `sending` again, by these payers, until it is asked for. */
  startEpoch(number: number, payers: ReadonlyMap<number, string>): void;
  /** Whether every payee of the file's rows has collected. */
  isCollected(): boolean;
  setCollected(): void;
  /** Resolves when the records are on the disk; `null` forgets a row. Records that come together share one write. */
  record(rows: ReadonlyMap<number, RowRecord | null>): Promise<void>;
  close(): void;
}

interface UnresolvedRow {
  readonly line: number;
  readonly transition: string | null;
}

const SCHEMA = `
create table if not exists import (
  id integer primary key, seed text not null, file text not null, lines_collected integer not null default 0
) strict;
create table if not exists line (
  import integer not null references import, line integer not null, digest text not null,
  primary key (import, line)
) strict, without rowid;
create table if not exists row (
  import integer not null references import, line integer not null,
  state text not null check (state in ('sending', 'paid', 'refused')),
  payer text, transition_id text, code text, message text,
  primary key (import, line)
) strict, without rowid;
create table if not exists epoch (
  import integer primary key references import, number integer not null
) strict;
create table if not exists stated (
  import integer not null references import, restore text not null, primary key (import, restore)
) strict, without rowid;
create index if not exists line_by_digest on line (digest);
`;

/** Since a folder was restored from a backup, rows may have been paid that its journal does not know of. */
export interface Unsure {
  /** Which restore it was. */
  readonly restore: string;
  /** Whether somebody has said that none of this file's rows is such a row. */
  readonly isStated: boolean;
}

/**
 * Opens the journal at `path` for one file. A file that begins like one that was imported before is that import,
 * continued: a killed import resumes, a finished one pays nothing again, and lines added to its end are paid alone. A file
 * that begins like another and then differs is not imported, since most of its rows were paid already.
 */
export function openJournal(path: string, file: FileMark, unsure?: Unsure): Journal {
  // A second import of the same folder has to wait. A lock beside it, so that a backup can read it meanwhile.
  const lock = tryLock(`${path}.lock`);
  if (lock === undefined) {
    throw unreachable(`Another import is at work here: it holds ${path}.`, 'busy');
  }
  closeSync(openSync(path, 'a', 0o600)); // who pays whom is its owner's alone
  const db = new DatabaseSync(path);
  const close = (): void => {
    db.close();
    lock.release();
  };
  try {
    db.exec('pragma journal_mode = wal; pragma synchronous = full');
    db.exec('begin exclusive');
    db.exec(SCHEMA);
    const { id, seed } = findImport(db, file) ?? newImport(db, file);
    addLines(db, id, file);
    if (unsure !== undefined) checkRestored(db, id, unsure);
    db.exec('commit');
    return { ...journalOf(db, id, seed, file.chain.length), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Ends the command where the rows could have been paid by what a restored folder does not remember. */
function checkRestored(db: DatabaseSync, id: number, { restore, isStated }: Unsure): void {
  const found = db.prepare('select restore from stated where import = ? and restore = ?');
  if (found.get(id, restore) !== undefined) return;
  if (isStated) {
    db.prepare('insert into stated (import, restore) values (?, ?)').run(id, restore);
    return;
  }
  throw usage(
    'This folder was restored from a backup, and its log has more than the backup’s journal of imports knows of: rows of ' +
      'this file may have been paid by that, and would be paid again. Where none was, say so with --unpaid; rows that were ' +
      'paid go into no file that is imported here.',
    'imports-unsure',
  );
}

interface Import {
  readonly id: number;
  readonly seed: string;
}

function findImport(db: DatabaseSync, { name, firstRow, chain }: FileMark): Import | undefined {
  if (firstRow === 0) return undefined;
  const known = db
    .prepare(
      'select id, seed, file from import join line on import = id where line = ? and digest = ?',
    )
    .get(firstRow, chain[firstRow - 1] ?? '');
  if (known === undefined) return undefined;
  const id = Number(known['id']);
  const lines = db.prepare('select digest from line where import = ? order by line').all(id);
  const differs = chain.findIndex(
    (digest, at) => at < lines.length && lines[at]?.['digest'] !== digest,
  );
  if (differs === -1) return { id, seed: String(known['seed']) };
  throw usage(
    `${name} begins like ${String(known['file'])}, which was imported before, and differs from line ` +
      `${differs + 1} on. The rows before are paid; put the new ones into a file of their own.`,
  );
}

function newImport(db: DatabaseSync, { name, chain }: FileMark): Import {
  const seed = chain.at(-1) ?? 'empty';
  const { lastInsertRowid } = db
    .prepare('insert into import (seed, file) values (?, ?)')
    .run(seed, name);
  return { id: Number(lastInsertRowid), seed };
}

function addLines(db: DatabaseSync, id: number, { chain }: FileMark): void {
  const count = db.prepare('select count(*) as known from line where import = ?').get(id);
  const insert = db.prepare('insert into line (import, line, digest) values (?, ?, ?)');
  for (let at = Number(count?.['known']); at < chain.length; at += 1) {
    insert.run(id, at + 1, chain[at] ?? '');
  }
}

function journalOf(
  db: DatabaseSync,
  id: number,
  seed: string,
  lines: number,
): Omit<Journal, 'close'> {
  const select = db.prepare('select * from row where import = ? and line = ?');
  const selectState = db.prepare('select * from row where import = ? and state = ? order by line');
  const replace = db.prepare(
    'insert or replace into row (import, line, state, payer, transition_id, code, message) ' +
      'values (?, ?, ?, ?, ?, ?, ?)',
  );
  const remove = db.prepare('delete from row where import = ? and line = ?');
  let waiting: Group[] = [];

  function flush(): void {
    const groups = waiting;
    waiting = [];
    try {
      db.exec('begin immediate');
      for (const [line, record] of groups.flatMap(({ rows }) => [...rows])) {
        if (record === null) remove.run(id, line);
        else replace.run(id, line, ...columnsOf(record));
      }
      db.exec('commit');
      for (const { done } of groups) done.resolve();
    } catch (error) {
      for (const { done } of groups) done.reject(error);
    }
  }

  return {
    reference: (line) => `import:${seed}:${line}`,
    row(line) {
      const found = select.get(id, line);
      return found === undefined ? undefined : toRecord(found);
    },
    unresolved() {
      const byPayer = new Map<string, UnresolvedRow[]>();
      for (const found of selectState.all(id, 'sending')) {
        const { line, payer, transition_id: transition } = found;
        const known = byPayer.get(String(payer)) ?? [];
        known.push({ line: Number(line), transition: textOrNull(transition) });
        byPayer.set(String(payer), known);
      }
      return byPayer;
    },
    refused() {
      return selectState.all(id, 'refused').map(({ line, code, message }) => ({
        line: Number(line),
        code: String(code),
        message: String(message),
      }));
    },
    epoch() {
      const found = db.prepare('select number from epoch where import = ?').get(id);
      return Number(found?.['number'] ?? 0);
    },
    startEpoch(number, payers) {
      const reopen = db.prepare(
        "update row set state = 'sending', payer = ? where import = ? and line = ?",
      );
      db.exec('begin immediate');
      for (const { line } of selectState.all(id, 'paid')) {
        const payer = payers.get(Number(line));
        if (payer === undefined) {
          db.exec('rollback');
          throw usage(
            'The sovereign is in a new epoch, and this file is shorter than it was: give all of it.',
          );
        }
        reopen.run(payer, id, Number(line));
      }
      db.prepare('insert or replace into epoch (import, number) values (?, ?)').run(id, number);
      db.prepare('update import set lines_collected = 0 where id = ?').run(id);
      db.exec('commit');
    },
    isCollected() {
      const found = db.prepare('select lines_collected from import where id = ?').get(id);
      return Number(found?.['lines_collected']) >= lines;
    },
    setCollected() {
      db.prepare('update import set lines_collected = ? where id = ?').run(lines, id);
    },
    record(rows) {
      const done = Promise.withResolvers<void>();
      waiting.push({ rows, done });
      if (waiting.length === 1) setImmediate(flush);
      return done.promise;
    },
  };
}

interface Group {
  readonly rows: ReadonlyMap<number, RowRecord | null>;
  readonly done: PromiseWithResolvers<void>;
}

type Columns = [state: string, ...details: (string | null)[]];

/** state, payer, transition_id, code, message. */
function columnsOf(record: RowRecord): Columns {
  switch (record.state) {
    case 'sending':
      return ['sending', record.payer, record.transition, null, null];
    case 'paid':
      return ['paid', null, record.transition, null, null];
    case 'refused':
      return ['refused', null, null, record.code, record.message];
  }
}

function toRecord(found: Record<string, unknown>): RowRecord {
  const { state, payer, transition_id: transition, code, message } = found;
  if (state === 'sending') {
    return { state, payer: String(payer), transition: textOrNull(transition) };
  }
  if (state === 'paid') return { state, transition: String(transition) };
  return { state: 'refused', code: String(code), message: String(message) };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
