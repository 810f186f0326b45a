import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTexts } from '../check/check-texts.ts';
import { CompiledRulebook } from '../compile/compiled-rulebook.ts';
import { withPlaceholders } from '../compile/placeholder-currencies.ts';
import type { Facts } from '../facts/facts.ts';
import { facts as anyFacts, source as anySource } from '../testing/rulebooks.ts';
import { isConditionSo } from '../testing/conditions.ts';
import type { CodedCondition } from './coded.ts';
import { may, type MayAnswer } from './may.ts';
import { readMayQuery } from './query.ts';

const FORCE = 'in force from 2027-01-01';
const TIME = Date.UTC(2027, 5, 1);

function ask(texts: readonly string[], typed: Partial<Record<string, string>> = {}): MayAnswer {
  const currencies = withPlaceholders([], ['EUR', 'KES']);
  const named = texts.map((text, i) => ({ name: String(i), text }));
  const checked = checkTexts(named, { currencies, settings: [] });
  if (!checked.ok) throw new Error(JSON.stringify(checked.texts.map(({ mistakes }) => mistakes)));
  const { tier = '1', ...rest } = typed;
  const all = { amount: '500', currency: 'EUR', from: 'DE', to: 'KE', tier, ...rest };
  const read = readMayQuery(all, currencies, TIME);
  if (!read.ok) throw new Error(read.message);
  return may(checked.source, checked.rulebook, read.query);
}

function rule(when: string, action: string, head = 'rule DE-1 "A rule"'): string {
  return `module DE version 1 ${FORCE}\n${head} when ${when} then ${action}`;
}

/** What the rule says, the answer, and its conditions. */
type Case = readonly [when: string, action: string, answer: MayAnswer['answer'], if_: string[]];

const CASES: readonly Case[] = [
  ['amount > 500.00 EUR', 'refuse', 'yes', []],
  ['amount >= 500.00 EUR', 'refuse', 'no', []],
  [
    'sender tier < 2',
    'hold until identity tier 2',
    'yes-if',
    ['sender’s identity tier is at least 2'],
  ],
  ['crossborder', 'hold until second factor', 'yes-if', ['a second factor is given']],
  ['crossborder', 'hold until document "invoice"', 'yes-if', ['the document “invoice” is given']],
  ['crossborder', 'hold until waiting 36 hours', 'yes-if', ['the payment has waited for 36 hours']],
  [
    'crossborder',
    'hold until receiver tier 3',
    'yes-if',
    ['receiver’s identity tier is at least 3'],
  ],
  [
    'sent in 30 days + amount > 3000.00 EUR',
    'refuse',
    'yes-if',
    ['at most 2500.00 EUR in 30 days'],
  ],
  ['payments in 24 hours >= 5', 'hold', 'yes-if', ['at most 4 payments in 1 days']],
  ['payees in 3 hours < 2', 'hold', 'yes-if', ['at least 2 different payees in 3 hours']],
  ['first payment to payee', 'hold', 'yes-if', ['this is not the first payment to this payee']],
  ['not first payment to payee', 'refuse', 'yes-if', ['this is the first payment to this payee']],
  ['purpose != SALA', 'refuse', 'yes-if', ['the purpose is SALA']],
  ['purpose = GAMB', 'refuse', 'yes-if', ['the purpose is none that the rules name']],
  ['amount > 9000.00 KES', 'refuse', 'yes-if', ['500.00 EUR is at most 9000.00 KES']],
  ['indicator CPI > 110', 'hold', 'yes-if', ['the indicator CPI stands at at most 110']],
  ['payments in 24 hours = 0', 'hold', 'yes-if', ['at least 1 payments']],
  ['receiver tier >= 3', 'refuse', 'yes-if', ['receiver’s identity tier is at most 2']],
  ['sent in 30 days = 7.00 EUR', 'hold', 'yes-if', ['at most 6.99 EUR in 30 days']],
  ['payments in 24 hours = 77', 'hold', 'yes-if', ['at most 76 payments']],
  ['always', 'hold', 'no', []],
];

