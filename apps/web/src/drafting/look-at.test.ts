import type { RulebookSource } from '@tallystick/rules';
import { expect, it } from 'vitest';
import { knownOf, lookAt } from './look-at.ts';

const SOURCE: RulebookSource = {
  modules: [],
  lists: [],
  settings: [],
  currencies: [{ code: 'HRB', id: new Uint8Array(32).fill(1), decimals: 2 }],
};
const GROUND = { source: SOURCE, time: 0 };
const HEAD = 'module KE version 1 in force from 2028-01-01\n\n';
const RULE = `${HEAD}rule KE-1 "Large"
  when amount > 100.00 HRB
  then refuse

example 100.00 HRB from KE to DE: allowed
example 100.01 HRB from KE to DE: allowed
`;

it('runs the examples of a text, and says of each how it comes out, and where it stands', () => {
  const { examples, mistakes, head, rules } = lookAt(RULE, GROUND);
  expect(examples.map(({ line, isGood }) => [line, isGood])).toEqual([
    [7, true],
    [8, false],
  ]);
  expect(examples[1]?.instead).toContain('refused by KE-1');
  const [wrong] = examples;
  expect(RULE.slice(wrong?.from, wrong?.to)).toBe('example 100.00 HRB from KE to DE: allowed');
  expect(mistakes.map(({ code, correction }) => [code, correction])).toEqual([
    ['example-fails', 'refused by KE-1'],
  ]);
  expect(head).toMatchObject({ kind: 'module', name: 'KE', version: 1, until: null });
  expect(rules).toEqual([{ code: 'KE-1', title: 'Large' }]);
});

it('tells mistakes at their places with their corrections, and runs no example then', () => {
  const text = RULE.replace('100.00 HRB\n', '100.00 HRX\n');
  const { mistakes, examples } = lookAt(text, GROUND);
  const [mistake] = mistakes;
  expect(text.slice(mistake?.from, mistake?.to)).toContain('HRX');
  expect(mistake?.correction).toBe('HRB');
  expect(examples).toEqual([]);
});

it('looks at any text', () => {
  for (const text of ['', '"', 'module', '\u0000', 'rule '.repeat(500)]) {
    expect(lookAt(text, GROUND).mistakes.length).toBeGreaterThan(0);
  }
  expect(knownOf({ source: SOURCE }).currencies[0]).toBe('HRB');
});
