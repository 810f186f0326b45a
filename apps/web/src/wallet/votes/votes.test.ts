import type { OwnWord } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import type { ProposalShown } from '../../sovereign/answers.ts';
import { votesEnglish } from '../../words/english/wallet/votes.ts';
import { votesGerman } from '../../words/german/wallet/votes.ts';
import { faultOf, hardwareText } from './hardware.ts';
import { type Voter, standingOf, votingKeyOf, waitsForVoter } from './standing.ts';

const ID = 'a'.repeat(64);
const procedure = {
  electorate: 'residents',
  office: null,
  approvalPermille: 501,
  quorumPermille: 200,
  commentMs: 100,
  vendors: 0,
  audits: 0,
  words: [],
};
const proposal: ProposalShown = {
  id: ID,
  name: 'KE-2',
  matter: 'module KE',
  author: 'b',
  index: 0,
  lane: 'ordinary',
  from: 0,
  alarms: [],
  stage: { kind: 'voting', reason: null, opens: null },
  schedule: { voteFrom: 1100, voteUntil: 1200, lockUntil: 1300 },
  procedure,
  members: { count: 2 },
  counts: [],
  tally: null,
  offices: [],
};
const residents = [{ name: 'residents', countries: ['KE'], minTier: 1 }];
const voter: Voter = {
  words: [],
  records: [{ country: 'KE', tier: 1, validUntil: null }],
  openedAt: 900,
};
const ballot: OwnWord = { kind: 'ballot', id: 'c', index: 7, proposal: ID, choice: 'no' };
const key: OwnWord = { kind: 'voting-key', id: 'd', index: 5, vendor: 'v', credential: 'x' };

const kindOf = (change: Partial<ProposalShown>, who: Partial<Voter> = {}): string =>
  standingOf({ ...proposal, ...change }, residents, { ...voter, ...who }).kind;

it('a member votes while the vote is open, once', () => {
  expect(kindOf({})).toBe('may-vote');
  expect(standingOf(proposal, residents, { ...voter, words: [ballot] })).toEqual({
    kind: 'voted',
    choice: 'no',
    index: 7,
  });
  expect(kindOf({ id: 'e'.repeat(64) }, { words: [ballot] })).toBe('may-vote');
  for (const kind of ['timelock', 'adopted', 'failed', 'withdrawn'] as const) {
    expect(kindOf({ stage: { ...proposal.stage, kind } })).toBe('over');
  }
  expect(kindOf({ stage: { ...proposal.stage, kind: 'comment' } })).toBe('not-open');
});

it('whoever is outside of the electorate, or came later, is told which', () => {
  const why = (who: Partial<Voter>): unknown =>
    standingOf(proposal, residents, { ...voter, ...who });
  expect(why({ records: [{ country: 'DE', tier: 3, validUntil: null }] })).toEqual({
    kind: 'not-member',
    why: 'country',
  });
  expect(why({ records: [{ country: 'KE', tier: 0, validUntil: null }] })).toMatchObject({
    why: 'country',
  });
  expect(why({ openedAt: 1001 })).toEqual({ kind: 'not-member', why: 'later' });
  // What is not known is the ledger's to say.
  expect(kindOf({}, { records: null, openedAt: null })).toBe('may-vote');
});

it('where nobody votes that is said, and where a voting key is needed, that', () => {
  expect(kindOf({ lane: 'emergency' })).toBe('no-vote');
  expect(kindOf({ procedure: { ...procedure, electorate: null } })).toBe('no-vote');
  const attested = { procedure: { ...procedure, vendors: 3 } };
  expect(kindOf(attested)).toBe('needs-key');
  expect(kindOf(attested, { words: [key] })).toBe('may-vote');
  expect(votingKeyOf([key, { ...key, index: 9 }])?.index).toBe(9);
  expect(votingKeyOf([ballot])).toBeNull();
  expect(waitsForVoter({ kind: 'needs-key', closes: 1 })).toBe(true);
  expect(waitsForVoter({ kind: 'over' })).toBe(false);
});

it('every fault of hardware and of a ballot has words', () => {
  const errors = ['NotAllowedError', 'SecurityError', 'ConstraintError', 'UnknownError'].map(
    (name) => Object.assign(new Error('why'), { name }),
  );
  const faults = errors.map(faultOf);
  expect(faults.map(({ kind }) => kind)).toEqual(['cancelled', 'place', 'unsuited', 'failed']);
  for (const { hardware, faults: ballots } of [votesEnglish, votesGerman]) {
    const texts = faults.map((fault) => hardwareText(fault, hardware));
    expect(new Set(texts).size).toBe(4);
    expect(texts.at(-1)).toContain('why');
    expect(Object.keys(ballots)).toEqual(Object.keys(votesEnglish.faults));
  }
});
