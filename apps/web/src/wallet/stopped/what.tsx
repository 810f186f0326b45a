import type { ReactElement } from 'react';
import { nameOf } from '../name-of.ts';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import type { Stopped } from './calls.ts';

/** How much, and to whom; the handle is what this wallet knew when it paid. */
export function What({
  stopped: { amount: sum = '0', currency = '', to, transition },
}: {
  stopped: Pick<Stopped, 'amount' | 'currency' | 'to' | 'transition'>;
}): ReactElement {
  const { words, amount } = useWalletLanguage();
  const { history } = useOpenWallet();
  const handle = history.find(({ id, party }) => id === transition && party === to)?.handle;
  const name = nameOf(handle, to ?? '');
  return (
    <>
      <strong className="figures">
        {amount(sum)} {currency}
      </strong>
      {to !== undefined && ` ${words.wallet.stopped.to(name)}`}
    </>
  );
}
