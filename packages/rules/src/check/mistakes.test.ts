import { describe, expect, test } from 'vitest';
import { MISTAKE_CODES, type MistakeCode } from '../mistake/mistake.ts';
import { SURROUNDINGS } from '../testing/surroundings.ts';
import { check } from './check.ts';

const DE = 'module DE version 14 in force from 2027-07-10';
const GOOD = `rule DE-7 "Good" when amount > 1.00 EUR then refuse`;

function rule(when: string, action = 'refuse'): string {
  return `${DE}\nrule DE-7 "A rule"\n  when ${when}\n  then ${action}\n`;
}

function list(rest: string, head = 'list L of countries'): string {
  return `${head} version 1 in force from 2027-01-01 fresh for 9 days: ${rest}`;
}

function parameter(rest: string): string {
  return `${DE}\nparameter P "A limit" ${rest}`;
}

function example(rest: string): string {
  return `${DE}\n${GOOD}\nexample ${rest}`;
}

/** Code, text, the words that the mistake points at, and what to write instead. */
type Case = readonly [code: MistakeCode, text: string, at: string, correction: string | null];

const CASES: readonly Case[] = [
  ['syntax', `${DE}\nrule DE-7 when online then refuse`, 'when', null],
  ['syntax', '', '', null],
  ['syntax', 'hello', 'hello', null],
  ['syntax', `${DE}\nrule DE-7 "A" when online then`, '', null],
  ['syntax', `${list('DE')}\n${GOOD}`, GOOD, null],
  ['unknown-word', `${DE}\nrul DE-7 "A" when online then refuse`, 'rul', 'rule'],
  ['unknown-word', rule('amout > 1.00 EUR'), 'amout', 'amount'],
  ['unknown-word', rule('crosborder'), 'crosborder', 'crossborder'],
  ['unknown-word', rule('online', 'refus'), 'refus', 'refuse'],
  ['unknown-word', rule('online', 'hold untill second factor'), 'untill', 'until'],
  ['name', rule('destination = ke'), 'ke', 'KE'],
  ['name', rule('amount > 1.00 eur'), 'eur', 'EUR'],
  ['name', `module currency GLOBALS version 1 in force from 2027-01-01`, '', null],
  ['text', `${DE}\nrule DE-7 "" when online then refuse`, '""', null],
  ['text', rule('document "Übersetzung"'), 'document', null],
  ['number', rule('amount > 1,000.00 EUR'), '1,000.00', '1000.00'],
  ['number', rule('amount > 99999999999999999999.00 EUR'), '99999999999999999999.00', null],
  ['number', rule('online', 'hold until identity tier 1.5'), '1.5', '1'],
  ['date', `module DE version 14 in force from 2027-02-29`, '2027-02-29', null],
  ['date', `module DE version 14 in force from 2027-7-1`, '2027-7-1', '2027-07-01'],
  ['operator', rule('amount => 1.00 EUR'), '=>', '>='],
  ['operator', rule('destination > KE'), '>', '='],
  ['missing-currency', rule('amount > 1000.00'), '1000.00', '1000.00 EUR'],
  ['missing-currency', rule('amount > 1000'), '1000', '1000 EUR'],
  ['missing-currency', example('5 from DE to KE: allowed'), '5', '5 EUR'],
  [
    'mixed-and-or',
    rule('online and crossborder or offline'),
    'online and crossborder',
    '(online and crossborder)',
  ],
  [
    'dates-order',
    'module DE version 1 in force from 2028-01-01 until 2027-01-01',
    'in force from 2028-01-01 until 2027-01-01',
    'in force from 2027-01-01 until 2028-01-01',
  ],
  ['bounds', 'module DE version 0 in force from 2027-01-01', 'version 0', 'version 1'],
  ['bounds', parameter('is 3 between 5 and 1'), 'between 5 and 1', 'between 1 and 5'],
  ['bounds', parameter('is 9 between 1 and 5'), 'is 9', null],
  [
    'types',
    parameter('follows indicator CPI between 1.00 EUR and 5.00 EUR'),
    'follows indicator CPI',
    'follows indicator CPI times 1.00 EUR',
  ],
  ['types', parameter('is 3 between 1.00 EUR and 5.00 EUR'), 'parameter P', null],
  ['types', rule('amount > sender tier'), 'amount > sender tier', null],
  ['types', rule('1.00 EUR > 2.00 EUR'), '1.00 EUR > 2.00 EUR', null],
  ['too-many', rule(Array.from({ length: 65 }, () => 'online').join(' and ')), 'online', null],
  ['unknown-country', rule('destination = UK'), 'UK', 'GB'],
  ['unknown-country', rule('destination in (KE, XX)'), 'XX', null],
  ['unknown-country', rule('origin = EAST-AFRICA'), 'EAST-AFRICA', 'in EAST-AFRICA'],
  ['unknown-currency', rule('amount > 1.00 EURO'), 'EURO', 'EUR'],
  ['unknown-currency', rule('currency = HBR'), 'HBR', 'HRB'],
  ['decimals', rule('amount > 1.005 EUR'), '1.005 EUR', '1.00 EUR'],
  ['decimals', rule('amount > 1.0 JPY'), '1.0 JPY', '1 JPY'],
  ['two-currencies', rule('amount + 1.00 EUR > 1.00 USD'), '1.00 USD', null],
  ['window', rule('sent in 0 days > 1.00 EUR'), '0 days', '1 days'],
  ['window', rule('payments in 40 days > 1'), '40 days', '31 days'],
  ['window', rule('online', 'hold until waiting 400 days'), '400 days', '365 days'],
  ['tier', rule('online', 'hold until identity tier 16'), 'identity tier 16', '15'],
  ['tier', rule('sender tier < 20'), '20', '15'],
  ['action', rule('online', 'no objection'), 'no objection', 'hold'],
  [
    'action',
    `${DE}\n${GOOD}\nexception to DE-7 "E" when online then refuse`,
    'refuse',
    'no objection',
  ],
  ['rule-name', `${DE}\nrule KE-7 "A" when online then refuse`, 'KE-7', 'DE-7'],
  ['duplicate', `${DE}\n${GOOD}\n${GOOD}`, 'DE-7', null],
  ['duplicate', rule('destination in (KE, UG, KE)'), 'KE', null],
  ['duplicate', list('KE, KE'), 'KE', null],
  [
    'duplicate',
    `${DE}\n${GOOD}${'\nexception to DE-7 "E" when offline then no objection'.repeat(2)}`,
    '"E"',
    null,
  ],
  [
    'unknown-rule',
    `${DE}\n${GOOD}\nexception to DE-8 "E" when online then no objection`,
    'DE-8',
    'DE-7',
  ],
  ['unknown-rule', example('5.00 EUR from DE to KE: refused by DE-9'), 'refused by DE-9', 'DE-7'],
  ['unknown-list', rule('destination in EAST-AFRIKA'), 'EAST-AFRIKA', 'EAST-AFRICA'],
  ['unknown-list', rule('destination in KE'), 'KE', '(KE)'],
  ['list-kind', rule('destination in WATCHED'), 'WATCHED', null],
  ['list-kind', rule('sender = WATCHED'), 'WATCHED', null],
  ['list-kind', rule('currency in HRBS'), 'HRBS', '(HRBS)'],
  [
    'unknown-parameter',
    `${DE}\nparameter CAP "A" is 2 between 1 and 3\n${rule('sender tier > CUP').split('\n').slice(1).join('\n')}`,
    'CUP',
    'CAP',
  ],
  ['purpose', rule('purpose = SALARY'), 'SALARY', null],
  ['treaty', `${DE}\nexception to KE-1 "E" when online then no objection`, 'KE-1', null],
  [
    'treaty',
    'module treaty T-1 between DE and KE version 1 in force from 2027-01-01 accepts treaty T-2 version 1',
    'accepts treaty T-2 version 1',
    null,
  ],
  ['confidential', rule('receiver in SECRET', 'hold'), 'DE-7', 'confidential rule DE-7'],
  [
    'confidential',
    `${DE} confidential rule DE-7 "A" when online then hold until second factor`,
    'hold until second factor',
    'hold',
  ],
  [
    'confidential',
    `${DE}\n${GOOD}\nexception to DE-7 "E" when sender in SECRET then no objection`,
    'exception',
    null,
  ],
  [
    'confidential',
    list(`"${'ab'.repeat(32)}"`, 'confidential list L of parties'),
    `"${'ab'.repeat(32)}"`,
    'withheld',
  ],
  [
    'own-word',
    `${DE}\n${GOOD}\nexception to DE-7 "E" when purpose = SALA or amount < 9.00 EUR then no objection`,
    'purpose = SALA or amount < 9.00 EUR',
    null,
  ],
  ['example', example('5.00 EUR from DE to KE, sent 1.00 KES: refused'), '1.00 KES', null],
  ['example', example('5.00 EUR from DE to KE, rate 1 USD = 2 EUR: refused'), 'rate', null],
  ['example-fails', example('5.00 EUR from DE to KE: allowed'), 'allowed', 'refused by DE-7'],
  ['too-large', `${DE} ${'a'.repeat(5000)}`, 'a', null],
  ['too-deep', rule(`${'('.repeat(9)}online${')'.repeat(9)}`), '(', null],
];

