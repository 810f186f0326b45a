import { testGovernance } from '@tallystick/ledger/testing/governance';
import type { ProposalView } from '@tallystick/ledger';
import { type ProposalRecord, historyOf, plan } from '@tallystick/rules';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { proposalBody, proposalFields } from './proposal-body.ts';
import { strictObject } from './schemas.ts';

const governance = testGovernance();
const [byVote, byCouncil] = governance.procedures as [
  ProposalRecord['procedure'],
  ProposalRecord['procedure'],
];
const START = 1_800_000_000_000;
const id = new Uint8Array(32).fill(1);

function viewOf(change: Partial<ProposalRecord>): ProposalView {
  const procedure = change.procedure ?? byVote;
  const record: ProposalRecord = {
    id,
    index: 0,
    lane: 'ordinary',
    base: null,
    from: START,
    until: null,
    procedure,
    schedule: plan(START, procedure, 'ordinary'),
    members: { count: 2, byVendor: new Map() },
    counts: new Map([[null, { yes: 2, no: 0, abstain: 0, late: 0 }]]),
    withdrawnAt: null,
    gates: { at: START, verdict: 'passed' },
    audits: [],
    approvedAt: null,
    ...change,
  };
  const by = new Uint8Array(32).fill(2);
  return {
    record,
    matter: { kind: 'global' },
    ballots: by,
    author: by,
    content: { kind: 'inline', bytes: new TextEncoder().encode('module GLOBAL version 3') },
    alarms: [],
    governance,
    governedBy: null,
    words: [
      { office: 0, word: { kind: 'gates', report: id, verdict: 'passed' }, at: START, by },
      { office: 3, word: { kind: 'approved' }, at: START, by },
      { office: 4, word: { kind: 'audit', report: id, agrees: false }, at: START, by },
    ],
  };
}

function bodyAt(view: ProposalView, time: number): object {
  return proposalBody(
    { view, name: 'GLOBAL-3' },
    { history: historyOf([view.record], time), time },
  );
}

describe('a proposal as everybody reads it', () => {
  const check = Compile(strictObject(proposalFields));

  it.each([
    [0, { kind: 'comment', reason: null, opens: null }],
    [1000, { kind: 'voting', reason: null, opens: null }],
    [3000, { kind: 'timelock', reason: null, opens: START + 4000 }],
    [4000, { kind: 'adopted', reason: null, opens: START + 4000 }],
  ])('says where it is after %i ms', (after, stage) => {
    const body = bodyAt(viewOf({}), START + after);
    expect([...check.Errors(body)]).toEqual([]);
    expect(body).toMatchObject({
      name: 'GLOBAL-3',
      matter: 'global',
      stage,
      procedure: { electorate: 'people', office: null, voteMs: 2000 },
      tally: { passes: true },
      offices: [
        { office: 'gates', said: 'gates', verdict: 'passed', agrees: null },
        { office: 'council', said: 'approved', verdict: null, report: null },
        { office: 'auditors', said: 'audit', agrees: false },
      ],
    });
  });

  it('says why it failed, by itself or beside others', () => {
    const failed = bodyAt(viewOf({ gates: null }), START + 1000);
    expect(failed).toMatchObject({ stage: { kind: 'failed', reason: 'no-report' } });
    const late = bodyAt(viewOf({ base: new Uint8Array(32).fill(9) }), START + 4000);
    expect(late).toMatchObject({ stage: { kind: 'failed', reason: 'superseded' } });
  });

  it('shows the index of what its governance has no name for', () => {
    const unnamed = { ...governance, electorates: [], offices: [] };
    const body = bodyAt({ ...viewOf({}), governance: unnamed }, START);
    expect([...check.Errors(body)]).toEqual([]);
    expect(body).toMatchObject({
      procedure: { electorate: '0' },
      offices: [{ office: '0' }, { office: '3' }, { office: '4' }],
    });
  });

  it('has no tally where nobody votes', () => {
    const body = bodyAt(viewOf({ procedure: byCouncil, counts: new Map() }), START);
    expect([...check.Errors(body)]).toEqual([]);
    expect(body).toMatchObject({ tally: null, procedure: { electorate: null, office: 'council' } });
  });
});
