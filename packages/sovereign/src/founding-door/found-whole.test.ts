import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryLock } from '../folder/folder-lock.ts';
import { readSovereign } from '../folder/holders.ts';
import type { CreateSovereignOptions } from '../founding/options.ts';
import { foundWhole } from './found-whole.ts';

/** Beside the folder that somebody chose lies what they have: nothing of it is ever removed. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'found-whole-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const lake = (folder: string): CreateSovereignOptions => ({
  folder,
  name: 'Lake',
  country: 'CH',
  currencies: [{ code: 'LAK', decimals: 2 }],
  passphrase: Buffer.from('a long enough passphrase'),
});

function put(...path: string[]): void {
  mkdirSync(join(root, ...path.slice(0, -1)), { recursive: true });
  writeFileSync(join(root, ...path), '');
}

test('a folder with the name of the place beside it is somebody’s own, and stays', async () => {
  put('lake.new', 'constitution.cbor');
  put('lake.new', 'founding.lock');
  await expect(foundWhole(lake(join(root, 'lake')))).rejects.toMatchObject({
    code: 'folder-not-empty',
    message: expect.stringContaining('lake.new') as string,
  });
  expect(readdirSync(root)).toEqual(['lake.new']);
  expect(readdirSync(join(root, 'lake.new'))).toEqual(['constitution.cbor', 'founding.lock']);
});

test('a folder that has something is refused before any key is made, and so is one that is being founded', async () => {
  put('lake', 'mine.txt');
  await expect(foundWhole(lake(join(root, 'lake')))).rejects.toMatchObject({
    code: 'folder-not-empty',
  });
  expect(readdirSync(root)).toEqual(['lake']);
  put('sea.new', 'sovereign', 'keys');
  const lock = tryLock(join(root, 'sea.new', 'founding.lock'));
  await expect(foundWhole(lake(join(root, 'sea')))).rejects.toMatchObject({
    code: 'already-running',
  });
  lock?.release();
  expect(existsSync(join(root, 'sea.new', 'sovereign', 'keys'))).toBe(true);
});

test('a founding that fails leaves nothing, whatever it had written', async () => {
  const stopped = new Error('the disk is full');
  const onProgress = ({ doing, done }: { doing: string; done: number }): void => {
    if (doing === 'sealing' && done === 1) throw stopped;
  };
  const options = { ...lake(join(root, 'lake')), onProgress };
  await expect(foundWhole(options)).rejects.toBe(stopped);
  expect(readdirSync(root)).toEqual([]);
});

test('a path with a slash at its end names the same folder, and what a killed founding left goes', async () => {
  put('lake.new', 'founding.lock');
  put('lake.new', 'sovereign', 'unfinished');
  const { folder } = await foundWhole(lake(`${join(root, 'lake')}/`));
  expect(folder).toBe(join(root, 'lake'));
  expect(readdirSync(root)).toEqual(['lake']);
  expect((await readSovereign(folder)).name).toBe('Lake');
});
