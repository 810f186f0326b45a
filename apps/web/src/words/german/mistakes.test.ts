import { check } from '@tallystick/rules';
import { expect, it } from 'vitest';
import { findingGerman, undecidedGerman } from './findings.ts';
import { mistakeGerman } from './mistakes.ts';

const FORCE = 'in force from 2028-01-01';
const ruleOf = (when: string): string =>
  `module KE version 1 ${FORCE}\nrule KE-1 "One" when ${when} then refuse\n`;

it('what the compiler finds wrong is said in German, each code in words of its own', () => {
  const texts = ['amount > 1.00 XQX', 'amount > 1', 'sender in XX', 'sender tier > 99', 'amount >'];
  const found = texts.flatMap((when) =>
    check(ruleOf(when), { currencies: [], lists: [], modules: [] }).mistakes.slice(0, 1),
  );
  const codes = found.map(({ code }) => code);
  expect(new Set(codes).size).toBe(texts.length);
  const said = codes.map(mistakeGerman);
  expect(new Set(said).size).toBe(texts.length);
  for (const text of said) expect(text).toMatch(/^[A-ZÄÖÜ„].*\.$/);
});

it('what a page does not know has no words, whatever it is called', () => {
  for (const code of ['', 'constructor', '__proto__', 'of-a-later-version']) {
    expect([mistakeGerman(code), findingGerman(code, 'KE-1')]).toEqual(['', '']);
    expect(undecidedGerman(code, 'KE-1')).toBe('');
  }
});

it('what could not be decided is not told as found', () => {
  for (const kind of ['never-applies', 'gap', 'newly-refused', 'closed-corridor']) {
    expect(undecidedGerman(kind, 'KE-1')).toContain('ließ sich nicht entscheiden');
  }
});
