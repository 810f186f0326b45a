import { type Matter, encodeStructured } from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { RulebookSource } from '../compile/source.ts';
import { unknownFacts } from '../facts/needs.ts';
import { parse } from '../parse/parse.ts';
import type { Module } from '../tree/index.ts';
import { shadowSource } from './shadow-source.ts';

const EUR = { code: 'EUR', id: new Uint8Array(32).fill(1), decimals: 2 };
const JUNE = Date.UTC(2027, 5);
const utf8 = new TextEncoder();
const { tree } = parse(`module DE version 1 in force from 2027-01-01
  parameter CAP "Cap" is 10.00 EUR between 1.00 EUR and 100.00 EUR
  rule DE-1 "Cap" when amount > CAP then refuse`);
const source: RulebookSource = {
  modules: [tree as Module],
  lists: [],
  settings: [],
  currencies: [EUR],
};
const MODULE: Matter = { kind: 'module', owner: 'DE' };
/** In force in autumn, by what it says. */
const NEXT = utf8.encode(`module DE version 2 in force from 2027-10-01 until 2027-11-01
  rule DE-2 "Less" when amount > 5.00 EUR then refuse`);

function ruleFor(rulebook: RulebookSource | undefined, amount: bigint, time: number): unknown {
  if (rulebook === undefined) return 'none';
  const compiled = compile(rulebook);
  if (!compiled.ok) throw new Error(compiled.mistakes[0]?.message);
  const { rulebook: built } = compiled;
  return built.decide({
    ...unknownFacts(built.needs, 1),
    currency: EUR.id,
    amount,
    sender: { country: 'DE', tier: 0 },
    receivers: [{ kind: 'party', country: 'DE', tier: 0, first: null }],
    online: true,
    time,
    sent: [],
  }).rule;
}

describe('a rulebook with a proposal in force', () => {
  test('has its rules at once, and those of before no more', () => {
    const after = shadowSource(source, MODULE, NEXT, JUNE);
    expect(ruleFor(source, 600n, JUNE)).toBeNull();
    expect(ruleFor(after, 600n, JUNE)).toBe('DE-2');
    expect(ruleFor(after, 600n, JUNE - 1)).toBeNull();
    expect(ruleFor(after, 1100n, JUNE - 1)).toBe('DE-1');
  });

  test('has its settings at once', () => {
    const content = encodeStructured('settings', [
      { module: 'DE', parameter: 'CAP', value: '2.00 EUR' },
    ]);
    const after = shadowSource(source, { kind: 'settings' }, content, JUNE);
    expect(ruleFor(after, 300n, JUNE)).toBe('DE-1');
    expect(ruleFor(source, 300n, JUNE)).toBeNull();
  });

  test('has its countries at once; a list of parties would need facts that nobody gathered', () => {
    const listOf = (of: string, entry: string): Uint8Array =>
      utf8.encode(
        `list FAR of ${of} version 1 in force from 2027-10-01 fresh for 9 days: ${entry}`,
      );
    const matter: Matter = { kind: 'list', name: 'FAR' };
    const after = shadowSource(source, matter, listOf('countries', 'KE'), JUNE);
    expect(after?.lists).toMatchObject([{ name: 'FAR', force: { from: JUNE, until: null } }]);
    const parties = listOf('parties', `"${'a'.repeat(64)}"`);
    expect(shadowSource(source, matter, parties, JUNE)).toBeUndefined();
  });

  test('is none where it proposes something else, or cannot be read', () => {
    const settings: Matter = { kind: 'settings' };
    expect(shadowSource(source, { kind: 'governance' }, NEXT, JUNE)).toBeUndefined();
    expect(shadowSource(source, MODULE, Uint8Array.of(0xff, 0), JUNE)).toBeUndefined();
    expect(shadowSource(source, settings, NEXT, JUNE)).toBeUndefined();
    const odd = encodeStructured('settings', [{ module: 'DE', parameter: 'CAP', value: '?' }]);
    expect(shadowSource(source, settings, odd, JUNE)).toBeUndefined();
  });
});
