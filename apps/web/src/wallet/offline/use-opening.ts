import { type ReadAmount, readAmount } from '../../frame/read-amount.ts';
import { decimalsOf } from '../decimals-of.ts';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { type Locking, useLocking } from './use-locking.ts';

/** What a form that sets money aside knows while it is used. */
export interface Opening extends Locking {
  readonly codes: string[];
  /** No earlier than any signed time that this wallet has seen; ms since 1970. */
  readonly now: () => number;
  /** What became of it, in words. */
  readonly said: string | null;
  readonly read: (typed: string, currency: string) => ReadAmount;
  /** Why what was typed is no amount; null where it is one, or nothing was typed. */
  readonly mistakeIn: (typed: string, currency: string) => string | null;
}

export function useOpening(changed: () => void): Opening {
  const { words } = useWalletLanguage();
  const { view } = useOpenWallet();
  const locking = useLocking(changed);
  const { status } = locking;
  const say = words.wallet.setAside;
  const read = (typed: string, currency: string): ReadAmount =>
    readAmount(typed, decimalsOf(view, currency));
  return {
    ...locking,
    codes: view.currencies.map(({ code }) => code),
    now: () => Math.max(view.signedTime, Date.now()),
    said: status === null ? null : status === 'final' ? say.doneTab : say.pending,
    ask(asking) {
      locking.clear();
      return locking.ask(asking);
    },
    read,
    mistakeIn(typed, currency) {
      const amount = read(typed, currency);
      if (amount.ok || amount.why === 'empty') return null;
      return words.amounts[amount.why](decimalsOf(view, currency));
    },
  };
}
