import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkWriteAheadLog } from './check-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallystick-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const PAGE = 4096;
const FRAME = PAGE + 24;

/** A database as a killed process leaves it: `rounds` transactions, a frame each, the log begun anew before one of them. */
function killed(rounds: number, folded = 0): { file: string; log: Buffer } {
  const live = join(folder, 'live.db');
  const db = new DatabaseSync(live);
  db.exec(`PRAGMA page_size = ${PAGE}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0`);
  db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB NOT NULL)');
  const insert = db.prepare('INSERT INTO t (b) VALUES (?)');
  for (let round = 0; round < rounds; round += 1) {
    if (round === folded) db.exec('PRAGMA wal_checkpoint(RESTART)');
    insert.run(new Uint8Array(100).fill(round + 1));
  }
  const file = join(folder, 'killed.db');
  copyFileSync(live, file);
  copyFileSync(`${live}-wal`, `${file}-wal`);
  db.close();
  return { file, log: readFileSync(`${file}-wal`) };
}

function rowsOf(file: string): number {
  const db = new DatabaseSync(file);
  try {
    return Number(db.prepare('SELECT count(*) AS n FROM t').get()?.['n']);
  } finally {
    db.close();
  }
}

test('any flipped bit before the last transaction is found, where SQLite would forget what follows', () => {
  const { file, log } = killed(12);
  const frames = (log.length - 32) / FRAME;
  const last = 32 + (frames - 3) * FRAME;
  checkWriteAheadLog(file);
  for (let at = 0; at < last; at += 211) {
    const changed = Buffer.from(log);
    changed[at] = (changed[at] ?? 0) ^ 4;
    writeFileSync(`${file}-wal`, changed);
    expect(() => checkWriteAheadLog(file)).toThrow(/frame|header/);
  }
  const changed = Buffer.from(log);
  changed[32 + 3 * FRAME + 100] = 0xaa;
  writeFileSync(`${file}-wal`, changed);
  expect(rowsOf(file)).toBeLessThan(12);
});

test('every bit of the header counts', () => {
  const { file, log } = killed(6);
  for (let bit = 0; bit < 32 * 8; bit += 1) {
    const changed = Buffer.from(log);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    writeFileSync(`${file}-wal`, changed);
    expect(() => checkWriteAheadLog(file)).toThrow(/header/);
  }
});

test('a log that a power cut has torn in its last transaction is no damage', () => {
  const { file, log } = killed(12);
  checkWriteAheadLog(join(folder, 'nothing.db'));
  for (let cut = 0; cut < FRAME; cut += 97) {
    writeFileSync(`${file}-wal`, log);
    truncateSync(`${file}-wal`, log.length - cut);
    checkWriteAheadLog(file);
    const end = Math.min(log.length, log.length - cut + 512);
    const holed = Buffer.from(log).fill(0, log.length - cut, end);
    writeFileSync(`${file}-wal`, holed);
    checkWriteAheadLog(file);
  }
  expect(rowsOf(file)).toBeGreaterThan(9);
});

test('what an earlier log left behind the newer one is not taken for a part of it', () => {
  const { file } = killed(12, 9);
  checkWriteAheadLog(file);
  expect(rowsOf(file)).toBe(12);
});
