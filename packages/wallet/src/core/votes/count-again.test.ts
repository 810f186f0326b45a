import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { nobleVotingCrypto } from '@tallystick/protocol/crypto-noble/voting';
import { describe, expect, it } from 'vitest';
import {
  type Cast,
  type SmallVote,
  VOTE_UNTIL,
  shownOf,
  smallVote,
} from '../../testing/small-vote.ts';
import { type CountOptions, type CountedAgain, countAgain } from './count-again.ts';
import type { VoteProblem } from './vote-findings.ts';

const VOTED: readonly Cast[] = [
  { voter: 1, choice: 'yes' },
  { voter: 2, choice: 'no' },
  { voter: 3, choice: 'yes' },
  { voter: 4, choice: 'abstain' },
];

/** With a key of each of three vendors, and one more. */
const KEYED: readonly Cast[] = [
  { voter: 1, choice: 'yes', vendor: 'Hill' },
  { voter: 2, choice: 'yes', vendor: 'Lake' },
  { voter: 3, choice: 'yes', vendor: 'Moor' },
  { voter: 4, choice: 'no', vendor: 'Hill' },
];

async function count(vote: SmallVote, options: Partial<CountOptions> = {}): Promise<CountedAgain> {
  const { tree } = vote;
  const counted = await countAgain(shownOf(vote), { crypto: nodeCrypto, tree, ...options });
  if (counted.ok) return counted.value;
  throw new Error(`${counted.failure.code}: ${counted.failure.message}`);
}

async function problemsOf(vote: SmallVote): Promise<readonly VoteProblem[]> {
  return (await count(vote)).problems;
}

describe('a vote that is what it is said to be', () => {
  it('is counted, and what nobody can tell from it is named', async () => {
    const heard: string[] = [];
    const vote = smallVote(VOTED);
    const counted = await count(vote, { heard: (at, of) => heard.push(`${at} of ${of}`) });
    expect(counted).toMatchObject({ problems: [], ballots: 4, isOpen: false });
    expect(counted.tally).toMatchObject({ passes: true, whole: { yes: 2n, no: 1n, abstain: 1n } });
    expect(counted.notes).toEqual(['electorate', 'devices']);
    expect(counted.log?.size).toBe(6);
    expect(heard).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
  });

  it('is counted without each vendor, the same by both providers', async () => {
    const vote = smallVote(KEYED, 3);
    for (const crypto of [nodeCrypto, nobleVotingCrypto]) {
      const counted = await count(vote, { crypto });
      expect(counted.problems).toEqual([]);
      expect(counted.tally?.parts).toHaveLength(3);
      expect(counted.tally?.passes).toBe(true);
    }
  });

  it('that goes on is counted up to what the sovereign said of it', async () => {
    const vote = smallVote(VOTED);
    vote.claim = { ...smallVote(VOTED.slice(0, 3)).claim, time: VOTE_UNTIL - 1 };
    vote.claim = { ...vote.claim, stage: { kind: 'voting', reason: null } };
    expect(await count(vote)).toMatchObject({ problems: [], ballots: 3, isOpen: true });
    // When it is over, nobody can have voted later.
    vote.claim = { ...vote.claim, time: VOTE_UNTIL };
    expect((await problemsOf(vote)).map(({ code }) => code)).toContain('ballots-differ');
  });

  it('needs no log beside it where there is none, and is not counted beyond a bound', async () => {
    const vote = smallVote(VOTED);
    const alone = await countAgain(shownOf(vote), { crypto: nodeCrypto });
    expect(alone).toMatchObject({ value: { problems: [], log: null } });
    const bounded = await countAgain(shownOf(vote), { crypto: nodeCrypto, most: 3 });
    expect(bounded).toMatchObject({ failure: { code: 'too-many' } });
  });
});

/** One bit of a text in base64url is another. */
function bend(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}

type Ballots = SmallVote['ballots'];
const [FIRST, SECOND] = [0, 1] as const;

function alter(change: (vote: SmallVote) => void): SmallVote {
  const vote = smallVote(VOTED);
  change(vote);
  return vote;
}

