import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFolder } from '../folder/open-folder.ts';
import { openLogKey, openRootKey, openTreasuryKey, readUnlock } from '../folder/open-keys.ts';
import { createSovereign } from './create-sovereign.ts';
import { type CreateSovereignOptions, type SovereignFolder, SovereignProblem } from './options.ts';

const passphrase = new TextEncoder().encode('correct horse');
const treasuryPassphrase = new TextEncoder().encode('battery staple');
let parent: string;
let founded: SovereignFolder;

function options(
  folder: string,
  more: Partial<CreateSovereignOptions> = {},
): CreateSovereignOptions {
  const currencies = [
    { code: 'HRB', decimals: 2 },
    { code: 'KES', decimals: 2, name: 'Shilling', treasury: { threshold: 2, keys: 3 } },
  ];
  return { folder, name: 'Harbour', country: 'KE', currencies, passphrase, ...more };
}

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tally-founding-'));
  founded = await createSovereign(options(join(parent, 'one'), { treasuryPassphrase }));
}, 60_000);
afterAll(async () => {
  await rm(parent, { recursive: true });
});

async function code(action: Promise<unknown>): Promise<string> {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof SovereignProblem ? error.code : `no problem but ${String(error)}`;
}

test('a founded folder opens, and its constitution and epoch are signed by the root', async () => {
  const folder = await openFolder(founded.folder, nodeCrypto);
  expect(folder.sovereign).toEqual(founded.sovereign);
  expect(folder.constitution.name).toBe('Harbour');
  expect(folder.constitution.currencies.map((currency) => currency.treasury.keys.length)).toEqual([
    1, 3,
  ]);
  expect(folder.current.epoch).toMatchObject({ number: 0, origin: founded.origin, succeeds: null });
  expect(founded.origin).toMatch(/^tallystick\/harbour-[0-9a-f]{8}$/);
});

test('every key opens with what it is sealed under, and with nothing else', async () => {
  const { paths, constitution, current } = await openFolder(founded.folder, nodeCrypto);
  const unlock = await readUnlock(paths);
  const byMachine = await openLogKey(
    paths,
    current.epoch,
    { kind: 'key', key: unlock },
    nodeCrypto,
  );
  const person = { kind: 'passphrase', passphrase } as const;
  const byPerson = await openLogKey(paths, current.epoch, person, nodeCrypto);
  expect(byPerson.publicKey).toEqual(byMachine.publicKey);
  const root = await openRootKey(paths, constitution.root, passphrase, nodeCrypto);
  expect(root.publicKey).toEqual(constitution.root.publicKey);
  const key = constitution.currencies[1]!.treasury.keys[2]!;
  const treasury = { code: 'KES', index: 2, key };
  const opened = await openTreasuryKey(paths, treasury, treasuryPassphrase, nodeCrypto);
  expect(opened.publicKey).toEqual(key.publicKey);

  expect(await code(openTreasuryKey(paths, treasury, passphrase, nodeCrypto))).toBe(
    'wrong-passphrase',
  );
  const other = { kind: 'key', key: new Uint8Array(32) } as const;
  expect(await code(openLogKey(paths, current.epoch, other, nodeCrypto))).toBe('locked-keys');
  const mixed = { ...treasury, index: 1 };
  expect(await code(openTreasuryKey(paths, mixed, treasuryPassphrase, nodeCrypto))).toBe('damaged');
}, 60_000);

test('secrets are readable by the owner only, and no public file holds one', async () => {
  const { paths } = await openFolder(founded.folder, nodeCrypto);
  const names = await readdir(paths.keys);
  expect(names.length).toBe(1 + 4 + 2 + 2 + 1);
  for (const name of names) {
    const { mode } = await stat(join(paths.keys, name));
    expect([name, mode & 0o777]).toEqual([name, 0o600]);
  }
  expect((await stat(paths.keys)).mode & 0o777).toBe(0o700);
});

test('a folder that is not empty is refused, and left as it is', async () => {
  expect(await code(createSovereign(options(founded.folder)))).toBe('folder-not-empty');
  expect((await openFolder(founded.folder, nodeCrypto)).sovereign).toEqual(founded.sovereign);
});

test('a founding that was interrupted makes room for the next, and what else lies there does not', async () => {
  const folder = join(parent, 'again');
  await createSovereign(options(folder, { keepPassphrase: true }));
  const names = await readdir(folder);
  expect(names).not.toContain('unfinished');
  expect(await readFile(join(folder, 'passphrase.txt'), 'utf8')).toBe('correct horse\n');
  expect((await stat(join(folder, 'passphrase.txt'))).mode & 0o777).toBe(0o600);
  // As a kill leaves it: everything but the last file.
  await rm(join(folder, 'constitution.cbor'));
  expect(await code(createSovereign(options(folder)))).toBe('folder-not-empty');
  await writeFile(join(folder, 'unfinished'), '');
  await createSovereign(options(folder));
  expect((await openFolder(folder, nodeCrypto)).constitution.name).toBe('Harbour');
  expect(await readdir(folder)).not.toContain('passphrase.txt');
  await rm(folder, { recursive: true });
}, 60_000);

test('options that no constitution can have are refused before anything is written', async () => {
  const folder = join(parent, 'never');
  const currency = { code: 'HRB', decimals: 2 };
  const bad: Partial<CreateSovereignOptions>[] = [
    { name: '' },
    { name: 'x'.repeat(65) },
    { country: 'ke' },
    { origin: 'has space' },
    { passphrase: new Uint8Array() },
    { treasuryPassphrase: new Uint8Array() },
    { parameters: { heartbeatMs: 0 } },
    { parameters: { heartbeatMs: 99 } },
    { parameters: { heartbeatMs: 150_001 } },
    { parameters: { closureAfterMs: 119_999 } },
    { parameters: { validityMs: 1.5 } },
    { currencies: [{ code: 'hrb', decimals: 2 }] },
    { currencies: [{ code: 'HRB', decimals: 13 }] },
    { currencies: [currency, currency] },
    { currencies: [{ ...currency, treasury: { threshold: 3, keys: 2 } }] },
    { currencies: [{ ...currency, treasury: { threshold: 1, signers: [] } }] },
  ];
  for (const more of bad) {
    expect(await code(createSovereign(options(folder, more)))).toBe('invalid-options');
  }
  expect(await readdir(parent)).toEqual(['one']);
});

test('a flipped byte in any public file, or in any sealed key, is found without a passphrase', async () => {
  const { paths } = await openFolder(founded.folder, nodeCrypto);
  const sealed = (await readdir(paths.keys)).filter((name) => name.endsWith('.sealed'));
  expect(sealed.length).toBe(1 + 4 + 2 + 2);
  const keys = sealed.map((name) => join(paths.keys, name));
  for (const path of [paths.constitution, join(paths.epochs, '0.cbor'), paths.operator, ...keys]) {
    const before = await readFile(path);
    for (const at of [0, 5, before.length >> 1, before.length - 1]) {
      const bent = Buffer.from(before);
      bent[at]! ^= 1;
      await writeFile(path, bent);
      const problem = openFolder(founded.folder, nodeCrypto);
      expect(await code(problem)).toBe('damaged');
      await expect(problem).rejects.toThrow(path);
    }
    await writeFile(path, before);
  }
  expect((await openFolder(founded.folder, nodeCrypto)).sovereign).toEqual(founded.sovereign);
});
