import type { ProposalBody } from '../governance/read-proposals.ts';

export const START = 1_800_000_000_000;

/** A proposal as a sovereign shows it, open for comments at `START`. */
export function body(id: string, name: string, change: Partial<ProposalBody> = {}): ProposalBody {
  return {
    id: id.padEnd(64, '0'),
    name,
    matter: 'module DE',
    author: 'a'.repeat(64),
    index: 0,
    withdrawnAt: null,
    lane: 'ordinary',
    base: null,
    from: START,
    until: null,
    alarms: [],
    stage: { kind: 'comment', reason: null, opens: null },
    schedule: { voteFrom: START + 60_000, voteUntil: START + 180_000, lockUntil: START + 200_000 },
    procedure: {
      electorate: 'people',
      office: 'council',
      approvalPermille: 501,
      quorumPermille: 200,
      commentMs: 60_000,
      voteMs: 120_000,
      timelockMs: 20_000,
      vendors: 0,
      audits: 1,
      emergencyMs: 0,
      words: ['The electorate people votes.'],
    },
    members: { count: 2, byVendor: [] },
    counts: [{ vendor: null, yes: 2, no: 0, abstain: 0, late: 0 }],
    ballots: '0'.repeat(64),
    tally: { passes: true, words: ['The proposal has passed.', '2 identities could vote.'] },
    offices: [],
    content: { hash: null, parts: [] },
    ...change,
  };
}
