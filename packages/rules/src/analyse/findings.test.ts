import { describe, expect, test } from 'vitest';
import type { RulebookSource } from '../compile/source.ts';
import { parse } from '../parse/parse.ts';
import { printPayment } from '../print/print-example.ts';
import { CURRENCIES } from '../testing/rulebooks.ts';
import type { List, Module } from '../tree/index.ts';
import { analyse, DEFAULT_STEPS } from './analyse.ts';
import { difference } from './difference.ts';
import type { Finding } from './report.ts';
import { sayClosed, sayDifference, sayFinding, sayUndecided } from './words.ts';

const TIME = Date.UTC(2027, 5, 1);

function book(...texts: readonly string[]): RulebookSource {
  const modules = texts.map((text) => parse(text).tree as Module);
  return { modules, lists: [], settings: [], currencies: CURRENCIES };
}

const GLOBAL = 'module global version 1 in force from 2027-01-01\n';

function found(text: string): readonly Finding[] {
  const report = analyse(book(GLOBAL + text), TIME, DEFAULT_STEPS);
  expect(report.undecided).toEqual([]);
  return report.findings;
}

function said(text: string): readonly string[] {
  return found(text).map((finding) => {
    const witness = finding.witness === null ? '' : ` ${printPayment(finding.witness)}`;
    return sayFinding(finding) + witness;
  });
}

describe('what is odd about a rule is said, with a payment that shows it', () => {
  test('a condition that contradicts itself', () => {
    expect(
      said(`
        rule GLOBAL-1 "Neither"
          when amount > 100.00 EUR and amount < 50.00 EUR
          then refuse`),
    ).toEqual(['GLOBAL-1 never applies: no payment can make its condition true.']);
  });

  test('an exception that is always true', () => {
    expect(
      said(`
        rule GLOBAL-1 "Always excepted"
          when amount > 100.00 HRB
          then refuse
        exception to GLOBAL-1 "All of them"
          when amount > 50.00 HRB
          then no objection`),
    ).toMatchInlineSnapshot(`
      [
        "GLOBAL-1 never objects: whenever its condition is true, an exception is as well, or what it waits for has been given. 100.01 HRB from AD to AD",
      ]
    `);
  });

  test('a rule that another one covers', () => {
    expect(
      said(`
        rule GLOBAL-1 "Large" when amount >= 1000.00 HRB then refuse
        rule GLOBAL-2 "Larger" when amount >= 5000.00 HRB then hold until identity tier 2`),
    ).toMatchInlineSnapshot(`
      [
        "GLOBAL-2 is never needed: to every payment that it objects to, GLOBAL-1 objects at least as strictly. 5000.00 HRB from AD to AD, sender tier 0",
        "GLOBAL-2 says what lifts its hold, and GLOBAL-1 refuses the same payment whatever is given. 5000.00 HRB from AD to AD, sender tier 0",
      ]
    `);
  });

  test('a hold that something lifts beside one that nothing does', () => {
    expect(
      said(`
        rule GLOBAL-1 "Far" when crossborder then hold until second factor
        rule GLOBAL-2 "Far, for good" when crossborder then hold`),
    ).toEqual([
      'GLOBAL-1 is never needed: to every payment that it objects to, GLOBAL-2 objects at least as strictly. 0.01 HRB from AD to AE, not second factor',
    ]);
  });

  test('a confidential hold does not take the place of a public one, nor its code', () => {
    expect(
      said(`
        confidential rule GLOBAL-1 "Far" when crossborder then hold
        rule GLOBAL-2 "Far, for all to see" when crossborder then hold`),
    ).toEqual([
      'GLOBAL-1 is never needed: to every payment that it objects to, GLOBAL-2 objects at least as strictly. 0.01 HRB from AD to AE',
    ]);
  });

  test('an amount that only a rate makes: between two smallest units', () => {
    const source = book(`${GLOBAL}
      rule GLOBAL-1 "Below" when amount <= 100.00 KES then refuse
      rule GLOBAL-2 "Above" when amount >= 100.01 KES then refuse
      rule GLOBAL-3 "Between" when amount + amount = 200.01 KES then hold`);
    const { closed, findings, undecided } = analyse(source, TIME, DEFAULT_STEPS);
    expect([...closed, ...findings, ...undecided]).toEqual([]);
  });

  test('an exception for what the rule does not touch', () => {
    expect(
      said(`
        rule GLOBAL-1 "Large" when amount >= 1000.00 HRB then refuse
        exception to GLOBAL-1 "Small" when amount < 10.00 HRB then no objection`),
    ).toMatchInlineSnapshot(`
      [
        "The exception “Small” to GLOBAL-1 never applies: no payment makes both conditions true.",
      ]
    `);
  });

  test('an exception that another rule undoes', () => {
    expect(
      said(`
        rule GLOBAL-1 "Far" when crossborder then hold until second factor
        exception to GLOBAL-1 "Salaries" when purpose = SALA then no objection
        rule GLOBAL-2 "No salaries" when purpose = SALA and sender tier < 16 then refuse`),
    ).toMatchInlineSnapshot(`
      [
        "The exception “Salaries” to GLOBAL-1 has no effect: whenever it is true, another rule objects all the same. 0.01 HRB from AD to AE, sender tier 0, not second factor, purpose SALA",
      ]
    `);
  });

  test('an amount that was forgotten between two rules', () => {
    expect(
      said(`
        rule GLOBAL-1 "Below" when amount < 1000.00 HRB then hold until second factor
        rule GLOBAL-2 "Above" when amount > 1000.00 HRB then hold until identity tier 1`),
    ).toMatchInlineSnapshot(`
      [
        "GLOBAL-1 leaves a gap: a payment is free of objections though a little less and a little more are not. 1000.00 HRB from AD to AD, sender tier 0, not second factor",
      ]
    `);
  });

  test('corridors in which nothing is possible', () => {
    const { closed } = analyse(
      book(`${GLOBAL} rule GLOBAL-1 "Closed" when origin = DE and destination = KE then refuse`),
      TIME,
      DEFAULT_STEPS,
    );
    expect(closed.map(sayClosed)).toEqual([
      'Nothing can be paid from DE to KE in HRB (GLOBAL-1).',
      'Nothing can be paid from DE to KE in EUR (GLOBAL-1).',
    ]);
  });

  test('nothing about rules that do what they say', () => {
    expect(
      said(`
        rule GLOBAL-1 "Identity above 1000"
          when amount >= 1000.00 HRB and crossborder and sender tier < 2
          then hold until identity tier 2
        exception to GLOBAL-1 "Remittances"
          when destination = KE and sent in 30 days + amount <= 3000.00 HRB
          then no objection`),
    ).toEqual([]);
  });
});

