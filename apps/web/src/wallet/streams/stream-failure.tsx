import type { Failure } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';

/** Why a service was not asked or not paid. */
export function StreamFailure({ failure }: { failure: Failure }): ReactElement {
  const { words } = useWalletLanguage();
  const known = words.wallet.streams.failures[failure.code];
  if (known === undefined) return <FailureNotice failure={failure} />;
  return (
    <div className="callout callout-waiting" role="alert">
      <p>{known}</p>
    </div>
  );
}
