import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inScratch } from './scratch.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tally-scratch-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Above every system's highest. */
const NOBODY = 2 ** 30;

test('the copy is removed, also when the audit ends early, and so is what a killed one left', async () => {
  mkdirSync(join(dir, `audit-${NOBODY}-abc`));
  mkdirSync(join(dir, `audit-${process.pid}-other`));
  mkdirSync(join(dir, 'ledger'));
  const seen = await inScratch(dir, join(dir, 'ledger'), () => Promise.resolve(readdirSync(dir)));
  expect(seen).toHaveLength(3);
  expect(seen).not.toContain(`audit-${NOBODY}-abc`);
  const fails = inScratch(dir, join(dir, 'ledger'), () => Promise.reject(new Error('stopped')));
  await expect(fails).rejects.toThrow('stopped');
  expect(readdirSync(dir).sort()).toEqual([`audit-${process.pid}-other`, 'ledger']);
});

test('where the disk has no room for the copy nothing is copied', async () => {
  mkdirSync(join(dir, 'ledger'));
  const large = join(dir, 'ledger', 'ledger.db');
  writeFileSync(large, '');
  truncateSync(large, 2 ** 42); // a hole: it has this size and takes no room
  const work = inScratch(dir, join(dir, 'ledger'), () => Promise.resolve('copied'));
  await expect(work).rejects.toThrow(/--scratch DIR/);
});
