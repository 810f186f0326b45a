import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Call } from '../command.ts';
import { choosePassphrase, givePassphrase } from './passphrase.ts';
import { keptPassphrasePath, readUnlockKey, unlockKeyPath } from './unlock-key.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tally-passphrase-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A command with nobody at the terminal. */
const call: Call = {
  json: false,
  terminal: {
    interactive: false,
    columns: undefined,
    colours: false,
    out: () => undefined,
    err: () => undefined,
    stopped: () => new AbortController().signal,
  },
  say: () => undefined,
  note: () => undefined,
};

function file(content: string): { passphraseFile: string } {
  const passphraseFile = join(dir, 'passphrase.txt');
  writeFileSync(passphraseFile, content);
  return { passphraseFile };
}

test.each([
  ['open sesame', 'open sesame'],
  ['open sesame\n', 'open sesame'],
  ['open sesame\r\nsecond line\n', 'open sesame'],
  [' two  spaces ', ' two  spaces '],
  // The same letters, typed on another keyboard.
  ['café\n', 'café'],
])('the first line of %j is the passphrase', async (content, expected) => {
  expect(await choosePassphrase(call, dir, file(content))).toBe(expected);
  expect(await givePassphrase(call, dir, file(content))).toBe(expected);
});

test.each([
  ['', /empty/],
  ['\nsecond', /empty/],
  ['x'.repeat(1_025), /longer/],
])('%j is none', async (content, reason) => {
  await expect(choosePassphrase(call, dir, file(content))).rejects.toThrow(reason);
});

test('a file that is not there is told', async () => {
  const options = { passphraseFile: join(dir, 'nothing') };
  await expect(givePassphrase(call, dir, options)).rejects.toThrow(/cannot be read/);
});

test('with nobody to ask, something new gets a random key and something locked stays so', async () => {
  expect(await choosePassphrase(call, dir, {})).toBeUndefined();
  await expect(givePassphrase(call, dir, {})).rejects.toThrow(/--passphrase-file/);
});

test('what a folder keeps opens it, unless another passphrase is given', async () => {
  expect(readUnlockKey(dir)).toBeUndefined();
  writeFileSync(unlockKeyPath(dir), 'abc\n');
  expect(await givePassphrase(call, dir, {})).toBe('abc');
  writeFileSync(keptPassphrasePath(dir), 'made at the founding\n');
  expect(await givePassphrase(call, dir, {})).toBe('made at the founding');
  expect(await givePassphrase(call, dir, file('given\n'))).toBe('given');
});
