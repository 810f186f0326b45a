import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Outcome } from '../core/outcome.ts';
import type { WalletStorage } from '../core/ports.ts';
import { acceptStorage } from '../core/storage/storage.acceptance.ts';
import { openSqliteStorage, passingFiles, storageFiles } from './sqlite-storage.ts';

const root = mkdtempSync(join(tmpdir(), 'wallet-storage-'));
afterAll(() => rmSync(root, { recursive: true }));

const newFolder = (): string => mkdtempSync(join(root, 'folder-'));

function open(folder: string): WalletStorage {
  const opened = openSqliteStorage(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

acceptStorage('sqlite', () => {
  const folder = newFolder();
  return Promise.resolve({ open: () => Promise.resolve(open(folder)) });
});

/** A closed storage with enough in it for several pages, some of them free. */
async function filled(): Promise<string> {
  const folder = newFolder();
  const storage = open(folder);
  const value = new Uint8Array(3000).fill(5);
  for (let i = 0; i < 12; i += 1) await storage.write([{ key: `k/${i}`, value }]);
  await storage.write([{ key: 'k/3', value: null }]);
  await storage.close();
  return folder;
}

function flip(file: string, at: number): void {
  const content = readFileSync(file);
  content[at] = (content[at] as number) ^ 0x10;
  writeFileSync(file, content);
}

/** What opening, reading everything and inspecting finds. */
async function problemsOf(folder: string): Promise<string[]> {
  const opened: Outcome<WalletStorage> = openSqliteStorage(folder);
  if (!opened.ok) {
    const listed = opened.failure.data['problems'] as { where: string }[];
    return listed.map(({ where }) => where);
  }
  const problems = await opened.value.inspect();
  await opened.value.close().catch(() => undefined);
  return problems.map(({ where }) => where);
}

it('keeps its files to their owner', async () => {
  const folder = await filled();
  const files = Object.values(storageFiles(folder)) as string[];
  for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .toSorted(),
  ).toEqual(files.toSorted());
  const storage = open(folder);
  const { log, mark } = passingFiles(folder);
  // A session of a few writes is done before a log would pay.
  for (let i = 0; i < 7; i += 1) await storage.write([{ key: 'a', value: Uint8Array.of(i) }]);
  expect(existsSync(log)).toBe(false);
  await storage.write([{ key: 'a', value: Uint8Array.of(8) }]);
  for (const file of [log, mark]) expect(statSync(file).mode & 0o777).toBe(0o600);
  await storage.close();
  expect(readdirSync(folder)).toHaveLength(files.length);
});

it('is opened once at a time', async () => {
  const folder = await filled();
  const first = open(folder);
  await first.inspect();
  const second = openSqliteStorage(folder);
  expect(second).toMatchObject({ ok: false, failure: { kind: 'busy', code: 'wallet-locked' } });
  await first.close();
  const third = open(folder);
  await third.close();
});

it('finds a changed byte anywhere in a closed file, and says where', async () => {
  const folder = await filled();
  const { database } = storageFiles(folder);
  const original = readFileSync(database);
  expect(await problemsOf(folder)).toEqual([]);
  for (let at = 0; at < original.length; at += 611) {
    writeFileSync(database, original);
    flip(database, at);
    const first = at - (at % 4096);
    expect(await problemsOf(folder), `byte ${at}`).toContain(
      `${database}, bytes ${first} to ${first + 4095}`,
    );
  }
  writeFileSync(database, original);
  expect(await problemsOf(folder)).toEqual([]);
});

it('finds a changed byte in the digests themselves', async () => {
  const folder = await filled();
  const { digests } = storageFiles(folder);
  for (const at of [0, 20, 26, 40, readFileSync(digests).length - 1]) {
    flip(digests, at);
    expect(await problemsOf(folder), `byte ${at}`).toEqual([digests]);
    flip(digests, at);
  }
});

it('finds that the digests are gone, unless there never were any', async () => {
  const folder = await filled();
  const { digests } = storageFiles(folder);
  rmSync(digests);
  expect(await problemsOf(folder)).toEqual([digests]);
  // A process that was killed before it closed the storage for the first time has left none.
  const killed = newFolder();
  const storage = open(killed);
  await storage.write([{ key: 'a', value: Uint8Array.of(1) }]);
  const copy = newFolder();
  copyFileSync(storageFiles(killed).database, storageFiles(copy).database);
  await storage.close();
  expect(await problemsOf(copy)).toEqual([]);
});

it('finds an earlier copy of the file put back', async () => {
  const folder = await filled();
  const { database } = storageFiles(folder);
  const earlier = readFileSync(database);
  const storage = open(folder);
  await storage.write([{ key: 'k/99', value: Uint8Array.of(1) }]);
  await storage.close();
  writeFileSync(database, earlier);
  expect(await problemsOf(folder)).toEqual([database]);
});

it('takes digests from before a crash for what they are', async () => {
  const folder = await filled();
  const { digests } = storageFiles(folder);
  const before = readFileSync(digests);
  const storage = open(folder);
  await storage.write([{ key: 'k/98', value: Uint8Array.of(1) }]);
  await storage.close();
  writeFileSync(digests, before);
  expect(await problemsOf(folder)).toEqual([]);
});

it('refuses a file of a newer program', async () => {
  const folder = await filled();
  const { database } = storageFiles(folder);
  flip(database, 63);
  const content = readFileSync(database);
  content[63] = 2;
  writeFileSync(database, content);
  expect(openSqliteStorage(folder)).toMatchObject({
    ok: false,
    failure: { kind: 'usage', code: 'newer-wallet' },
  });
});
