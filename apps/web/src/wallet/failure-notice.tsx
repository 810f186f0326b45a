import type { Failure } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { failureText } from './failure-text.ts';
import { useWalletLanguage } from './language.tsx';

/** Why something did not happen: in the reader's language where it is a usual thing, else in the wallet's own words. */
export function FailureNotice({ failure }: { failure: Failure }): ReactElement {
  const { words } = useWalletLanguage();
  const known = failureText(words.wallet, failure);
  return (
    <div
      className={`callout callout-${['refused', 'tampering'].includes(failure.kind) ? 'bad' : 'waiting'}`}
      role="alert"
    >
      <p lang={known === undefined ? 'en' : undefined}>{known ?? failure.message}</p>
    </div>
  );
}
