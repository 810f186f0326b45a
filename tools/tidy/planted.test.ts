/** Each house rule catches what it is there for: small repositories, each with one thing wrong. */

import { describe, expect, it } from 'vitest';
import { checkTests } from './assertions.ts';
import { checkDeclared, checkDirection } from './direction.ts';
import { checkLockfile, checkVersions } from './lockfile.ts';
import { checkDead, checkNames, checkSizes } from './places.ts';
import { checkPortable, checkPurity } from './purity.ts';
import { type Manifest, type Report, type Repository, repositoryOf } from './repository.ts';
import { checkRing } from './ring.ts';
import { checkLinks, checkWords } from './words.ts';

function workspace(name: string, more: Partial<Manifest> = {}): string {
  return JSON.stringify({
    name: `@tallystick/${name}`,
    exports: { '.': './src/index.ts' },
    ...more,
  });
}

const GROUND = {
  'package.json': JSON.stringify({ name: 'tallystick', devDependencies: { vitest: '4.1.12' } }),
  'packages/protocol/package.json': workspace('protocol', { dependencies: { cborg: '6.1.5' } }),
  'packages/protocol/src/index.ts': "export * from './amount.ts';",
  'packages/protocol/src/amount.ts': "import { decode } from 'cborg'; export const read = decode;",
  'packages/ledger/package.json': workspace('ledger', {
    dependencies: { '@tallystick/protocol': '0.1.0' },
  }),
  'packages/ledger/src/index.ts': "import { read } from '@tallystick/protocol'; export { read };",
};

function withFiles(files: Record<string, string>): Repository {
  return repositoryOf(new Map(Object.entries({ ...GROUND, ...files })));
}

function lockfile(packages: Record<string, object>): Repository {
  return withFiles({ 'package-lock.json': JSON.stringify({ packages }) });
}

const tests = (body: string): Repository =>
  withFiles({ 'packages/protocol/src/amount.test.ts': `import { it } from 'vitest';\n${body}` });

const protocol = (text: string): Repository =>
  withFiles({ 'packages/protocol/src/amount.ts': text });

const integrity = 'sha512-x';
const long = (lines: number): Repository => protocol('export {};\n'.repeat(lines));
const path = 'packages/protocol/src/amount.ts';

interface Plant {
  what: string;
  check: (repository: Repository) => Report;
  planted: Repository;
  says: string;
}

