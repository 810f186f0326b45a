import type { HistoryEntry, TabNews } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { noticesEnglish } from '../../words/english/wallet/notices.ts';
import type { ProposalShown } from '../../sovereign/answers.ts';
import type { Voter } from '../votes/standing.ts';
import { closingVotes, noticeOfTab, noticesOf } from './notices-of.ts';

const entry = (change: Partial<HistoryEntry>): HistoryEntry => ({
  id: 'a',
  kind: 'received',
  status: 'final',
  time: 0,
  amount: '5.00',
  currency: 'HRB',
  handle: 'ben',
  ...change,
});
const titles = (before: HistoryEntry[], after: HistoryEntry[]): string[] =>
  noticesOf(before, after, noticesEnglish, {
    amount: (decimal) => decimal,
    nameOf: ({ handle }) => (handle === undefined ? null : `@${handle}`),
  }).map(({ title, body }) => `${title} ${body}`);

it('tells of what came in, and of what has become final, once', () => {
  const pending = entry({ id: 'b', kind: 'paid', status: 'pending' });
  const paid = { ...pending, status: 'final' } as const;
  expect(titles([pending], [pending, entry({})])).toEqual(['Received 5.00 HRB from @ben']);
  expect(titles([pending], [paid])).toEqual(['Your payment of 5.00 HRB is final @ben']);
  expect(titles([paid, entry({})], [paid, entry({})])).toEqual([]);
  // Two payments may be taken at once: both are told.
  expect(titles([], [entry({}), entry({ line: 1, handle: 'cyd' })])).toHaveLength(2);
  const tags = noticesOf([], [entry({}), entry({ line: 1 })], noticesEnglish, {
    amount: (decimal) => decimal,
    nameOf: () => null,
  }).map(({ tag }) => tag);
  expect(new Set(tags).size).toBe(2);
  // It was being taken, and no answer had come yet.
  expect(titles([entry({ status: 'pending' })], [entry({})])).toHaveLength(1);
});

it('tells nothing of what the person at the screen has just done, nor of what is refused', () => {
  const paid = entry({ kind: 'paid' });
  const refused = entry({ kind: 'paid', status: 'refused' });
  expect(titles([], [paid])).toEqual([]);
  expect(titles([entry({ kind: 'paid', status: 'pending' })], [refused])).toEqual([]);
  expect(titles([], [entry({ kind: 'identity' }), entry({ kind: 'returned' })])).toEqual([]);
});

it('tells of a tab that was opened or raised, and by whom', () => {
  const tab: TabNews = {
    news: 'opened',
    hold: 'cd',
    from: 'tally1qqqqqqqqqqqqqqqq',
    handle: 'ben',
    amount: '20.00',
    currency: 'HRB',
    until: 9,
  };
  const told = (change: Partial<TabNews>): object =>
    noticeOfTab({ ...tab, ...change }, noticesEnglish, (decimal) => decimal);
  expect(told({})).toMatchObject({
    title: 'A tab of 20.00 HRB was opened for you',
    body: 'by @ben, as the sovereign lists it',
  });
  expect(told({ news: 'raised', amount: '5.00', handle: null })).toMatchObject({
    title: 'A tab for you was raised by 5.00 HRB',
    body: 'by tally1qqqq…qqqqqq, as the sovereign lists it',
  });
});

const HOUR = 3_600_000;
const vote: ProposalShown = {
  id: 'a'.repeat(64),
  name: 'KE-2',
  matter: 'module KE',
  author: 'b',
  index: 0,
  lane: 'ordinary',
  from: 0,
  alarms: [],
  stage: { kind: 'voting', reason: null, opens: null },
  schedule: { voteFrom: 1000 * HOUR, voteUntil: 1100 * HOUR, lockUntil: 1200 * HOUR },
  procedure: {
    electorate: 'residents',
    office: null,
    approvalPermille: 501,
    quorumPermille: 200,
    commentMs: HOUR,
    vendors: 0,
    audits: 0,
    words: [],
  },
  members: { count: 2 },
  counts: [],
  tally: null,
  offices: [],
};
const residents = [{ name: 'residents', countries: ['KE'], minTier: 1 }];
const voter: Voter = {
  words: [],
  records: [{ country: 'KE', tier: 1, validUntil: null }],
  openedAt: HOUR,
};
const closing = (
  hour: number,
  change: Partial<ProposalShown> = {},
  who: Partial<Voter> = {},
): number =>
  closingVotes({ time: hour * HOUR, proposals: [{ ...vote, ...change }] }, residents, {
    ...voter,
    ...who,
  }).length;

it('tells of a vote in the last tenth of its time, and in the last day of a long one', () => {
  expect([1089, 1090, 1099, 1100].map((hour) => closing(hour))).toEqual([0, 1, 1, 0]);
  const long = { schedule: { ...vote.schedule, voteFrom: 100 * HOUR } };
  expect([1075, 1076, 1099].map((hour) => closing(hour, long))).toEqual([0, 1, 1]);
});

it('tells those alone who are known to have a vote, and have not cast it', () => {
  const cast = { kind: 'ballot', id: 'c', index: 7, proposal: vote.id, choice: 'no' } as const;
  const none: [Partial<ProposalShown>, Partial<Voter>][] = [
    [{}, { words: [cast] }],
    [{}, { records: [{ country: 'DE', tier: 3, validUntil: null }] }],
    [{}, { openedAt: 1000 * HOUR }],
    [{}, { records: null }],
    [{}, { openedAt: null }],
    [{ procedure: { ...vote.procedure, electorate: 'elsewhere' } }, {}],
    [{ procedure: { ...vote.procedure, electorate: null } }, {}],
    [{ stage: { ...vote.stage, kind: 'comment' } }, {}],
    [{ stage: { ...vote.stage, kind: 'withdrawn' } }, {}],
  ];
  expect(none.map(([change, who]) => closing(1095, change, who))).toEqual(none.map(() => 0));
  expect(closing(1095, { procedure: { ...vote.procedure, vendors: 3 } })).toBe(1);
});
