import type { OwnWord } from '@tallystick/wallet';
import type { Governing, IdentityShown, ProposalShown } from '../../sovereign/answers.ts';

export type Choice = Extract<OwnWord, { readonly kind: 'ballot' }>['choice'];

/** What somebody has to do with a vote. */
export type Standing =
  | { readonly kind: 'voted'; readonly choice: Choice; readonly index: number }
  | { readonly kind: 'no-vote' | 'over' }
  | { readonly kind: 'not-open'; readonly opens: number }
  | { readonly kind: 'not-member'; readonly why: 'country' | 'later' }
  | { readonly kind: 'may-vote' | 'needs-key'; readonly closes: number };

/** Who asks, as far as it is known: what is not known is left to the ledger, which decides. */
export interface Voter {
  readonly words: readonly OwnWord[];
  readonly records: IdentityShown['countries'] | null;
  /** When the identity was opened, by the ledger. */
  readonly openedAt: number | null;
}

/** Where a wallet stands to a proposal, by the sovereign's newest header. */
export function standingOf(
  { id, lane, stage, schedule, procedure }: ProposalShown,
  electorates: Governing['electorates'],
  { words, records, openedAt }: Voter,
): Standing {
  for (const word of words) {
    if (word.kind === 'ballot' && word.proposal === id) {
      return { kind: 'voted', choice: word.choice, index: word.index };
    }
  }
  if (procedure.electorate === null || lane === 'emergency') return { kind: 'no-vote' };
  if (stage.kind !== 'comment' && stage.kind !== 'voting') return { kind: 'over' };
  const electorate = electorates.find(({ name }) => name === procedure.electorate);
  const isOutside =
    electorate !== undefined &&
    records !== null &&
    !records.some(
      ({ country, tier }) =>
        tier >= electorate.minTier &&
        (electorate.countries.length === 0 || electorate.countries.includes(country)),
    );
  if (isOutside) return { kind: 'not-member', why: 'country' };
  // Who may vote was counted under the header that admitted the proposal; closures only make it look later.
  const countedAt = schedule.voteFrom - procedure.commentMs;
  if (openedAt !== null && openedAt > countedAt) return { kind: 'not-member', why: 'later' };
  if (stage.kind === 'comment') return { kind: 'not-open', opens: schedule.voteFrom };
  const closes = schedule.voteUntil;
  const hasKey = votingKeyOf(words) !== null;
  return { kind: procedure.vendors > 0 && !hasKey ? 'needs-key' : 'may-vote', closes };
}

/** Whether something is to be done about it now. */
export function waitsForVoter({ kind }: Standing): boolean {
  return kind === 'may-vote' || kind === 'needs-key';
}

/** The newest voting key: a later one replaces those before. */
export function votingKeyOf(
  words: readonly OwnWord[],
): Extract<OwnWord, { readonly kind: 'voting-key' }> | null {
  return words.findLast((word) => word.kind === 'voting-key') ?? null;
}
