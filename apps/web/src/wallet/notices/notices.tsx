import type { HistoryEntry } from '@tallystick/wallet';
import { useEffect, useRef } from 'react';
import { partyOf } from '../entry-row.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { type Notice, noticesOf } from './notices-of.ts';

/** Tells what has come in while the page is not looked at, where the browser was allowed to. */
export function Notices(): null {
  const { words, amount } = useWalletLanguage();
  const { history } = useOpenWallet();
  const before = useRef<readonly HistoryEntry[]>(history);
  useEffect(() => {
    const isAway = document.visibilityState === 'hidden';
    const nameOf = (entry: HistoryEntry): string | null => partyOf(entry, words.wallet.entries);
    const news = noticesOf(before.current, history, words.wallet.notices, { amount, nameOf });
    before.current = history;
    if (!isAway || !('Notification' in globalThis) || Notification.permission !== 'granted') return;
    for (const notice of news) void tell(notice);
  }, [history]);
  return null;
}

/** By the service worker: phones show no others. */
async function tell({ title, body, tag }: Notice): Promise<void> {
  const worker = await navigator.serviceWorker.ready;
  await worker.showNotification(title, { body, tag });
}
