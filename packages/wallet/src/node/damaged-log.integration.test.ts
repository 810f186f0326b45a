import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqliteStorage, passingFiles } from './sqlite-storage.ts';

const PROGRAM = join(import.meta.dirname, '../testing/storing-process.ts');
const WRITES = 25;
const FRAME_BYTES = 24 + 4096;

let root: string;
let killed: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'wallet-log-'));
  killed = join(root, 'killed');
  mkdirSync(killed);
  spawnSync(process.execPath, [PROGRAM, killed, 'FULL', String(WRITES)]);
});
afterAll(() => rmSync(root, { recursive: true }));

/** What opening a copy finds whose log has `log` for its bytes: how many records, or where the damage is. */
async function found(log: Uint8Array, isMarked: boolean): Promise<number | string> {
  const copy = join(root, 'copy');
  cpSync(killed, copy, { recursive: true });
  writeFileSync(passingFiles(copy).log, log);
  if (!isMarked) rmSync(passingFiles(copy).mark);
  try {
    const opened = openSqliteStorage(copy);
    if (!opened.ok) return `${opened.failure.kind} ${opened.failure.code}`;
    const { length } = await opened.value.list('record/');
    await opened.value.close();
    expect(readdirSync(copy).toSorted()).toEqual(['wallet.db', 'wallet.lock']);
    return length;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

it('opens what a killed process left, with all that it had acknowledged', async () => {
  const log = readFileSync(passingFiles(killed).log);
  expect(log.length).toBeGreaterThan(WRITES * FRAME_BYTES);
  expect(await found(log, true)).toBe(WRITES);
  expect(await found(log, false)).toBe(WRITES);
});

it('finds a changed byte anywhere in the log that a killed process left', async () => {
  const log = readFileSync(passingFiles(killed).log);
  const missed: number[] = [];
  for (let at = 0; at < log.length; at += at < FRAME_BYTES ? 163 : 6007) {
    const changed = Uint8Array.from(log);
    changed[at] = (changed[at] as number) ^ 0x10;
    if ((await found(changed, true)) !== 'tampering storage-damaged') missed.push(at);
  }
  expect(missed).toEqual([]);
});

it('finds a changed byte in the head of the log, also without the mark', async () => {
  const log = readFileSync(passingFiles(killed).log);
  for (const at of [0, 5, 10, 15, 18, 22, 25, 31]) {
    const changed = Uint8Array.from(log);
    changed[at] = (changed[at] as number) ^ 0x10;
    expect(await found(changed, false), `byte ${at}`).toBe('tampering storage-damaged');
  }
});

it('tells damage from a write that was cut off, also without the mark', async () => {
  const log = readFileSync(passingFiles(killed).log);
  const frames = Math.floor((log.length - 32) / FRAME_BYTES);
  const commits = Array.from({ length: frames }, (_, n) => 32 + n * FRAME_BYTES).filter(
    (at) => log.readUInt32BE(at + 4) > 0,
  );
  const lastButOne = (commits.at(-2) as number) + FRAME_BYTES;
  for (let at = 40; at < log.length; at += 9001) {
    const changed = Uint8Array.from(log);
    changed[at] = (changed[at] as number) ^ 0x10;
    const expected = at < lastButOne ? 'tampering storage-damaged' : WRITES - 1;
    expect(await found(changed, false), `byte ${at}`).toBe(expected);
  }
  for (const cut of [lastButOne, lastButOne + 900, log.length - 1]) {
    expect(await found(log.subarray(0, cut), false)).toBe(WRITES - 1);
    expect(await found(log.subarray(0, cut), true)).toBe('tampering storage-damaged');
  }
});