/** Each changes what the sovereign shows of a good vote; and what has to be found of it. */
const LIES: readonly [string, (vote: SmallVote) => void, Partial<VoteProblem>][] = [
  [
    'a ballot that is left out',
    (vote) => void vote.ballots.splice(FIRST, 1),
    { code: 'ballots-differ' },
  ],
  ['ballots in another order', (vote) => void vote.ballots.reverse(), { code: 'ballots-differ' }],
  [
    'a ballot that is counted twice',
    (vote) => void vote.ballots.push(vote.ballots[FIRST] as Ballots[number]),
    { code: 'not-counted', what: 'voted' },
  ],
  [
    'a ballot that says something else',
    ({ ballots: [one] }) => {
      if (one) one.entry.transition = bend(one.entry.transition, 300);
    },
    { code: 'ballot', ballot: 1, what: 'unproven' },
  ],
  [
    'a ballot whose proof is another’s',
    ({ ballots: [one, two] }) => {
      if (one && two) one.entry.certificate = two.entry.certificate;
    },
    { code: 'ballot', ballot: 1, what: 'unproven' },
  ],
  [
    'an entry that is no ballot',
    (vote) => {
      const one = vote.ballots[SECOND];
      if (one) one.entry = vote.proposal;
    },
    { code: 'ballot', ballot: 2, what: 'other-statement' },
  ],
  [
    'a figure of the sovereign’s',
    (vote) => {
      vote.claim['counts'] = [{ vendor: null, yes: 3, no: 0, abstain: 1, late: 0 }];
    },
    { code: 'counts-differ' },
  ],
  [
    'a result',
    (vote) => {
      vote.claim['tally'] = { passes: false, words: [] };
    },
    { code: 'result-differs' },
  ],
  [
    'what became of it',
    (vote) => {
      vote.claim['stage'] = { kind: 'failed', reason: 'vote' };
    },
    { code: 'result-differs' },
  ],
  [
    'an electorate of fewer than have voted',
    (vote) => {
      vote.claim['members'] = { count: 3, byVendor: [] };
    },
    { code: 'electorate' },
  ],
  [
    'an end before its time',
    (vote) => {
      const schedule = { voteFrom: VOTE_UNTIL - 60_000, voteUntil: VOTE_UNTIL - 1, lockUntil: 0 };
      vote.claim['schedule'] = schedule;
    },
    { code: 'cut-short' },
  ],
  ['a name', (vote) => void (vote.claim['name'] = 'KE-8'), { code: 'content-misnamed' }],
  ['an author', (vote) => void (vote.claim['author'] = '0'), { code: 'proposal-differs' }],
  [
    'the proposal’s entry',
    ({ proposal }) => void (proposal.transition = bend(proposal.transition, 300)),
    { code: 'proposal-unproven' },
  ],
  [
    'the constitution',
    ({ constitution }) => {
      constitution.constitution = bend(constitution.constitution, 30);
    },
    { code: 'founding' },
  ],
];

describe('what is not so is found:', () => {
  it.each(LIES)('%s', async (_name, change, found) => {
    expect(await problemsOf(alter(change))).toContainEqual(expect.objectContaining(found));
  });

  it.each([
    ['before the vote', { voter: 1, choice: 'yes', at: VOTE_UNTIL - 60_001 }, 'too-early'],
    ['after it', { voter: 1, choice: 'yes', at: VOTE_UNTIL }, 'too-late'],
  ] as const)('a ballot %s', async (_name, cast, what) => {
    const found = await problemsOf(smallVote([cast, ...VOTED.slice(1)]));
    expect(found).toContainEqual(expect.objectContaining({ code: 'not-counted', what }));
  });

  const stranger = nodeCrypto.keyPair(1, new Uint8Array(32).fill(77));
  it.each([
    ['signed by nobody’s key', { vendor: null }, { code: 'not-counted', what: 'unattested' }],
    ['whose key signed another choice', { signs: 'no' }, { what: 'assertion' }],
    ['whose key the registrars did not sign', { registrar: stranger }, { what: 'key-unsigned' }],
    ['whose key is somebody else’s', { keyOf: 9 }, { what: 'key-of-another' }],
  ] as const)('a ballot %s', async (_name, wrong, found) => {
    const [first, ...rest] = KEYED as readonly [Cast, ...Cast[]];
    const vote = smallVote([{ ...first, ...wrong }, ...rest], 3);
    expect(await problemsOf(vote)).toContainEqual(expect.objectContaining(found));
  });

  it('a ballot whose key is not shown', async () => {
    const vote = smallVote(KEYED, 3);
    const [one] = vote.ballots;
    if (one) one.votingKey = null;
    const found = { code: 'ballot', ballot: 1, what: 'key-missing' };
    expect(await problemsOf(vote)).toContainEqual(expect.objectContaining(found));
  });

  it('a vote that one vendor carries', async () => {
    const vote = smallVote(KEYED.slice(0, 1), 3);
    expect((await count(vote)).tally?.passes).toBe(false);
    expect((await problemsOf(vote)).map(({ code }) => code)).toContain('result-differs');
  });
});

describe('beside the log that everybody sees', () => {
  it('a vote of another one is found, however well it is signed', async () => {
    const vote = smallVote(VOTED);
    // The same sovereign's other history: its second voter said something else.
    const other = smallVote(VOTED.with(1, { voter: 2, choice: 'yes' }));
    const two = other.ballots[SECOND] as Ballots[number];
    const shown = { ...vote, ballots: vote.ballots.with(SECOND, two) };
    const found = { code: 'ballot', ballot: 2, what: 'another-entry' };
    expect(await problemsOf(shown)).toContainEqual(expect.objectContaining(found));
    // Without it the ballot is proven by its own certificate.
    const alone = await countAgain(shownOf(shown), { crypto: nodeCrypto });
    expect(alone.ok && alone.value.problems.map(({ code }) => code)).toEqual([
      'ballots-differ',
      'counts-differ',
    ]);
  });

  it('a log that is not shown, and a checkpoint that is not signed, are told', async () => {
    const vote = smallVote(VOTED);
    const hidden = { ...vote.tree, tile: () => Promise.resolve(null) };
    const [found] = (await count(vote, { tree: hidden })).problems;
    expect(found).toMatchObject({ code: 'proposal-no-place' });
    const note = (await vote.tree.checkpoint()).map((byte, at) => (at === 40 ? byte ^ 1 : byte));
    const unsigned = { ...vote.tree, checkpoint: () => Promise.resolve(note) };
    expect((await count(vote, { tree: unsigned })).problems).toMatchObject([
      { code: 'checkpoint' },
    ]);
  });
});

it('an answer that is malformed is no vote', async () => {
  const broken = alter((vote) => void (vote.claim['members'] = { count: 1.5, byVendor: [] }));
  const counted = await countAgain(shownOf(broken), { crypto: nodeCrypto });
  expect(counted).toMatchObject({ ok: false, failure: { code: 'bad-answer' } });
});
