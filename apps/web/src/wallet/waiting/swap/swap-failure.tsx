import type { Failure } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { FailureNotice } from '../../failure-notice.tsx';
import { useWalletLanguage } from '../../language.tsx';
import { differencesOf } from './differences.ts';

/** Why an exchange does not go on; of a part that is not as agreed, each thing that differs. */
export function SwapFailure({ failure }: { failure: Failure }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.swap.differs;
  const differs = differencesOf(failure);
  if (differs.length === 0) return <FailureNotice failure={failure} />;
  return (
    <div className="callout callout-bad" role="alert">
      <p>{say.title}</p>
      <ul>
        {differs.map((one) => (
          <li key={one}>{say[one]}</li>
        ))}
      </ul>
    </div>
  );
}
