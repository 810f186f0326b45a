import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../analyse/analyse.ts';
import { withPlaceholders } from '../compile/placeholder-currencies.ts';
import { MAX_MISTAKES } from '../mistake/mistake.ts';
import { checkTexts } from './check-texts.ts';

/** Rulebooks built to be slow or huge, in small: hostile-rulebooks.integration.test.ts has them whole. */
const HEADER = 'module global version 1 in force from 2027-01-01\n';
const CURRENCIES = withPlaceholders([], ['EUR']);
const STEPS = { left: 20_000, perQuestion: 5_000 } as const;

const part = fc.constantFrom(
  '(',
  ')',
  'not ',
  ' and ',
  ' or ',
  'amount',
  ' > 1.00 EUR',
  'origin in L1',
  'sender in L2',
  'rule GLOBAL-1 "A" when ',
  ' then refuse\n',
  ' then hold until identity tier 2\n',
  'exception to GLOBAL-1 "E" when ',
  ' then no objection\n',
  'example 5.00 EUR from DE to KE: allowed\n',
  'parameter P "x" is 2 between 1 and 3\n',
  'sent in 30 days',
  '"',
  '#',
  '\n',
);
const text = fc
  .array(fc.tuple(part, fc.integer({ min: 1, max: 12 })), { maxLength: 24 })
  .map((all) => HEADER + all.map(([one, times]) => one.repeat(times)).join(''));
const lists = fc
  .nat({ max: 30 })
  .map((count) =>
    Array.from(
      { length: count },
      (_, i) =>
        `list L${i} of ${i % 2 === 0 ? 'parties' : 'countries'} version 1 in force from 2027-01-01 fresh for 9 days: none`,
    ),
  );

test('texts of repeated pieces are answered, and what is accepted can be analysed', () => {
  let accepted = 0;
  const property = fc.property(text, lists, (one, others) => {
    const named = [one, ...others].map((given, i) => ({ name: String(i), text: given }));
    const checked = checkTexts(named, { currencies: CURRENCIES, settings: [] });
    if (!checked.ok) {
      for (const { mistakes } of checked.texts) {
        expect(mistakes.length).toBeLessThanOrEqual(MAX_MISTAKES);
        for (const { message } of mistakes) expect(message).toMatch(/\.$/);
      }
      return;
    }
    accepted += 1;
    analyse(checked.source, Date.UTC(2027, 0, 2), STEPS);
  });
  fc.assert(property, { numRuns: 300, seed: 1 });
  expect(accepted).toBeGreaterThan(0);
});

test('a hundred mistakes are told, and nobody looks for more', () => {
  const rules = Array.from(
    { length: 300 },
    (_, i) => `rule GLOBAL-${i} "A" when sender tier > NEARLY-${i} then refuse\n`,
  );
  const checked = checkTexts([{ name: 'a', text: HEADER + rules.join('') }], {
    currencies: CURRENCIES,
    settings: [],
  });
  expect(checked.texts[0]?.mistakes.length).toBe(MAX_MISTAKES);
});
