import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { MISTAKE_CODES } from '../mistake/mistake.ts';
import { parse } from '../parse/parse.ts';
import { KEYWORDS } from '../parse/syntax-mistakes.ts';
import { print } from '../print/print.ts';
import { COMPARISONS, type List, type Module } from '../tree/index.ts';
import { check } from './check.ts';

const PAGE = readFileSync(
  join(import.meta.dirname, '../../../../docs/authors/rule-language.md'),
  'utf8',
);
const GRAMMAR = readFileSync(join(import.meta.dirname, '../grammar/rules.grammar'), 'utf8');
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

  test('names every word of the grammar, and no other', () => {
    const keywords = new Set([...GRAMMAR.matchAll(/kw<"(\w+)">/g)].map(([, word]) => word));
    const start = PAGE.indexOf('## All words');
    const table = PAGE.slice(start, PAGE.indexOf('## Mistakes', start));
    const listed = new Set([...table.matchAll(/`([a-z]+)`/g)].map(([, word]) => word));
    expect(keywords.size).toBeGreaterThan(50);
    expect(listed).toEqual(keywords);
    expect(new Set(KEYWORDS)).toEqual(keywords);
  });

  test('shows every word and sign of the language at work', () => {
    const rest = PAGE.slice(0, PAGE.indexOf('## All words'));
    const shown = [...rest.matchAll(/```rules\n([^]*?)```|`([^`\n]+)`/g)]
      .map(([, text, words]) => text ?? words)
      .join('\n');
    const missing = KEYWORDS.filter((word) => !new RegExp(`\\b${word}\\b`).test(shown));
    expect(missing).toEqual([]);
    expect(COMPARISONS.filter((sign) => !shown.includes(sign))).toEqual([]);
  });
});