test('what a new version changes is said, each kind with a payment', () => {
  const before = book(`${GLOBAL}
    rule GLOBAL-1 "Large" when amount >= 1000.00 HRB then refuse
    rule GLOBAL-2 "Far" when crossborder then hold until second factor`);
  const after = book(`module global version 2 in force from 2027-01-01
    rule GLOBAL-1 "Large" when amount >= 2000.00 HRB then refuse
    rule GLOBAL-3 "Charity" when purpose = CHAR then refuse
    rule GLOBAL-4 "Unknown" when first payment to payee then hold until second factor`);
  const { differences, undecided } = difference(before, after, TIME, DEFAULT_STEPS);
  expect(undecided).toEqual([]);
  expect(differences.map((one) => `${sayDifference(one)} ${printPayment(one.witness)}`))
    .toMatchInlineSnapshot(`
    [
      "GLOBAL-3 refuses a payment that was not refused before. 0.01 HRB from AD to AD, not first payment to payee, not second factor, purpose CHAR",
      "GLOBAL-4 decides a payment that is held now and was not held before. 0.01 HRB from AD to AD, first payment to payee, not second factor, purpose X0",
      "GLOBAL-1 decides a payment that is held now and was not held before. 1000.00 HRB from AD to AD, first payment to payee, not second factor, purpose X0",
      "GLOBAL-1 objected to a payment that nothing objects to now. 1000.00 HRB from AD to AD, not first payment to payee, not second factor, purpose X0",
      "GLOBAL-2 objected to a payment that nothing objects to now. 0.01 HRB from AD to AE, not first payment to payee, not second factor, purpose X0",
    ]
  `);
  const same = difference(before, before, TIME, DEFAULT_STEPS);
  expect(same.differences).toEqual([]);
});

test("a treaty's parameter that is set anew changes what its exceptions allow", () => {
  const texts = [
    `module DE version 1 in force from 2027-01-01
    accepts treaty DE-KE version 1
    rule DE-1 "To there" when destination = KE then refuse`,
    'module KE version 1 in force from 2027-01-01 accepts treaty DE-KE version 1',
    `module treaty DE-KE between DE and KE version 1 in force from 2027-01-01
    parameter CAP "Free" is 100.00 EUR between 50.00 EUR and 900.00 EUR
    exception to DE-1 "Small ones" when amount <= CAP then no objection`,
  ];
  const before = book(...texts);
  const value = { kind: 'money', units: 20_000n, decimals: 2, currency: 'EUR' } as const;
  const setting = { module: 'DE-KE', parameter: 'CAP', value, from: TIME };
  const { differences } = difference(
    before,
    { ...before, settings: [setting] },
    TIME,
    DEFAULT_STEPS,
  );
  expect(differences.map((one) => `${sayDifference(one)} ${printPayment(one.witness)}`)).toEqual([
    'DE-1 objected to a payment that nothing objects to now. 100.01 HRB from DE to KE, rate 0.01 HRB = 0.01 EUR',
  ]);
});

