import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Scope, SCOPE_WORDS, formatScope, parseMatter, parseScope } from '../index.ts';
import { matters } from '../testing/governance-arbitraries.ts';

const ANY: readonly Scope[] = [
  { kind: 'module', owner: null },
  { kind: 'list', name: null },
];

it('a scope is read as it was written', () => {
  const scopes = fc.oneof(matters, fc.constantFrom(...ANY));
  fc.assert(
    fc.property(scopes, matters, (scope, matter) => {
      expect(parseScope(formatScope(scope))).toEqual(scope);
      expect(parseMatter(formatScope(matter))).toEqual(matter);
    }),
  );
  expect(new Set(SCOPE_WORDS.map((word) => parseScope(word)?.kind)).size).toBe(10);
});

it('any module or list is no matter', () => {
  for (const scope of ANY) expect(parseMatter(formatScope(scope))).toBeUndefined();
});

it.each(['', 'module', 'module GLOBAL', 'module de', 'list ', 'list A B', 'toString', 'Global'])(
  '%j names nothing',
  (text) => {
    expect(parseScope(text)).toBeUndefined();
    expect(parseMatter(text)).toBeUndefined();
  },
);
