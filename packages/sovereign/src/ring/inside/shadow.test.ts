import {
  type Decision,
  type Facts,
  type Label,
  Labelled,
  NO_OBJECTION,
  type Rulebook,
  checkTexts,
  encodeSource,
  noObjection,
  unknownFacts,
} from '@tallystick/rules';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  SHADOW_FACTS,
  SHADOW_LEAST,
  SHADOW_STEP,
  type Shadow,
  type ShadowCell,
  isShadow,
} from '../shadow-message.ts';
import { RecentFacts } from './recent-facts.ts';
import { shadowOf } from './shadow.ts';

const LEDGER: Label = { confidentiality: 1, integrity: 1 };
const PUBLIC: Label = { confidentiality: 0, integrity: 1 };
const EUR = { code: 'EUR', id: new Uint8Array(32).fill(1), decimals: 2 };
const AT = Date.UTC(2027, 5);
const TIGHTER = `module KE version 2 in force from 2027-01-01
  rule KE-1 "Cap" when amount > 3.00 EUR then refuse
  rule KE-2 "Identity" when amount > 2.00 EUR and sender tier < 2 then hold until identity tier 2
  confidential rule KE-3 "Hidden" when amount > 1.00 EUR then hold`;

function factsOf(amount: bigint): Facts {
  return {
    ...unknownFacts(noObjection.needs, 1),
    currency: EUR.id.slice(),
    amount,
    sender: { country: 'KE', tier: 0 },
    receivers: [{ kind: 'party', country: 'KE', tier: 0, first: null }],
    online: true,
    time: 0, // before any rule was in force
    sent: [],
  };
}

function shadow(
  amounts: readonly bigint[],
  decide: Rulebook['decide'] = () => NO_OBJECTION,
  label: Label = LEDGER,
): Shadow | undefined {
  const checked = checkTexts([{ name: 'KE', text: TIGHTER }], { currencies: [EUR], settings: [] });
  if (!checked.ok) throw new Error(JSON.stringify(checked.texts));
  const recent = new RecentFacts();
  recent.add(amounts.map(factsOf), label);
  const inForce = new Labelled({ ...noObjection, decide }, PUBLIC);
  const asked = { rulebook: noObjection.hash, source: encodeSource(checked.source), at: AT };
  return shadowOf(asked, PUBLIC, inForce, recent.facts);
}

const many = (count: number, amount: bigint): bigint[] =>
  Array.from({ length: count }, () => amount);

test('what would be refused, held and allowed is counted by rule, in steps, and small cells are not', () => {
  const all = [...many(12, 400n), ...many(9, 250n), ...many(30, 50n)];
  expect(shadow(all)).toEqual({
    payments: 50,
    cells: [
      { change: 'newly-refused', rule: 'KE-1', count: 10 },
      { change: 'newly-held', rule: 'KE-2', count: 5 },
    ],
  });
  expect(shadow([...many(4, 400n), ...many(30, 50n)])?.cells).toEqual([]);
  const refusing: Decision = { outcome: 'refuse', rule: 'OLD-1', requirements: [] };
  expect(shadow([...many(20, 50n), ...many(5, 250n)], () => refusing)?.cells).toEqual([
    { change: 'newly-allowed', rule: 'OLD-1', count: 20 },
    { change: 'newly-held', rule: 'KE-2', count: 5 },
  ]);
});

test('nothing is told of fewer than twenty, and nothing of rules without a public code', () => {
  expect(shadow(many(SHADOW_LEAST - 1, 400n))).toEqual({ payments: 0, cells: [] });
  expect(shadow(many(SHADOW_LEAST, 400n))?.cells).toHaveLength(1);
  expect(shadow(many(40, 150n))).toEqual({ payments: 40, cells: [] });
  const unexplained: Decision = { outcome: 'hold', rule: null, requirements: [] };
  expect(shadow(many(40, 50n), () => unexplained)?.cells).toEqual([]);
});

test('whatever was decided, no cell is small, none shows a single payment, all together fit', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(0n, 500n), { maxLength: 80 }), (amounts) => {
      const told = shadow(amounts);
      if (told === undefined) throw new Error('nothing');
      expect(isShadow(told)).toBe(true);
      const sum = told.cells.reduce((all, { count }) => all + count, 0);
      expect(sum).toBeLessThanOrEqual(amounts.length);
      expect(told.payments).toBeLessThanOrEqual(amounts.length);
      const refused = amounts.filter((amount) => amount > 300n).length;
      const cell = told.cells.find(({ rule }) => rule === 'KE-1')?.count ?? 0;
      if (told.payments > 0) expect(cell).toBe(refused - (refused % SHADOW_STEP));
    }),
  );
});

test('a ring remembers so many, the newest, and no message that they came in', () => {
  const recent = new RecentFacts();
  const message = new Uint8Array(64);
  recent.add([{ ...factsOf(1n), currency: message.subarray(0, 32) }], LEDGER);
  message.fill(9);
  recent.add(many(SHADOW_FACTS - 1, 50n).map(factsOf), LEDGER);
  expect(held(recent).map(({ currency }) => currency[0])).not.toContain(9);
  recent.add([...many(SHADOW_FACTS, 400n), ...many(7, 250n)].map(factsOf), LEDGER);
  const amounts = held(recent).map(({ amount }) => amount);
  expect(amounts).toHaveLength(SHADOW_FACTS);
  expect(amounts.filter((amount) => amount === 250n)).toHaveLength(7);
  expect(amounts).not.toContain(50n);
});

/** What is in it, seen as a rulebook would. */
function held(recent: RecentFacts): Facts[] {
  const seen: Facts[] = [];
  const seeing: Rulebook = {
    ...noObjection,
    decide(facts) {
      seen.push(facts);
      return NO_OBJECTION;
    },
  };
  const source = encodeSource({ modules: [], lists: [], settings: [], currencies: [EUR] });
  const asked = { rulebook: noObjection.hash, source, at: AT };
  shadowOf(asked, PUBLIC, new Labelled(seeing, PUBLIC), recent.facts);
  return seen;
}

test('what nobody vouches for, what does not compile and what fails tells nothing', () => {
  expect(shadow(many(30, 400n), undefined, { confidentiality: 0, integrity: 0 })).toBeUndefined();
  const fails = (): never => {
    throw new Error('a fault');
  };
  expect(shadow(many(30, 400n), fails)).toBeUndefined();
  const asked = { rulebook: noObjection.hash, source: Uint8Array.of(1), at: AT };
  const recent = new RecentFacts();
  expect(shadowOf(asked, PUBLIC, new Labelled(noObjection, PUBLIC), recent.facts)).toBeUndefined();
});

test.each<[string, number, Partial<ShadowCell>[]]>([
  ['a small cell', 20, [{ count: 4 }]],
  ['a cell beside the steps', 20, [{ count: 7 }]],
  ['more than there were', 20, [{ count: 25 }]],
  ['too few payments', 15, []],
  ['a cell of none', 0, [{}]],
  ['a number beside the steps', 21, []],
  ['a text that is no code', 20, [{ rule: 'a\u0007' }]],
  ['a change that is none', 20, [{ change: 'other' as never }]],
])('%s does not leave', (_, payments, changes) => {
  const cell: ShadowCell = { change: 'newly-held', rule: 'KE-1', count: 5 };
  expect(isShadow({ payments: 20, cells: [cell] })).toBe(true);
  expect(isShadow({ payments, cells: changes.map((one) => ({ ...cell, ...one })) })).toBe(false);
});
