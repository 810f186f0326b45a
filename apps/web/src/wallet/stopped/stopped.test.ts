import { expect, it } from 'vitest';
import { stoppedEnglish } from '../../words/english/wallet/stopped.ts';
import { stoppedGerman } from '../../words/german/wallet/stopped.ts';
import { type AppealShown, caseFile, exemptionOf, stateOf } from './appeal-shown.ts';
import { payLink } from './pay-link.ts';
import { readRequirement, requirementText, waitOf } from './requirement.ts';

it('what a rule waits for is said in words of its own', () => {
  const requirements = [
    'identity tier 2',
    'receiver tier 3',
    'second factor',
    'document "Bill of lading"',
    'waiting 24 hours',
    'waiting 30 days',
    'something of a later version',
  ];
  const kinds = requirements.map((one) => readRequirement(one).kind);
  const waits = ['waiting', 'waiting'];
  expect(kinds).toEqual(['tier', 'receiver-tier', 'second-factor', 'document', ...waits, 'other']);
  for (const words of [stoppedEnglish, stoppedGerman]) {
    const texts = requirements.map((one) => requirementText(readRequirement(one), words));
    expect(new Set(texts).size).toBe(texts.length);
    const named = ['2', '3', '', 'Bill of lading', '24', '30', 'something of a later version'];
    expect(texts.filter((text, i) => !text.includes(named[i] ?? ''))).toEqual([]);
  }
});

it('the longest wait counts, and none where no time is asked for', () => {
  expect(waitOf(['identity tier 2'])).toBeNull();
  expect(waitOf(['waiting 24 hours', 'second factor', 'waiting 2 days'])).toBe(172_800_000);
});

const open: AppealShown = { at: 1, answerDueAt: 9, isOverdue: false, answer: null, used: null };
const exception: AppealShown = {
  ...open,
  answer: { outcome: 'exception', at: 2, exemption: { rule: 'KE-1', until: 5 } },
};

it('an appeal has a state with a word in every language, and an exception is used once, in time', () => {
  expect(stateOf(open)).toBe('open');
  expect(stateOf({ ...open, isOverdue: true })).toBe('overdue');
  expect(stateOf({ ...exception, isOverdue: true })).toBe('exception');
  expect([4, 5].map((now) => exemptionOf(exception, now))).toEqual(['usable', 'lapsed']);
  expect(exemptionOf({ ...exception, used: 'ab' }, 4)).toBe('used');
  expect(exemptionOf(open, 4)).toBeNull();
  for (const { appeal } of [stoppedEnglish, stoppedGerman]) {
    const outcomes = ['upheld', 'exception', 'compensation', 'referred'] as const;
    expect(Object.keys(appeal.answers).toSorted()).toEqual([...outcomes].toSorted());
    expect(outcomes.filter((one) => appeal.states[one] === '')).toEqual([]);
  }
});

it('the office is sent the file that tally answer reads, and a payment begins with all that is known', () => {
  expect(JSON.parse(caseFile('ab', 'cd'))).toEqual({
    kind: 'tallystick appeal',
    appeal: 'ab',
    case: 'cd',
  });
  expect(decodeURIComponent(payLink({ to: 'tly1x', amount: '5.00', currency: 'HRB' }))).toBe(
    '/wallet/pay#tally:tly1x?amount=5.00&currency=HRB',
  );
});
