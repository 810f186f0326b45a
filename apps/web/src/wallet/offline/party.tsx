import type { ReactElement } from 'react';
import { Face, shortAddress } from '../face.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';

/** Whom this wallet knows under a name: without a network nobody else can tell. */
function useNames(): (address: string) => string | null {
  const { history, view } = useOpenWallet();
  return (address) => {
    if (address === view.address) return view.handle;
    return (
      history.find(({ party, handle }) => party === address && handle !== undefined)?.handle ?? null
    );
  };
}

/** Somebody, by face and name; by address where this wallet has not met them. */
export function Party({ address }: { address: string }): ReactElement {
  const { words } = useWalletLanguage();
  const name = useNames()(address);
  return (
    <div className="person">
      <Face of={address} name={name} />
      <div>
        <p className="person-name wrap-anywhere">
          {name === null ? shortAddress(address) : `@${name}`}
        </p>
        {name === null && <p className="faded small">{words.wallet.offline.stranger}</p>}
      </div>
    </div>
  );
}
