import type { Explained } from '@tallystick/wallet';
import { expect, test } from 'vitest';
import { explainedText } from './explain-text.ts';

const explained: Explained = {
  missing: [],
  decision: 'd'.repeat(64),
  transition: 'a'.repeat(64),
  hold: 0,
  outcome: 'no-objection',
  rule: null,
  requirements: [],
  time: 0,
  rulebook: 'b'.repeat(64),
  facts: 'c'.repeat(64),
  index: 7,
  replay: 'same',
  proven: true,
  found: { outcome: 'no-objection', rule: null },
  clauses: [],
  conditions: [],
};

test('the same answer by a rulebook that is not proven says so', () => {
  const told = 'The log was not asked whether this rulebook was decided';
  expect(explainedText(explained)).not.toContain(told);
  expect(explainedText({ ...explained, proven: false })).toContain(told);
  expect(explainedText({ ...explained, proven: false, replay: 'no-rulebook' })).not.toContain(told);
});

test('facts that nobody tells any more are named', () => {
  const text = explainedText({ ...explained, replay: 'no-facts', missing: ['first', 'records'] });
  expect(text).toContain('who may be paid for the first time; country records');
});
