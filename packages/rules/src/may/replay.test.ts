import { expect, test } from 'vitest';
import { checkTexts } from '../check/check-texts.ts';
import type { Decision } from '../decision.ts';
import type { Facts } from '../facts/facts.ts';
import { unknownFacts } from '../facts/needs.ts';
import { noObjection } from '../rulebook.ts';
import { replay, rulebookOf } from './replay.ts';

const EUR = new Uint8Array(32).fill(1);
const text = `module DE version 14 in force from 2027-07-10

rule DE-7 "Identity above 1000" source "FATF R.16"
  when amount >= 1000.00 EUR and crossborder and sender tier < 2
  then hold until identity tier 2

rule DE-8 "Cap"
  when sent in 30 days + amount > 9000.00 EUR
  then refuse

example 1500.00 EUR from DE to KE, sender tier 1, sent 0.00 in 30 days: held by DE-7
`;
const currencies = [{ code: 'EUR', id: EUR, decimals: 2 }];
const checked = checkTexts([{ name: 'de', text }], { currencies, settings: [] });
if (!checked.ok) throw new Error(JSON.stringify(checked.texts));
const { source, rulebook } = checked;

function facts(amount: bigint, change: Partial<Facts> = {}): Facts {
  return {
    ...unknownFacts(rulebook.needs, 1),
    currency: EUR,
    amount,
    sender: { country: 'DE', tier: 1 },
    receivers: [{ kind: 'party', country: 'KE', tier: 0, first: null }],
    online: true,
    time: Date.UTC(2027, 7, 1),
    sent: [{ hours: 720, amount: 0n }],
    ...change,
  };
}

const held: Decision = { outcome: 'hold', rule: 'DE-7', requirements: ['identity tier 2'] };

test('a decision that was told is found again, with its rule and what would have helped', () => {
  const found = replay(source, rulebook, facts(150_000n), held);
  expect(found).toMatchObject({ verdict: 'same', decision: held });
  expect(found.clauses).toMatchObject([
    { code: 'DE-7', module: 'DE', version: 14, source: 'FATF R.16' },
  ]);
  expect(found.conditions.map(({ words }) => words)).toContain(
    'the sender’s identity tier is at least 2',
  );
});

test.each<[string, Facts, Decision]>([
  ['another outcome', facts(150_000n), { ...held, outcome: 'refuse' }],
  ['another rule', facts(150_000n), { ...held, rule: 'DE-8' }],
  ['other requirements', facts(150_000n), { ...held, requirements: [] }],
  ['other facts', facts(50_000n), held],
  [
    'a yes where a rule objects',
    facts(150_000n),
    { outcome: 'no-objection', rule: null, requirements: [] },
  ],
  [
    'a silent hold where a public rule objects',
    facts(150_000n),
    { outcome: 'hold', rule: null, requirements: [] },
  ],
])('%s is found to differ', (_, about, told) => {
  expect(replay(source, rulebook, about, told).verdict).toBe('differs');
});

test('a hold that nobody explains is not said to be replayed', () => {
  const told: Decision = { outcome: 'hold', rule: null, requirements: [] };
  expect(replay(source, rulebook, facts(50_000n), told)).toMatchObject({
    verdict: 'unexplained',
    clauses: [],
    conditions: [],
  });
});

test('a rulebook is the one that was named, or none', () => {
  expect(rulebookOf(source, rulebook.hash)?.hash).toEqual(rulebook.hash);
  expect(rulebookOf({ ...source, modules: [] }, rulebook.hash)).toBeUndefined();
  expect(rulebookOf(source, noObjection.hash)).toBe(noObjection);
});