const plants: Plant[] = [
  {
    what: 'an import against the direction',
    check: checkDirection,
    planted: protocol("import '@tallystick/ledger';"),
    says: 'against the direction',
  },
  {
    what: 'a way around the exports of another package',
    check: checkDirection,
    planted: protocol("import '../../ledger/src/index.ts';"),
    says: 'leaves its package',
  },
  {
    what: 'a dynamic import against the direction',
    check: checkDirection,
    planted: protocol("export const load = () => import('@tallystick/ledger');"),
    says: 'against the direction',
  },
  {
    what: 'a type import against the direction',
    check: checkDirection,
    planted: protocol("export type Stolen = import('@tallystick/ledger').Ledger;"),
    says: 'against the direction',
  },
  {
    what: 'test code in what runs',
    check: checkDirection,
    planted: withFiles({
      'packages/protocol/src/amount.ts': "import './testing/amounts.ts';",
      'packages/protocol/src/testing/amounts.ts': 'export {};',
    }),
    says: 'imports test code',
  },
  {
    what: 'a dependency that is not declared',
    check: checkDeclared,
    planted: protocol("import 'fastify';"),
    says: 'imports fastify',
  },
  {
    what: 'a test runner outside of tests',
    check: checkDeclared,
    planted: protocol("import 'vitest';"),
    says: 'imports vitest',
  },
  {
    what: 'a module of Node without its prefix',
    check: checkDeclared,
    planted: protocol("import 'fs';"),
    says: 'write node:fs',
  },
  {
    what: 'a module of Node in a pure package',
    check: checkPurity,
    planted: protocol("import 'node:fs';"),
    says: 'imports node:fs',
  },
  {
    what: 'more of Node than its cryptography in the one folder that may use that',
    check: checkPurity,
    planted: withFiles({
      'packages/protocol/src/crypto/node/index.ts': "import 'node:crypto'; import 'node:fs';",
    }),
    says: 'imports node:fs',
  },
  {
    what: 'a clock',
    check: checkPurity,
    planted: protocol('export const now = () => Date.now();'),
    says: 'amount.ts:1 uses Date',
  },
  {
    what: 'a clock handed on',
    check: checkPurity,
    planted: protocol('export const clock = { Date };'),
    says: 'uses Date',
  },
  {
    what: 'randomness',
    check: checkPurity,
    planted: protocol('export const salt = () => Math.random();'),
    says: 'uses Math.random',
  },
  {
    what: 'randomness in disguise',
    check: checkPurity,
    planted: protocol("export const salt = () => Math['ran' + 'dom']();"),
    says: 'uses Math.random',
  },
  {
    what: 'a timer',
    check: checkPurity,
    planted: protocol('setTimeout(() => {}, 1);'),
    says: 'uses setTimeout',
  },
  {
    what: 'the environment',
    check: checkPurity,
    planted: protocol('export const home = process.env;'),
    says: 'uses process',
  },
  {
    what: 'Node behind the entry of a browser',
    check: checkPortable,
    planted: withFiles({
      'packages/wallet/package.json': workspace('wallet'),
      'packages/wallet/src/browser.ts': "import '@tallystick/protocol';",
      'packages/protocol/src/amount.ts': "import './crypto/node/index.ts';",
      'packages/protocol/src/crypto/node/index.ts': "import 'node:crypto';",
    }),
    says: 'crypto/node/index.ts imports node:crypto',
  },
  {
    what: 'an attic',
    check: checkNames,
    planted: withFiles({ 'packages/protocol/src/utils/bytes.ts': 'export {};' }),
    says: 'says "utils"',
  },
  {
    what: 'an attic of one file',
    check: checkNames,
    planted: withFiles({ 'packages/protocol/src/helpers.ts': 'export {};' }),
    says: 'says "helpers"',
  },
  {
    what: 'a dead file',
    check: checkDead,
    planted: withFiles({ 'packages/protocol/src/old.ts': 'export {};' }),
    says: 'old.ts is reached by nothing',
  },
  {
    what: 'a long file',
    check: (repository) => checkSizes(repository, {}),
    planted: long(401),
    says: 'split it',
  },
  {
    what: 'a long file that grows',
    check: (repository) => checkSizes(repository, { [path]: 450 }),
    planted: long(451),
    says: 'grew from 450 to 451',
  },
  {
    what: 'a ratchet that was not turned',
    check: (repository) => checkSizes(repository, { [path]: 450 }),
    planted: long(420),
    says: 'lower its 450',
  },
  {
    what: 'an exception that nobody needs',
    check: (repository) => checkSizes(repository, { [path]: 450 }),
    planted: long(300),
    says: 'take it out',
  },
  {
    what: 'an exception for a file that is gone',
    check: (repository) => checkSizes(repository, { 'gone.ts': 450 }),
    planted: withFiles({}),
    says: 'gone.ts is gone',
  },
  {
    what: 'a test without an assertion',
    check: checkTests,
    planted: tests("it('adds', () => { read(); });"),
    says: 'without an assertion',
  },
  {
    what: 'a table of tests without an assertion',
    check: checkTests,
    planted: tests("it.each([1])('adds %s', (n) => { read(n); });"),
    says: 'without an assertion',
  },
  ...['it.skip', 'it.only', 'describe.only', 'it.concurrent.only', 'describe.skip', 'xit'].map(
    (name) => ({
      what: `a test behind ${name}`,
      check: checkTests,
      planted: tests(`${name}('adds', () => { expect(1).toBe(1); });`),
      says: `leaves a test out`,
    }),
  ),
  {
    what: 'a test for later',
    check: checkTests,
    planted: tests("it.todo('adds');"),
    says: 'it.todo',
  },
  {
    what: 'a registry in the lockfile',
    check: checkLockfile,
    planted: lockfile({ 'node_modules/a': { integrity, resolved: 'https://example.org/a.tgz' } }),
    says: 'names a registry',
  },
  {
    what: 'a dependency without a hash',
    check: checkLockfile,
    planted: lockfile({ 'node_modules/a': { version: '1.0.0' } }),
    says: 'has no hash',
  },
  {
    what: 'an install script',
    check: checkLockfile,
    planted: lockfile({ 'node_modules/a': { integrity, hasInstallScript: true } }),
    says: 'install script',
  },
  {
    what: 'a platform that npm dropped',
    check: checkLockfile,
    planted: lockfile({ 'node_modules/a': { integrity, optionalDependencies: { b: '1.0.0' } } }),
    says: 'wants b, which is missing',
  },
  {
    what: 'a missing lockfile',
    check: checkLockfile,
    planted: withFiles({}),
    says: 'no package-lock.json',
  },
  {
    what: 'a range of versions',
    check: checkVersions,
    planted: withFiles({
      'packages/protocol/package.json': workspace('protocol', {
        dependencies: { cborg: '^6.1.5' },
      }),
    }),
    says: 'cborg is ^6.1.5',
  },
  {
    what: 'a path of one machine',
    check: checkWords,
    planted: withFiles({ 'README.md': ['See ', 'work', 'main'].join('/') }),
    says: 'README.md:1 says',
  },
  {
    what: 'a link to nowhere',
    check: checkLinks,
    planted: withFiles({ 'docs/a.md': 'See [b](b.md).' }),
    says: 'b.md, which is not there',
  },
];

