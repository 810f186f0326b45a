import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { LookCard } from '../look-card.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import type { Locking } from './locking.ts';

/** The last look at money that is about to be locked: nothing is signed before it. */
export function LockLook({
  locking,
  isBusy,
  failure,
  go,
  change,
}: {
  locking: Locking;
  isBusy: boolean;
  failure: Failure | null;
  go: () => void;
  change: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { standing } = useOpenWallet();
  const say = words.wallet.setAside.look;
  const { verb, payee, lines, lost } = locking;
  return (
    <section className="stack" data-look>
      <h3>{say.title}</h3>
      <LookCard verb={verb} sum={locking} payee={payee}>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </LookCard>
      <p className="callout callout-waiting">{lost}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      <Button loading={isBusy} disabled={standing.problem?.kind === 'tampering'} onClick={go}>
        {locking.go}
      </Button>
      <Button variant="subtle" disabled={isBusy} onClick={change}>
        {say.change}
      </Button>
    </section>
  );
}
