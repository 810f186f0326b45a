import type { Failure, ForkEvidence } from '@tallystick/wallet';
import { type ReactElement, useEffect, useState } from 'react';
import { FailureNotice } from '../failure-notice.tsx';
import { CopyText } from '../copy-text.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';

type Compared =
  | { readonly kind: 'comparing' }
  | { readonly kind: 'no-wallet' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'compared'; readonly forks: readonly ForkEvidence[] };

/** Whether the log that a file has seen is the one that this browser sees; a forked one is shouted. */
export function SeenCompared({
  sovereign,
  checkpoints,
}: {
  sovereign: string;
  checkpoints: readonly string[];
}): ReactElement {
  const { words, number } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.takeAlong.found.seen;
  const [compared, setCompared] = useState<Compared>({ kind: 'comparing' });
  useEffect(() => {
    const compare = async (): Promise<void> => {
      const outcome = await call('compareTaken', sovereign, checkpoints);
      if (!outcome.ok) setCompared({ kind: 'failed', failure: outcome.failure });
      else if (outcome.value === null) setCompared({ kind: 'no-wallet' });
      else setCompared({ kind: 'compared', forks: outcome.value });
    };
    if (checkpoints.length > 0) void compare();
  }, [call, sovereign, checkpoints]);
  if (checkpoints.length === 0) return <p className="faded">{say.nothing}</p>;
  if (compared.kind === 'comparing') return <p role="status">{say.comparing}</p>;
  if (compared.kind === 'no-wallet') return <p className="faded">{say.noWallet}</p>;
  if (compared.kind === 'failed') {
    return (
      <div className="stack">
        <p>{say.failed}</p>
        <FailureNotice failure={compared.failure} />
      </div>
    );
  }
  if (compared.forks.length === 0) {
    return (
      <p className="callout callout-good" role="status">
        {say.same(number(checkpoints.length))}
      </p>
    );
  }
  return (
    <div className="callout callout-bad" role="alert">
      <p>
        <strong>{say.forked}</strong>
      </p>
      <CopyText label={compared.forks[0]?.what ?? ''} text={JSON.stringify(compared.forks)} />
    </div>
  );
}