describe('countries that no rule tells apart are one class, of which two stand for all', () => {
  test.each([
    ['named in one set', 'origin in (DE, FR) and destination in (DE, FR)'],
    ['named by nobody', 'origin not in (DE, FR) and destination not in (DE, FR)'],
  ])('%s: a payment within it can cross a border', (_, where) => {
    expect(
      said(`
        rule GLOBAL-1 "Within the class" when ${where} and crossborder and amount > 5.00 HRB
          then refuse`),
    ).toEqual([]);
  });

  test.each([
    ['origin in (DE, FR) and destination in (DE, FR) and crossborder', ['DE FR', 'FR DE']],
    ['crossborder', ['AD AE', 'AE AD']],
  ])('and what is closed between two of them is said: %s', (when, between) => {
    const { closed } = analyse(
      book(`${GLOBAL} rule GLOBAL-1 "C" when ${when} then refuse`),
      TIME,
      DEFAULT_STEPS,
    );
    const ways = closed.map(({ origin, destination }) => `${origin} ${destination}`);
    expect(new Set(ways)).toEqual(new Set(between));
  });
});

test('exceptions of two modules that have one title are told apart', () => {
  const source = book(
    `module DE version 1 in force from 2027-01-01
    accepts treaty DE-KE version 1
    rule DE-1 "Large" when amount > 9.00 EUR then refuse
    exception to DE-1 "Small" when amount < 5.00 EUR then no objection`,
    'module KE version 1 in force from 2027-01-01 accepts treaty DE-KE version 1',
    `module treaty DE-KE between DE and KE version 1 in force from 2027-01-01
    exception to DE-1 "Small" when amount < 2.00 EUR then no objection`,
  );
  const { findings } = analyse(source, TIME, DEFAULT_STEPS);
  expect(findings.map(sayFinding)).toEqual([
    'The exception “Small” to DE-1 never applies: no payment makes both conditions true.',
    'The exception “Small” to DE-1, in DE-KE, never applies: no payment makes both conditions true.',
  ]);
});

test('what hangs on a list that is withheld is not decided, and what does not is', () => {
  const list = parse(
    'list FAR of countries version 1 in force from 2027-01-01 fresh for 999 days: withheld',
  ).tree as List;
  const source = book(`${GLOBAL}
    rule GLOBAL-1 "Far" when destination in FAR then hold until second factor
    rule GLOBAL-2 "Far or much" when destination in FAR or amount > 5.00 HRB then hold
    rule GLOBAL-3 "Neither" when destination in FAR and destination not in FAR then refuse
    rule GLOBAL-4 "Near" when destination not in FAR and amount > 9.00 HRB then refuse`);
  const { findings, undecided } = analyse({ ...source, lists: [list] }, TIME, DEFAULT_STEPS);
  expect(findings.map(sayFinding)).toEqual([
    'GLOBAL-3 never applies: no payment can make its condition true.',
  ]);
  expect(undecided.every(({ because }) => because === 'withheld')).toBe(true);
  expect(undecided.map(({ about, rule }) => `${rule} ${about}`)).toMatchInlineSnapshot(`
    [
      "GLOBAL-1 never-objects",
      "GLOBAL-1 closed-corridor",
      "GLOBAL-2 shadowed",
      "GLOBAL-4 never-objects",
    ]
  `);
  expect(sayUndecided(undecided[0] as (typeof undecided)[number])).toContain('withheld');
});

test('a rulebook that was made to be hard ends in "not decided", in bounded work', () => {
  const hard = Array.from({ length: 40 }, (_, i) => {
    const windows = [24, 48, 72, 96, 120, 144].map((hours, j) => {
      const sign = (i >> j) & 1 ? '<' : '>';
      return `(sent in ${hours} hours ${sign} ${(i * 7 + j * 13) % 97}.00 HRB or payments in ${hours} hours = ${i})`;
    });
    return `rule GLOBAL-${i} "Hard" when ${windows.join(' and ')} then refuse`;
  }).join('\n');
  const source = book(GLOBAL + hard);
  const started = performance.now();
  const { undecided } = analyse(source, TIME, { left: 200_000, perQuestion: 20_000 });
  expect(undecided.length).toBeGreaterThan(0);
  expect(sayUndecided(undecided[0] as (typeof undecided)[number])).toContain('Not decided');
  expect(performance.now() - started).toBeLessThan(8000);
});
