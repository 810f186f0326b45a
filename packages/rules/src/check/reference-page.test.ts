import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { MISTAKE_CODES } from '../mistake/mistake.ts';
import { parse } from '../parse/parse.ts';
import { print } from '../print/print.ts';
import type { List, Module } from '../tree/index.ts';
import { check } from './check.ts';

const PAGE = readFileSync(
  join(import.meta.dirname, '../../../../docs/authors/rule-language.md'),
  'utf8',
);
const TEXTS = [...PAGE.matchAll(/^```rules\n([^]*?)^```/gm)].map(([, text]) => text as string);
const TREES = TEXTS.map((text) => parse(text).tree as Module | List);
const SURROUNDINGS = {
  currencies: [{ code: 'HRB', id: new Uint8Array(32).fill(1), decimals: 2 }],
  lists: TREES.filter((tree) => tree.kind === 'list'),
  modules: TREES.filter((tree) => tree.kind === 'module'),
};

describe('docs/authors/rule-language.md', () => {
  test.each(TEXTS)('a text of it is right: %s', (text) => {
    const { tree, mistakes } = check(text, SURROUNDINGS);
    expect(mistakes).toEqual([]);
    expect(parse(print(tree!)).tree).toEqual(tree);
  });

  test('all of them together are a rulebook', () => {
    expect(TEXTS.length).toBeGreaterThan(5);
    expect(compile({ ...SURROUNDINGS, settings: [] })).toMatchObject({ ok: true });
  });

  test('explains every kind of mistake, and no other', () => {
    const table = PAGE.slice(PAGE.indexOf('| code | what is wrong |'));
    const rows = [...table.matchAll(/^\| (`.*?) \|/gm)].map(([, cell]) => cell as string);
    const codes = rows.flatMap((cell) => cell.replaceAll('`', '').split(', '));
    expect(codes.toSorted()).toEqual([...MISTAKE_CODES].toSorted());
  });
});
