import { currencyId } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import type { ReadCase } from './appeal-case.ts';
import { statusText } from './appeal-status.ts';
import { caseLines, exemptionText } from './appeal-text.ts';

const SOVEREIGN = new Uint8Array(32).fill(1);
const DAY = 86_400_000;
const START = 1_800_000_000_000;
const LATER = { code: 'NEW', decimals: 0, id: currencyId(SOVEREIGN, 'NEW') };

/** Of a decision about 500 smallest units, appealed from so long after it. */
function read(code: string, after: number): ReadCase {
  return {
    sovereign: SOVEREIGN,
    constitution: { currencies: [{ code: 'HRB', decimals: 2 }] },
    decision: { outcome: 'refuse', rule: 'KE-1', requirements: [], clauses: [], time: START },
    facts: {
      currency: currencyId(SOVEREIGN, code),
      amount: 500n,
      sender: { country: 'KE', tier: 0 },
    },
    reason: 'Bread',
    status: { at: START + after },
  } as unknown as ReadCase;
}

it.each([
  ['HRB', 'Facts: 5.00 HRB, from KE'],
  ['NEW', 'Facts: 500 NEW, from KE'],
  ['XXX', 'Facts: 500 smallest units of a currency that is not shown, from KE'],
])('an amount in %s is told as people write it', (code, facts) => {
  expect(caseLines(read(code, 0), [LATER]).join('\n')).toContain(facts);
});

it('an appeal later than thirty days is told to be out of time', () => {
  expect(caseLines(read('HRB', 30 * DAY), []).join('\n')).not.toContain('out of time');
  const late = caseLines(read('HRB', 30 * DAY + 1), []).join('\n');
  expect(late).toContain('out of time, more than 30 days after');
});

it('an exception is told before it is signed', () => {
  const { facts } = read('HRB', 0);
  const { currency, amount } = facts;
  const terms = { currency, amount, payee: SOVEREIGN, rule: 'KE-1', until: START };
  expect(exemptionText(read('HRB', 0), [], terms)).toMatch(
    /^The exception: one payment of up to 5\.00 HRB to tally1\S+, not stopped by KE-1, until 2027-01-15 08:00:00 UTC\.$/,
  );
});

it('an appeal that nobody has answered says until when an answer is due, and when it is overdue', () => {
  const waiting = { decision: '', note: '', at: START, answer: null, used: null };
  const due = { ...waiting, answerDueAt: START + 30 * DAY };
  const day = '2027-02-14 08:00:00 UTC';
  expect(statusText({ ...due, isOverdue: false })).toContain(`is due by ${day}`);
  expect(statusText({ ...due, isOverdue: true })).toContain(`overdue: an answer was due by ${day}`);
});
