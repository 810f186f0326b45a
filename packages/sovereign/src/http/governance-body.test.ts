import { Compile } from 'typebox/compile';
import { expect, it } from 'vitest';
import { DEFAULT_GOVERNANCE } from '../founding/governance/default-governance.ts';
import { draftGovernance } from '../founding/governance/draft-governance.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { governanceBody, governanceSchema } from './governance-body.ts';

it('a governance is shown by names, in figures and in words', () => {
  const { governance } = draftGovernance(DEFAULT_GOVERNANCE, nodePorts);
  const body = governanceBody(governance);
  const check = Compile(governanceSchema);
  expect([...check.Errors(body)]).toEqual([]);
  expect(body).toMatchObject({
    electorates: [{ name: 'everybody', countries: [], minTier: 0 }],
    offices: [
      { name: 'gates', threshold: 1, signers: [{ suite: 1 }] },
      { name: 'registrars' },
      { name: 'council' },
    ],
    gates: 'gates',
    registrars: 'registrars',
    appeals: 'council',
  });
  const { procedures } = body as { procedures: readonly object[] };
  expect(procedures.at(-1)).toMatchObject({
    for: 'governance',
    electorate: 'everybody',
    office: 'council',
    approvalPermille: 667,
    voteMs: 259_200_000,
    about: 'the governance itself',
    words: [
      'The electorate everybody votes, and the office council has to approve.',
      expect.stringContaining('33.3 %'),
      expect.stringContaining('no voting key'),
      'There is 1 day to comment, then 3 days to decide, and 1 day more before it can be in force.',
    ],
  });
});
