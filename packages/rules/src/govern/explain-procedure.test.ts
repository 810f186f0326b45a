import type { Governance, Procedure } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { explainProcedure, explainScope, period } from './explain-procedure.ts';

const signers = { threshold: 1, keys: [] };
const procedure: Procedure = {
  scope: { kind: 'module', owner: null },
  electorate: 0,
  office: 1,
  approvalPermille: 667,
  quorumPermille: 200,
  commentMs: 86_400_000,
  voteMs: 259_200_000,
  timelockMs: 129_600_000,
  vendors: 3,
  audits: 1,
  emergencyMs: 1500,
};
const governance: Governance = {
  electorates: [{ name: 'people', countries: [], minTier: 0 }],
  offices: [
    { name: 'gates', signers },
    { name: 'council', signers },
  ],
  procedures: [procedure],
  gates: 0,
  registrars: 0,
  appeals: null,
};

it('a procedure is told with every figure of it', () => {
  expect(explainProcedure(governance, procedure)).toEqual([
    'The electorate people votes, and the office council has to approve.',
    'At least 20 % of people have to take part, and at least 66.7 % of those who say yes or no have to say yes.',
    'Ballots need voting keys in attested hardware of at least 3 vendors, and it has to carry without those of any one of them.',
    'There is 1 day to comment, then 3 days to decide, and 36 hours more before it can be in force.',
    'Before that 1 other office must have audited it and agreed.',
    'In an emergency council alone can tighten it at once, for 1500 ms at most.',
  ]);
});

it('what a procedure does not have is not told', () => {
  const bare = {
    ...procedure,
    electorate: null,
    vendors: 0,
    audits: 0,
    emergencyMs: 0,
    timelockMs: 0,
  };
  expect(explainProcedure(governance, bare)).toEqual([
    'The office council decides.',
    'There is 1 day to comment, then 3 days to decide.',
  ]);
  const voted = { ...bare, electorate: 0, office: null };
  expect(explainProcedure(governance, voted).slice(0, 3)).toEqual([
    'The electorate people votes.',
    expect.stringContaining('20 %'),
    'Ballots are signed by devices; no voting key is asked for.',
  ]);
});

it('periods and scopes are told', () => {
  expect([0, 1, 1000, 90_000, 3_600_000, 172_800_000].map(period)).toEqual([
    '0 ms',
    '1 ms',
    '1 second',
    '90 seconds',
    '1 hour',
    '2 days',
  ]);
  expect(explainScope({ kind: 'module', owner: 'DE' })).toBe('the rules of DE');
  expect(explainScope({ kind: 'list', name: null })).toBe('any list');
});
