import type { HistoryEntry, TabNews } from '@tallystick/wallet';
import type { Governing, ProposalShown } from '../../sovereign/answers.ts';
import type { NoticesWords } from '../../words/english/wallet/notices.ts';
import { nameOf } from '../name-of.ts';
import { type Voter, standingOf, waitsForVoter } from '../votes/standing.ts';

/** What is told outside of the page. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** One of the same tag replaces the one before. */
  readonly tag: string;
}

/** What of a history is news to whoever saw the one before: what came in, and what has become final. */
export function noticesOf(
  before: readonly HistoryEntry[],
  after: readonly HistoryEntry[],
  say: NoticesWords,
  {
    amount,
    nameOf,
  }: {
    readonly amount: (decimal: string) => string;
    readonly nameOf: (entry: HistoryEntry) => string | null;
  },
): Notice[] {
  const keyOf = ({ id, kind, line = 0 }: HistoryEntry): string => `${kind} ${id} ${line}`;
  const known = new Map(before.map((entry) => [keyOf(entry), entry.status]));
  return after.flatMap((entry): Notice[] => {
    const { kind, status, currency = '' } = entry;
    if (status !== 'final' || entry.amount === undefined) return [];
    const was = known.get(keyOf(entry));
    const what = `${amount(entry.amount)} ${currency}`;
    const name = nameOf(entry);
    const tag = keyOf(entry);
    if (kind === 'received' && was !== 'final') {
      return [
        { title: say.received(what), body: name === null ? '' : say.receivedFrom(name), tag },
      ];
    }
    if (kind === 'paid' && was === 'pending') {
      return [{ title: say.final(what), body: name ?? '', tag }];
    }
    return [];
  });
}

/** A tab is somebody's money set aside for this wallet: told as the sovereign lists it, which is no proof of it. */
export function noticeOfTab(
  { news, hold, from, handle, amount, currency }: TabNews,
  say: NoticesWords,
  write: (decimal: string) => string,
): Notice {
  const what = `${write(amount)} ${currency}`;
  const name = nameOf(handle, from);
  const title = news === 'opened' ? say.tabOpened(what) : say.tabRaised(what);
  // Raised twice it is told twice: two raises are two pieces of news.
  return { title, body: say.tabBy(name), tag: `tab ${hold} ${news} ${amount}` };
}

const DAY_MS = 86_400_000;

/** A vote that is about to close. */
type ClosingVote = Pick<ProposalShown, 'id' | 'name'> & { readonly closes: number };

/**
 * The votes that close within a day, or within a tenth of their time where that is shorter, where this wallet is known to have a
 * vote and has not cast it. What is not known is left out.
 */
export function closingVotes(
  { time, proposals }: { readonly time: number; readonly proposals: readonly ProposalShown[] },
  electorates: Governing['electorates'],
  voter: Voter,
): ClosingVote[] {
  if (voter.records === null || voter.openedAt === null) return [];
  return proposals.flatMap((proposal): ClosingVote[] => {
    const { id, name, procedure, schedule } = proposal;
    if (!electorates.some((one) => one.name === procedure.electorate)) return [];
    if (!waitsForVoter(standingOf(proposal, electorates, voter))) return [];
    const { voteFrom, voteUntil: closes } = schedule;
    const left = closes - time;
    const isSoon = left > 0 && left <= Math.min(DAY_MS, (closes - voteFrom) / 10);
    return isSoon ? [{ id, name, closes }] : [];
  });
}
