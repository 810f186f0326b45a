import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSovereign } from '../founding/create-sovereign.ts';
import { startSovereign } from '../lifecycle/start-sovereign.ts';
import { backupSovereign } from './backup-sovereign.ts';
import { declareEpoch } from './declare-epoch.ts';
import { restoreSovereign } from './restore-sovereign.ts';

const passphrase = new TextEncoder().encode('harbour');
const GIVEN_UP = `treasury-HRB.abandoned/${'ab'.repeat(32)}.cbor`;

let dir = '';
let count = 0;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tally-records-'));
  const currencies = [{ code: 'HRB', decimals: 2 }];
  const folder = join(dir, 'harbour');
  await createSovereign({ folder, name: 'Harbour', country: 'KE', currencies, passphrase });
  await (await startSovereign({ folder, port: 0, logLevel: 'silent' })).close();
});
afterAll(() => rmSync(dir, { recursive: true }));

async function restored(): Promise<string> {
  count += 1;
  const [folder, file] = [join(dir, `again-${count}`), join(dir, `${count}.backup`)];
  await backupSovereign(join(dir, 'harbour'), file);
  await restoreSovereign({ file, folder, passphrase });
  return folder;
}

test('what treasuries have signed and imports have paid comes back', async () => {
  const journal = new DatabaseSync(join(dir, 'harbour/imports.sqlite'));
  journal.exec(
    "pragma journal_mode = wal; create table row (state text); insert into row values ('paid')",
  );
  writeFileSync(join(dir, 'harbour/treasury-HRB.place'), 'signed');
  mkdirSync(join(dir, 'harbour/treasury-HRB.abandoned'));
  writeFileSync(join(dir, 'harbour', GIVEN_UP), 'given up');
  const folder = await restored();
  journal.close();
  expect(readFileSync(join(folder, 'treasury-HRB.place'), 'utf8')).toBe('signed');
  expect(readFileSync(join(folder, GIVEN_UP), 'utf8')).toBe('given up');
  const copy = new DatabaseSync(join(folder, 'imports.sqlite'));
  expect(copy.prepare('select state from row').all()).toEqual([{ state: 'paid' }]);
  copy.close();
});

test('it is sure what was paid where the log goes on from the backup', async () => {
  const folder = await restored();
  expect(existsSync(join(folder, 'imports-unsure'))).toBe(true);
  await declareEpoch({ folder, passphrase, reason: 'The disk died' });
  expect(existsSync(join(folder, 'imports-unsure'))).toBe(false);
});

test('it is not sure where the backup knew of no imports', async () => {
  const folder = await restored();
  const mark = readFileSync(join(folder, 'restored.json'), 'utf8');
  writeFileSync(join(folder, 'restored.json'), mark.replace(/,"imports":true/, ''));
  await declareEpoch({ folder, passphrase, reason: 'The disk died' });
  expect(existsSync(join(folder, 'imports-unsure'))).toBe(true);
});
