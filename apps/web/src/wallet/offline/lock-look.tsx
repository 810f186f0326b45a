import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import type { Payee } from '../calls.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { LookCard } from '../look-card.tsx';

/** What is about to be locked or given back. */
export interface Locking {
  readonly verb: string;
  readonly amount: string;
  readonly currency: string;
  /** For whom; null: for whoever is met. */
  readonly payee: Payee | null;
  /** For whom besides, and until when. */
  readonly lines: readonly string[];
  /** What can be lost by it, as DESIGN section 2 has it. */
  readonly lost: string;
  readonly go: string;
}

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
      <Button loading={isBusy} onClick={go}>
        {locking.go}
      </Button>
      <Button variant="subtle" disabled={isBusy} onClick={change}>
        {say.change}
      </Button>
    </section>
  );
}
