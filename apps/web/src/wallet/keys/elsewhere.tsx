import type { Failure } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { Link } from '../../frame/route.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';

/** Why a payment link leads nowhere here; one of another sovereign leads to the wallet there, or to who that is. */
export function PayeeFailure({ failure }: { failure: Failure }): ReactElement {
  const { words } = useWalletLanguage();
  const { call, show } = useOpenWallet();
  const { value: places } = useCall('places');
  const say = words.wallet.keys.places;
  const { sovereign } = failure.data;
  if (failure.code !== 'other-sovereign' || typeof sovereign !== 'string') {
    return <FailureNotice failure={failure} />;
  }
  const there = places?.find(({ url }) => URL.parse(url)?.origin === sovereign);
  const choose = async (): Promise<void> => {
    const chosen = await call('choose', there?.name ?? '');
    if (chosen.ok) show(chosen.value);
  };
  return (
    <div className="callout callout-waiting stack" role="alert">
      <p>{say.elsewhere(there?.sovereign ?? sovereign)}</p>
      {there === undefined ? (
        <Link href={`/wallet/sovereigns?at=${encodeURIComponent(sovereign)}`}>
          {say.elsewhereGo}
        </Link>
      ) : (
        <button type="button" className="plain-button" onClick={() => void choose()}>
          {say.show}
        </button>
      )}
    </div>
  );
}