describe('a house rule', () => {
  it.each(plants)('catches $what', ({ check, planted, says }) => {
    expect(check(planted).findings.join('\n')).toContain(says);
  });

  const wholesome: [string, (repository: Repository) => Report, Repository][] = [
    ['direction', checkDirection, withFiles({})],
    ['declared', checkDeclared, withFiles({})],
    ['dead', checkDead, withFiles({})],
    ['names', checkNames, withFiles({})],
    ['versions', checkVersions, withFiles({})],
    [
      'purity, of a parameter that is called crypto',
      checkPurity,
      protocol('export const f = (crypto: { process: number }) => crypto.process;'),
    ],
    [
      'dead, of a worker that is started by its address',
      checkDead,
      withFiles({
        'packages/ledger/src/index.ts': "export const at = new URL('./w.ts', import.meta.url);",
        'packages/ledger/src/w.ts': 'export {};',
      }),
    ],
    [
      'tests, of one that asserts through its own function',
      checkTests,
      tests("const adds = (n) => { expect(n).toBe(1); };\nit('adds', () => { adds(1); });"),
    ],
    [
      'lockfile, of an optional dependency further out',
      checkLockfile,
      lockfile({
        'node_modules/a/node_modules/b': { integrity, optionalDependencies: { c: '1.0.0' } },
        'node_modules/c': { integrity },
      }),
    ],
    ['links', checkLinks, withFiles({ 'a.md': '[b](docs/b.md#c) [d](docs)', 'docs/b.md': '' })],
  ];

  it.each(wholesome)('lets pass what is right: %s', (_name, check, repository) => {
    const { examined, findings } = check(repository);
    expect(findings).toEqual([]);
    expect(examined).toBeGreaterThan(0);
  });
});

describe('the ring', () => {
  const ring = (text: string): Repository =>
    withFiles({
      'packages/sovereign/package.json': workspace('sovereign'),
      'packages/sovereign/src/ring/inside/ring-process.ts': "import { x } from './x.ts'; x();",
      'packages/sovereign/src/ring/inside/x.ts': text,
    });

  it.each([
    ["import { DatabaseSync } from 'node:sqlite'; export const x = DatabaseSync;", 'node:sqlite'],
    ["export { connect as x } from 'node:net';", 'node:net'],
    ["import { readFileSync } from 'node:fs'; export const x = readFileSync;", 'node:fs'],
    ["export const x = () => import('./later.ts');", 'import()'],
    ["export const x = () => process.getBuiltinModule('node:sqlite');", 'getBuiltinModule'],
    ["export { flushCompileCache as x } from 'node:module';", 'node:module'],
    ['export const x = (loader: Loader) => loader.registerHooks({});', 'registerHooks'],
    ["import { pino } from 'pino'; export const x = pino;", 'pino'],
    ["import { read } from '@tallystick/ledger'; export const x = read;", '@tallystick/ledger'],
  ])('does not load %s', (text, what) => {
    expect(checkRing(ring(text)).findings.join()).toContain(what);
  });

  it('may know types, and compute', () => {
    const text =
      "import type { Server } from 'node:net'; import { createHmac } from 'node:crypto'; " +
      'export const x = (_: Server) => createHmac;';
    expect(checkRing(ring(text)).findings).toEqual([]);
  });
});
