import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { Facts } from '../facts/facts.ts';
import { unknownFacts } from '../facts/needs.ts';
import { parse } from '../parse/parse.ts';
import { SURROUNDINGS } from '../testing/surroundings.ts';
import type { Module } from '../tree/index.ts';
import type { Decision } from '../decision.ts';

const HOUR = 3_600_000;
/** 2027-01-02, while the lists are fresh. */
const NOW = 1_798_848_000_000;

function decide(rules: string, change: Partial<Facts> = {}): Decision {
  const { tree } = parse(`module global version 1 in force from 2027-01-01\n${rules}`);
  const result = compile({ ...SURROUNDINGS, modules: [tree as Module], settings: [] });
  if (!result.ok) throw new Error(result.mistakes[0]?.message);
  const { rulebook } = result;
  return rulebook.decide({
    ...unknownFacts(rulebook.needs, 1),
    currency: new Uint8Array(32).fill(1),
    amount: 500n,
    sender: { country: 'KE', tier: 1 },
    receivers: [{ kind: 'party', country: 'DE', tier: 1, first: null }],
    online: true,
    time: NOW,
    sent: [],
    ...change,
  });
}

const WATCHED = 'confidential rule GLOBAL-1 "Watched" when sender in SECRET then hold';
const OTHER = 'confidential rule GLOBAL-2 "Other" when amount > 1.00 HRB then hold';
const onSecret = (sender: boolean | null): Partial<Facts> => ({
  lists: [{ list: 'SECRET', sender, receivers: [false] }],
});

describe('a confidential hold', () => {
  test('looks the same, whichever rule it is, and whether it fired or misses a fact', () => {
    const unexplained = { outcome: 'hold', rule: null, requirements: [] };
    expect(decide(WATCHED, onSecret(true))).toEqual(unexplained);
    expect(decide(WATCHED, onSecret(null))).toEqual(unexplained);
    expect(decide(OTHER)).toEqual(unexplained);
    expect(decide(WATCHED, onSecret(false)).outcome).toBe('no-objection');
  });

  test('is not seen behind a public one', () => {
    const open = 'rule GLOBAL-3 "Second factor" when online then hold until second factor';
    const both = `${WATCHED}\n${open}`;
    expect(decide(both, onSecret(true))).toEqual(decide(both, onSecret(false)));
    expect(decide(both, onSecret(true)).rule).toBe('GLOBAL-3');
  });

  test('comes from a list that is not fresh, too', () => {
    const stale = { ...onSecret(false), time: NOW + 48 * HOUR };
    expect(decide(WATCHED, stale)).toMatchObject({ outcome: 'hold', rule: null });
  });
});

describe('a hold', () => {
  const rules = `
    rule GLOBAL-1 "One" when online then hold until identity tier 2 and document "invoice"
    rule GLOBAL-2 "Two" when online then hold until identity tier 3 and waiting 24 hours
    rule GLOBAL-3 "Three" when online then hold until waiting 2 days and second factor`;

  test('tells all that is required, each once and at its most', () => {
    expect(decide(rules)).toEqual({
      outcome: 'hold',
      rule: 'GLOBAL-1',
      requirements: ['identity tier 3', 'second factor', 'document "invoice"', 'waiting 2 days'],
    });
  });

  test('ends for each rule when what that rule requires is given', () => {
    const given = { documents: ['invoice'], sender: { country: 'KE', tier: 2 } };
    expect(decide(rules, given)).toMatchObject({ rule: 'GLOBAL-2' });
    const all = { sender: { country: 'KE', tier: 3 }, secondFactor: true, waitedMs: 48 * HOUR };
    expect(decide(rules, { ...given, ...all }).outcome).toBe('no-objection');
    expect(decide(rules, { ...given, ...all, waitedMs: 48 * HOUR - 1 }).rule).toBe('GLOBAL-3');
  });
});

describe('an exemption', () => {
  const rules = `
    rule GLOBAL-1 "Cap" when amount > 1.00 HRB then refuse
    rule GLOBAL-2 "Factor" when online then hold until second factor`;

  test('lifts the rule that it names, whether it refuses or holds, and no other', () => {
    expect(decide(rules)).toMatchObject({ outcome: 'refuse', rule: 'GLOBAL-1' });
    expect(decide(rules, { exempt: ['GLOBAL-1'] })).toMatchObject({ rule: 'GLOBAL-2' });
    expect(decide(rules, { exempt: ['GLOBAL-2'] })).toMatchObject({ rule: 'GLOBAL-1' });
    expect(decide(rules, { exempt: ['GLOBAL-1', 'GLOBAL-2'] }).outcome).toBe('no-objection');
    expect(decide(rules, { exempt: ['GLOBAL'] })).toMatchObject({ rule: 'GLOBAL-1' });
  });

  test('lifts nothing that is confidential', () => {
    expect(decide(OTHER, { exempt: ['GLOBAL-2'] })).toMatchObject({ outcome: 'hold', rule: null });
  });
});

describe('a missing fact', () => {
  const cap = 'rule GLOBAL-1 "Cap" when sent in 24 hours + amount > 9.00 HRB then refuse';

  test('holds where it would refuse, and only until it is known', () => {
    expect(decide(cap)).toEqual({ outcome: 'hold', rule: 'missing-fact', requirements: [] });
    expect(decide(cap, { sent: [{ hours: 24, amount: 400n }] }).outcome).toBe('no-objection');
    expect(decide(cap, { sent: [{ hours: 24, amount: 401n }] }).outcome).toBe('refuse');
  });

  test('does not except, and does not matter where another part decides', () => {
    const except = (
      when: string,
    ): string => `${cap.replace('sent in 24 hours + ', '').replace('9', '1')}
      exception to GLOBAL-1 "E" when ${when} then no objection`;
    expect(decide(except('second factor')).outcome).toBe('refuse');
    expect(decide(except('second factor or online')).outcome).toBe('no-objection');
    expect(decide(except('second factor and offline')).outcome).toBe('refuse');
  });
});

test('bounds are decided for the worst of them: any country, any tier from the lowest', () => {
  const rules = `
    rule GLOBAL-1 "Not there" when destination = FR then refuse
    rule GLOBAL-2 "Too good" when receiver tier >= 7 and destination = UG then hold`;
  const bounds = (countries: string[], minTier: number): string =>
    decide(rules, { receivers: [{ kind: 'bounds', countries, minTier }] }).outcome;
  expect(bounds(['KE', 'DE'], 0)).toBe('no-objection');
  expect(bounds(['KE', 'UG'], 0)).toBe('hold');
  expect(bounds(['KE', 'FR'], 15)).toBe('refuse');
  expect(bounds([], 15)).toBe('refuse');
});
