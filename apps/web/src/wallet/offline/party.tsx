import { type ReactElement, useEffect, useState } from 'react';
import { Face } from '../face.tsx';
import { nameOf } from '../name-of.ts';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';

/** Names that the sovereign told while this page was open. */
const told = new Map<string, string>();

/** The name of somebody: from what this wallet has done with them, else from the sovereign, where that can be reached. */
function useName(address: string): string | null {
  const { history, view, isReached, call } = useOpenWallet();
  const [asked, setAsked] = useState<string | null>(null);
  const met = history.find(({ party, handle }) => party === address && handle !== undefined);
  const known =
    address === view.address ? view.handle : (met?.handle ?? told.get(address) ?? asked);
  useEffect(() => {
    if (known !== null || !isReached) return;
    const ask = async (): Promise<void> => {
      const payee = await call('payee', address);
      if (!payee.ok || payee.value.handle === null) return;
      told.set(address, payee.value.handle);
      setAsked(payee.value.handle);
    };
    void ask();
  }, [address, known, isReached]);
  return known;
}

/** Somebody, by face and name; by address where nobody can tell a name. */
export function Party({ address }: { address: string }): ReactElement {
  const { words } = useWalletLanguage();
  const name = useName(address);
  return (
    <div className="person">
      <Face of={address} name={name} />
      <div>
        <p className="person-name wrap-anywhere">
          <bdi>{nameOf(name, address)}</bdi>
        </p>
        {name === null && <p className="faded small">{words.wallet.offline.stranger}</p>}
      </div>
    </div>
  );
}
