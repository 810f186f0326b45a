import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sameKey } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSovereign } from '../founding/create-sovereign.ts';
import { SovereignProblem } from '../founding/options.ts';
import { openTreasury } from './holders.ts';
import { openFolder } from './open-folder.ts';
import { createTreasuryKey } from './treasury-key.ts';

const PASSPHRASE = new TextEncoder().encode('harbour');
const root = mkdtempSync(join(tmpdir(), 'tally-treasury-key-'));
const folder = join(root, 'harbour');

beforeAll(async () => {
  await createSovereign({
    folder,
    name: 'Harbour',
    country: 'KE',
    currencies: [{ code: 'HRB', decimals: 2 }],
    passphrase: PASSPHRASE,
  });
}, 60_000);
afterAll(() => rmSync(root, { recursive: true }));

test('the key of a treasury that is voted lies in the folder, and signs for nothing else', async () => {
  const wrong = createTreasuryKey(folder, 'FSH', new TextEncoder().encode('harbor'));
  await expect(wrong).rejects.toMatchObject({ code: 'wrong-passphrase' });
  await expect(createTreasuryKey(folder, '../FSH', PASSPHRASE)).rejects.toThrow(SovereignProblem);
  const fish = await createTreasuryKey(folder, 'FSH', PASSPHRASE);
  const crown = await createTreasuryKey(folder, 'HRB', PASSPHRASE);
  for (const name of readdirSync(join(folder, 'keys'))) {
    expect(statSync(join(folder, 'keys', name)).mode & 0o777).toBe(0o600);
  }
  const { constitution } = await openFolder(folder, nodeCrypto);
  const [founded] = constitution.currencies;
  const more = { code: 'FSH', decimals: 0, name: 'Fish' };
  const treasury = (keys: readonly (typeof fish)[]) => ({ threshold: keys.length, keys });
  const open = async (code: string, keys: readonly (typeof fish)[]): Promise<boolean[]> => {
    const base = code === 'HRB' ? founded! : more;
    const voted = [{ ...base, treasury: treasury(keys) }];
    const opened = await openTreasury(folder, code, PASSPHRASE, voted);
    return keys.map((key, at) =>
      opened.keys.some(({ by, pair }) => by === at && sameKey(pair, key)),
    );
  };
  expect(await open('FSH', [fish])).toEqual([true]);
  expect(await open('FSH', [crown])).toEqual([false]);
  // A treasury that a vote has given to another key, and one to which it has added one.
  const [first] = founded!.treasury.keys;
  expect(await open('HRB', [crown])).toEqual([true]);
  expect(await open('HRB', [crown, first!])).toEqual([true, true]);
  expect(await open('HRB', [first!])).toEqual([true]);
  await expect(openTreasury(folder, 'FSH', PASSPHRASE)).rejects.toThrow('declares no currency FSH');
}, 60_000);
