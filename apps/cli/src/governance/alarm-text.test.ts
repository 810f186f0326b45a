import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Module, parse } from '@tallystick/rules';
import { expect, test } from 'vitest';
import { cappedRules } from '../testing/prepare-votes.ts';
import { type AlarmBody, alarmLines, raisedLines, readAlarms, strayAlarms } from './alarm-text.ts';
import type { ProposalBody } from './read-proposals.ts';

const [REFUSED, STOPPED] = [
  'refused: more than 50 of the last 1000',
  'KE-7 stopped: more than 200 within 24 hours',
];
const proposal = { id: 'a1', name: 'KE-2', alarms: [REFUSED, STOPPED] } as Pick<
  ProposalBody,
  'id' | 'name' | 'alarms'
> as ProposalBody;
const calm: AlarmBody = {
  proposal: 'a1',
  alarm: REFUSED,
  stopped: 0,
  decided: 400,
  raisedAt: null,
};
const raised: AlarmBody = {
  ...calm,
  alarm: STOPPED,
  stopped: 225,
  decided: null,
  raisedAt: Date.UTC(2027, 0, 5),
};

test('alarms are shown with what has become of them', () => {
  expect(alarmLines(proposal, [])).toEqual([REFUSED, STOPPED]);
  expect(alarmLines(proposal, [calm, raised])).toEqual([
    `${REFUSED} (fewer than 20 of 400)`,
    expect.stringMatching(/24 hours \(raised on 2027-01-05.*; now 225\)$/),
  ]);
});

test('what was raised says what can be done', () => {
  expect(raisedLines([calm], [proposal], './ada')).toEqual([]);
  const [line] = raisedLines([calm, raised], [proposal], './ada');
  expect(line).toMatch(/^Alarm of KE-2, raised on 2027-01-05/);
  expect(line).toContain(STOPPED);
  expect(line).toContain('tally rules rollback ./ada');
});

test('an alarm that is none is told with what one looks like', () => {
  expect(readAlarms([REFUSED, STOPPED])).toMatchObject([{ most: 50 }, { rule: 'KE-7' }]);
  expect(() => readAlarms(['refused: more than 5 of the last 10'])).toThrow('write “refused');
  expect(() => readAlarms(Array.from({ length: 9 }, () => REFUSED))).toThrow('up to 8');
});

test('one about a rule that the text does not have is told', () => {
  const { tree } = parse(cappedRules('KE', 1, '50.00', '2026-01-01'));
  const [known, other] = [STOPPED.replace('KE-7', 'KE-1'), STOPPED];
  expect(strayAlarms(readAlarms([REFUSED, known, other]), tree as Module)).toEqual([
    expect.stringContaining(`“${other}”`),
  ]);
});

test('every alarm that a document types is one', () => {
  const docs = join(import.meta.dirname, '../../../../docs');
  const typed = globSync('**/*.md', { cwd: docs }).flatMap((name) => {
    const lines = readFileSync(join(docs, name), 'utf8').match(/^tally rules propose .*$/gm) ?? [];
    return lines.flatMap((line) =>
      [...line.matchAll(/--alarm "([^"]*)"/g)].map(([, text]) => text!),
    );
  });
  expect(typed.length).toBeGreaterThan(3);
  for (const text of typed) expect(readAlarms([text])).toHaveLength(1);
});
