import type { HistoryEntry } from '@tallystick/wallet';
import { type ReactElement, Suspense, lazy, useEffect, useRef } from 'react';
import { partyOf } from '../entry-words.ts';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { noticeOfTab, noticesOf } from './notices-of.ts';
import { isAway, mayTell, tell } from './tell.ts';

// Votes are looked at for those alone who want to be told.
const ClosingVotes = lazy(async () => ({
  default: (await import('./closing-votes.tsx')).ClosingVotes,
}));

/** Tells what has come in while the page is not looked at, where the browser was allowed to. */
export function Notices(): ReactElement | null {
  const { words, amount } = useWalletLanguage();
  const { history, tabs } = useOpenWallet();
  const say = words.wallet.notices;
  const before = useRef<readonly HistoryEntry[]>(history);
  useEffect(() => {
    const called = (entry: HistoryEntry): string | null => partyOf(entry, words.wallet.entries);
    const news = noticesOf(before.current, history, say, { amount, nameOf: called });
    before.current = history;
    if (isAway()) for (const notice of news) void tell(notice);
  }, [history]);
  const told = useRef(tabs);
  useEffect(() => {
    const news = tabs.filter((tab) => !told.current.includes(tab));
    told.current = tabs;
    if (isAway()) for (const tab of news) void tell(noticeOfTab(tab, say, amount));
  }, [tabs]);
  if (!mayTell()) return null;
  return (
    <Suspense fallback={null}>
      <ClosingVotes />
    </Suspense>
  );
}
