import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTests } from './tidy/assertions.ts';
import { checkDeclared, checkDirection } from './tidy/direction.ts';
import { checkLockfile, checkVersions } from './tidy/lockfile.ts';
import { checkDead, checkNames, checkSizes } from './tidy/places.ts';
import { checkRing } from './tidy/ring.ts';
import { checkPortable, checkPurity } from './tidy/purity.ts';
import { readRepository, type Report } from './tidy/repository.ts';
import { checkLinks, checkWords } from './tidy/words.ts';

const ROOT = join(import.meta.dirname, '..');
const repository = readRepository(ROOT);
const sizes = JSON.parse(readFileSync(join(ROOT, 'tools', 'sizes.json'), 'utf8')) as Record<
  string,
  number
>;

/** A rule, and how much it must have looked at for its silence to mean anything. */
const rules: [name: string, check: () => Report, atLeast: number][] = [
  ['dependencies point one way', () => checkDirection(repository), 20],
  ['a package imports what it declares', () => checkDeclared(repository), 10],
  ['protocol and rules are pure', () => checkPurity(repository), 3],
  ['browsers reach nothing of Node', () => checkPortable(repository), 4],
  ['the ring reaches nothing that leads out', () => checkRing(repository), 20],
  ['folders are named after what is in them', () => checkNames(repository), 40],
  ['no file is dead', () => checkDead(repository), 20],
  ['files stay short', () => checkSizes(repository, sizes), 20],
  ['every test asserts, and none is left out', () => checkTests(repository), 10],
  ['the lockfile is complete and names no registry', () => checkLockfile(repository), 100],
  ['versions are exact', () => checkVersions(repository), 30],
  ['texts speak of the product', () => checkWords(repository), 40],
  ['links lead somewhere', () => checkLinks(repository), 3],
];

describe('the house rules', () => {
  it.each(rules)('%s', (_name, check, atLeast) => {
    const { examined, findings } = check();
    expect(findings).toEqual([]);
    expect(examined).toBeGreaterThanOrEqual(atLeast);
  });

  it('sees every workspace', () => {
    expect(repository.workspaces.length).toBeGreaterThanOrEqual(7);
  });
});
