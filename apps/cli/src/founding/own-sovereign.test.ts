import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolderFor, ownSovereign, slugOf } from './own-sovereign.ts';

test('a folder is called after its sovereign, as far as folders can be', () => {
  expect(slugOf('Bürgergeld Süd')).toBe('burgergeld-sud');
  expect(slugOf('  ../../etc  ')).toBe('etc');
  expect(slugOf('港')).toBe('sovereign');
  expect(slugOf(`${'a'.repeat(39)} b`)).toBe('a'.repeat(39));
});

test('what was founded beside the demonstration is found, and what was not finished is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'own-'));
  const put = (name: string): void => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'constitution.cbor'), '');
  };
  try {
    put('harbour');
    put('lake.new');
    mkdirSync(join(folder, 'ada'));
    expect(ownSovereign(folder)).toBeUndefined();
    expect(newFolderFor(folder, 'Ada')).toBe(join(folder, 'ada-2'));
    put('lake');
    expect(ownSovereign(folder)).toBe(join(folder, 'lake'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
