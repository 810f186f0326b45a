import type { HistoryEntry } from '@tallystick/wallet';
import type { NoticesWords } from '../../words/english/wallet/notices.ts';

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
  const keyOf = ({ id, kind }: HistoryEntry): string => `${kind} ${id}`;
  const known = new Map(before.map((entry) => [keyOf(entry), entry.status]));
  return after.flatMap((entry): Notice[] => {
    const { kind, status, currency = '' } = entry;
    if (status !== 'final' || entry.amount === undefined) return [];
    const was = known.get(keyOf(entry));
    const what = `${amount(entry.amount)} ${currency}`;
    const name = nameOf(entry);
    const tag = keyOf(entry);
    if (kind === 'received' && was === undefined) {
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