describe('one rule', () => {
  test.each(CASES)('%s: %s is %s', (when, action, answer, conditions) => {
    const found = ask([rule(when, action)]);
    expect(found.answer).toBe(answer);
    expect(found.conditions.length).toBe(conditions.length);
    for (const [i, words] of conditions.entries()) {
      expect(found.conditions[i]).toMatchObject({
        words: expect.stringContaining(words) as string,
      });
      expect(found.conditions[i]?.rule).toBe('DE-1');
    }
    expect(found.rules.map(({ code }) => code)).toEqual(answer === 'yes' ? [] : ['DE-1']);
  });
});

/** What the rule says, and what the first condition of the answer is to programs. */
const CODED: readonly (readonly [when: string, action: string, coded: CodedCondition])[] = [
  [
    'sent in 30 days + amount > 3000.00 EUR',
    'refuse',
    {
      code: 'sent',
      data: {
        currency: 'EUR',
        window: { count: 30, unit: 'days' },
        atLeast: null,
        atMost: '2500.00',
      },
    },
  ],
  [
    'payees in 3 hours < 2',
    'hold',
    {
      code: 'payees',
      data: { window: { count: 3, unit: 'hours' }, atLeast: '2', atMost: null },
    },
  ],
  [
    'amount > 9000.00 KES',
    'refuse',
    {
      code: 'rate',
      data: { amount: '500.00', currency: 'EUR', in: 'KES', atLeast: null, atMost: '9000.00' },
    },
  ],
  [
    'indicator CPI > 110',
    'hold',
    { code: 'indicator', data: { name: 'CPI', atLeast: null, atMost: '110' } },
  ],
  ['purpose = GAMB', 'refuse', { code: 'purpose', data: { purpose: null } }],
  ['purpose != SALA', 'refuse', { code: 'purpose', data: { purpose: 'SALA' } }],
  ['crossborder', 'hold until second factor', { code: 'second-factor', data: { given: true } }],
  ['first payment to payee', 'hold', { code: 'first-payment', data: { first: false } }],
  ['crossborder', 'hold until document "invoice"', { code: 'document', data: { name: 'invoice' } }],
  [
    'crossborder',
    'hold until waiting 36 hours',
    { code: 'waited', data: { window: { count: 36, unit: 'hours' } } },
  ],
];

test.each(CODED)('%s, then %s, has a code with data that JSON carries', (when, action, coded) => {
  const [condition] = ask([rule(when, action)]).conditions;
  expect(JSON.parse(JSON.stringify(condition))).toMatchObject(coded);
});

test('an exception that could lift a refusal is a condition', () => {
  const text = `${rule('always', 'refuse')}
exception to DE-1 "Wages" when purpose = SALA and sent in 30 days = 0.00 EUR then no objection`;
  const { answer, conditions } = ask([text]);
  expect(answer).toBe('yes-if');
  expect(conditions.map(({ words }) => words)).toEqual([
    'the purpose is SALA',
    'the sender has sent at most 0.00 EUR in 30 days before this payment',
  ]);
});

test('a condition names its rule also where that depends on more than one unknown fact', () => {
  const when = 'sender tier < 2 and sent in 30 days + amount > 300.00 EUR';
  const { conditions } = ask([rule(when, 'hold until identity tier 2')]);
  expect(conditions).toEqual([
    {
      code: 'tier',
      data: { of: 'sender', atLeast: '2', atMost: null },
      words: 'the sender’s identity tier is at least 2',
      rule: 'DE-1',
    },
  ]);
});

test('a confidential list is never named', () => {
  const list = `confidential list SECRET of parties version 1 ${FORCE} fresh for 999 days: withheld`;
  const hold = rule('receiver in SECRET', 'hold', 'confidential rule DE-1 "Hush"');
  const found = ask([list, hold]);
  expect(found.answer).toBe('yes-if');
  expect(found.rules).toEqual([]);
  expect(found.conditions[0]).toMatchObject({ code: 'confidential', data: {} });
  expect(JSON.stringify(found)).not.toContain('SECRET');
});

