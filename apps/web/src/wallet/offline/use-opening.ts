import type { Failure, Outcome, SetAside } from '@tallystick/wallet';
import { useState } from 'react';
import { decimalsOf } from '../decimals-of.ts';
import { type ReadAmount, readAmount } from '../../frame/read-amount.ts';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';

/** What a form that sets money aside knows while it is used. */
export interface Opening {
  readonly codes: string[];
  /** No earlier than any signed time that this wallet has seen; ms since 1970. */
  readonly now: () => number;
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  /** What became of it, in words. */
  readonly said: string | null;
  readonly read: (typed: string, currency: string) => ReadAmount;
  /** Why what was typed is no amount; null where it is one, or nothing was typed. */
  readonly mistakeIn: (typed: string, currency: string) => string | null;
  /** What has to be known before the last look; null where it failed. */
  readonly ask: <T>(asking: () => Promise<Outcome<T>>) => Promise<T | null>;
  readonly open: (opening: () => Promise<Outcome<SetAside>>) => Promise<boolean>;
}

export function useOpening(changed: () => void): Opening {
  const { words } = useWalletLanguage();
  const { view, refresh } = useOpenWallet();
  const say = words.wallet.setAside;
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const read = (typed: string, currency: string): ReadAmount =>
    readAmount(typed, decimalsOf(view, currency));
  return {
    codes: view.currencies.map(({ code }) => code),
    now: () => Math.max(view.signedTime, Date.now()),
    isBusy,
    failure,
    said,
    read,
    mistakeIn(typed, currency) {
      const amount = read(typed, currency);
      if (amount.ok || amount.why === 'empty') return null;
      return words.amounts[amount.why](decimalsOf(view, currency));
    },
    async ask<T>(asking: () => Promise<Outcome<T>>) {
      setBusy(true);
      setSaid(null);
      const asked = await asking();
      setBusy(false);
      setFailure(asked.ok ? null : asked.failure);
      return asked.ok ? asked.value : null;
    },
    async open(opening) {
      setBusy(true);
      setSaid(null);
      const opened = await opening();
      setBusy(false);
      setFailure(opened.ok ? null : opened.failure);
      if (opened.ok) setSaid(opened.value.status === 'final' ? say.doneTab : say.pending);
      await refresh();
      changed();
      return opened.ok;
    },
  };
}