/** Kinds that a single text cannot have: compile.test.ts. */
const OF_RULEBOOKS: readonly MistakeCode[] = ['setting'];

describe('a mistake', () => {
  test.each(CASES.filter(([, , at]) => at !== ''))('%s: %s', (code, text, at, correction) => {
    const { mistakes } = check(text, SURROUNDINGS);
    const found = mistakes.find((one) => one.code === code);
    expect(mistakes.map((one) => one.code)).toContain(code);
    expect(text.slice(found!.from)).toMatch(new RegExp(`^${escaped(at)}`));
    expect(found!.correction).toBe(correction);
    expect(found!.excerpt).toBe(text.split('\n')[found!.line - 1]!.slice(0, 120).trimEnd());
    expect(found!.message).toMatch(/[.]$/);
  });

  test('has an example here for every kind', () => {
    const shown = new Set([...CASES.map(([code]) => code), ...OF_RULEBOOKS]);
    expect(MISTAKE_CODES.filter((code) => !shown.has(code))).toEqual([]);
  });

  test.each(CASES.filter(([, , at]) => at === ''))('%s: %s: is told somewhere', (code, text) => {
    if (code === 'name') return expect(check(text, SURROUNDINGS).mistakes.length).toBe(1);
    return expect(check(text, SURROUNDINGS).mistakes[0]?.code).toBe(code);
  });

  test('does not hide the next one', () => {
    const text = [
      DE,
      'rule DE-1 "A" when amout > 1.00 EUR then refuse',
      'rule DE-2 "B" when destination = UK then refuse',
      'rule DE-3 "C" whn online then refuse',
      'rule DE-4 "D" when sender tier < 99 then refuse',
    ].join('\n');
    const found = check(text, SURROUNDINGS).mistakes.map(({ code, line }) => [code, line]);
    expect(found).toEqual([
      ['unknown-word', 2],
      ['unknown-country', 3],
      ['unknown-word', 4],
      ['tier', 5],
    ]);
  });

  test('a correction that is taken over is taken', () => {
    for (const [code, text, at, correction] of CASES) {
      if (correction === null || at === '') continue;
      const found = check(text, SURROUNDINGS).mistakes.find((one) => one.code === code)!;
      const corrected = text.slice(0, found.from) + correction + text.slice(found.to);
      const left = check(corrected, SURROUNDINGS).mistakes;
      expect([text, left.filter((one) => one.code === code && one.from === found.from)]).toEqual([
        text,
        [],
      ]);
    }
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
