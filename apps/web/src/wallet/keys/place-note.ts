import type { WalletWords } from '../../words/english/wallet.ts';
import type { Snapshot } from '../calls.ts';

/** What is said beside a wallet that stands with others; null where all is well. */
export function placeNote(
  snapshot: Pick<Snapshot, 'standing'> | null,
  say: Pick<WalletWords['keys']['places'], 'closed' | 'wrong' | 'away'>,
): { readonly text: string; readonly tone: 'bad' | 'waiting' } | null {
  if (snapshot === null) return { text: say.closed, tone: 'waiting' };
  const { problem, isReached } = snapshot.standing;
  if (problem?.kind === 'tampering') return { text: say.wrong, tone: 'bad' };
  return isReached ? null : { text: say.away, tone: 'waiting' };
}