test('a rule is in force since it first stood so, without a gap', () => {
  const versions = [
    ['2026-01-01', '1.00'],
    ['2026-06-01', '2.00'],
    ['2027-01-01', '2.00'],
  ].map(
    ([from, amount], i) =>
      `module DE version ${i + 1} in force from ${from}\nrule DE-1 "Cap" when amount > ${amount} EUR then refuse`,
  );
  const [clause] = ask(versions).rules;
  expect(clause).toMatchObject({ version: 3, since: Date.UTC(2026, 5, 1), module: 'DE' });
});

test.each([
  [{ amount: '5,00' }, 'written in digits'],
  [{ amount: '0' }, 'above 0'],
  [{ amount: '9'.repeat(99) }, 'written in digits'],
  [{ currency: 'EURO' }, 'no currency “EURO”. Type EUR if'],
  [{ currency: 'eur' }, 'Type EUR if'],
  [{ currency: '€' }, 'Type EUR if'],
  [{ currency: 'Dollars' }, 'Type USD if'],
  [{ currency: 'nothing like it' }, 'three capitals of ISO 4217, such as EUR.'],
  [{ from: 'Germany' }, 'two capitals'],
  [{ tier: '16' }, '0 to 15'],
  [{ tier: '-1' }, '0 to 15'],
])('%j is not understood', (typed, message) => {
  const all = { amount: '5', currency: 'EUR', from: 'DE', to: 'KE', tier: '0', ...typed };
  const read = readMayQuery(all, [], TIME);
  expect(read.ok ? '' : read.message).toContain(message);
});

describe('over random rulebooks', () => {
  const asked = fc.record({ source: anySource, facts: anyFacts, tier: fc.nat({ max: 5 }) });

  /** The same payment with everything that the query did not say. */
  function payment(facts: Facts, tier: number): Facts {
    const { sender, receivers } = facts;
    const party = receivers.find(({ kind }) => kind === 'party') ?? receivers[0];
    const country = party?.kind === 'party' ? party.country : 'KE';
    const first = party?.kind === 'party' ? party.first : null;
    return {
      ...facts,
      amount: facts.amount + 1n,
      sender: { ...sender, tier },
      receivers: [{ kind: 'party', country, tier, first }],
      lists: facts.lists.map((one) => ({ ...one, receivers: one.receivers.slice(0, 1) })),
      online: true,
    };
  }

  /** Whether a payment meets all conditions of an answer. */
  function isSo({ conditions }: MayAnswer, facts: Facts): boolean {
    return conditions.every(({ words }) => isConditionSo(words, { facts, decimals: 2 }));
  }

  test('yes and no hold, and so does yes if where its conditions are met, whatever else is so', () => {
    let yes = 0;
    let met = 0;
    fc.assert(
      fc.property(asked, ({ source, facts, tier }) => {
        const rulebook = new CompiledRulebook(source);
        const full = payment(facts, tier);
        const currency = source.currencies.find(({ id }) => id[0] === full.currency[0]);
        const [receiver] = full.receivers;
        if (currency === undefined || receiver?.kind !== 'party') return;
        const found = may(source, rulebook, {
          amount: full.amount,
          currency: currency.code,
          from: full.sender.country,
          to: receiver.country,
          tier,
          time: full.time,
        });
        const { outcome } = rulebook.decide(full);
        if (found.answer === 'yes') yes += 1;
        else if (found.answer === 'yes-if' && isSo(found, full)) met += 1;
        else if (found.answer === 'yes-if') return;
        expect(outcome === 'no-objection').toBe(found.answer !== 'no');
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(yes).toBeGreaterThan(10);
    expect(met).toBeGreaterThan(3);
  });
});
