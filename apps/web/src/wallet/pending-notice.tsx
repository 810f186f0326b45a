import type { ReactElement } from 'react';
import { useWalletLanguage } from './language.tsx';

/** What was asked for is stored and signed, and not final: it may still be refused. */
export function PendingNotice(): ReactElement {
  const { words } = useWalletLanguage();
  return (
    <p className="callout callout-waiting small" role="status">
      {words.wallet.setAside.pending}
    </p>
  );
}
