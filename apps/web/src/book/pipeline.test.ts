import { expect, it } from 'vitest';
import type { StageKind } from '../sovereign/answers.ts';
import { pipelineEnglish } from '../words/english/pipeline.ts';
import { pipelineGerman } from '../words/german/pipeline.ts';
import { needsOf, stepsOf } from './pipeline.ts';

type Standing = Parameters<typeof stepsOf>[0];
const [VOTE_FROM, VOTE_UNTIL, LOCK_UNTIL] = [1000, 2000, 3000];
const GATES = {
  office: 'gates',
  said: 'gates',
  verdict: 'passed',
  agrees: null,
  report: null,
  at: 1,
} as const;
const APPROVED = { ...GATES, office: 'council', said: 'approved', verdict: null } as const;

function standing(
  kind: StageKind,
  given: Partial<Omit<Standing, 'stage' | 'procedure'>> & {
    reason?: string;
    opens?: number | null;
    audits?: number;
  } = {},
): Standing {
  const { reason = null, opens = null, audits = 0, ...rest } = given;
  return {
    lane: 'ordinary',
    schedule: { voteFrom: VOTE_FROM, voteUntil: VOTE_UNTIL, lockUntil: LOCK_UNTIL },
    offices: [],
    procedure: {
      electorate: 'residents',
      office: 'council',
      approvalPermille: 501,
      quorumPermille: 200,
      commentMs: 1000,
      vendors: 0,
      audits,
      words: [],
    },
    ...rest,
    stage: { kind, reason, opens },
  };
}

const states = (one: Standing, time: number): string =>
  stepsOf(one, time)
    .map(({ name, state }) => `${name} ${state}`)
    .join(', ');

it('shows how far a proposal has come, at every stage', () => {
  expect(states(standing('comment'), 1)).toBe(
    'comment now, voting later, timelock later, active later',
  );
  expect(states(standing('voting'), 1500)).toBe(
    'comment past, voting now, timelock later, active later',
  );
  expect(states(standing('timelock', { opens: 3000 }), 2500)).toBe(
    'comment past, voting past, timelock now, active later',
  );
  expect(states(standing('adopted', { opens: 9000 }), 3500)).toBe(
    'comment past, voting past, timelock past, active now',
  );
  expect(states(standing('adopted', { opens: 3000 }), 3500)).toBe(
    'comment past, voting past, timelock past, active past',
  );
  expect(states(standing('failed', { reason: 'vote' }), 2500)).not.toMatch(/now|past/);
  expect(states(standing('voting', { lane: 'emergency' }), 1)).toBe('voting now, active later');
});

it('says what is needed next and by whom, at every stage', () => {
  const kinds = (one: Standing, time = 0): string[] => needsOf(one, time).map(({ kind }) => kind);
  expect(kinds(standing('comment'))).toEqual(['gates']);
  expect(kinds(standing('comment', { offices: [GATES], audits: 1 }))).toEqual(['audits']);
  const agreed = { ...GATES, office: 'auditor', said: 'audit', agrees: true } as const;
  expect(kinds(standing('comment', { offices: [GATES, agreed], audits: 1 }))).toEqual(['comments']);
  expect(kinds(standing('voting', { offices: [GATES] }))).toEqual(['approval', 'votes']);
  expect(kinds(standing('voting', { offices: [GATES, APPROVED] }))).toEqual(['votes']);
  expect(kinds(standing('voting', { lane: 'emergency' }))).toEqual(['gates', 'approval']);
  const { procedure } = standing('voting');
  const ofOffice = { offices: [GATES, APPROVED], procedure: { ...procedure, electorate: null } };
  expect(needsOf({ ...standing('voting'), ...ofOffice }, 0)).toEqual([
    { kind: 'ends', until: VOTE_UNTIL },
  ]);
  expect(kinds(standing('timelock'))).toEqual(['waits']);
  expect(kinds(standing('adopted', { opens: 10 }), 5)).toEqual(['opens']);
  expect(kinds(standing('adopted', { opens: 10 }), 10)).toEqual(['in-force']);
  expect(kinds(standing('withdrawn'))).toEqual(['withdrawn']);
  expect(needsOf(standing('failed', { reason: 'gates' }), 0)).toEqual([
    { kind: 'failed', reason: 'gates' },
  ]);
});

it('has words for every reason to fail, in both languages', () => {
  // `Failure` of packages/rules/src/govern/stage.ts.
  const reasons = [
    'no-report',
    'gates',
    'audits',
    'not-approved',
    'vote',
    'superseded',
    'too-soon',
    'expired',
  ];
  for (const words of [pipelineEnglish, pipelineGerman]) {
    expect(Object.keys(words.failed).toSorted()).toEqual(reasons.toSorted());
  }
});
