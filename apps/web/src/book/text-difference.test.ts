import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceOf } from './text-difference.ts';

const shown = (older: string, newer: string): string =>
  differenceOf(older, newer)
    .map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`)
    .join('|');

it('shows what came and what went, line by line', () => {
  expect(shown('a\nb\nc\n', 'a\nx\nc\n')).toBe(' a|-b|+x| c');
  expect(shown('', 'a\n')).toBe('+a');
  expect(shown('a\n', '')).toBe('-a');
  expect(shown('a\na\n', 'a\n')).toBe(' a|-a');
});

const lines = fc.array(fc.constantFrom('', 'when', 'then', 'rule'), { maxLength: 12 });

it('loses nothing of either text', () => {
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      const found = differenceOf(
        a.map((line) => `${line}\n`).join(''),
        b.map((line) => `${line}\n`).join(''),
      );
      const side = (kind: string): string[] =>
        found.filter((line) => line.kind !== kind).map(({ text }) => text);
      expect(side('added')).toEqual(a);
      expect(side('removed')).toEqual(b);
    }),
  );
});

it('puts texts that are too long to compare one after the other', () => {
  const long = Array.from({ length: 2100 }, (_, line) => `line ${line}\n`).join('');
  const found = differenceOf(long, long);
  expect(found.length).toBe(4200);
});
