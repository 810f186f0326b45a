import { Button } from '@mantine/core';
import type { ClaimView, Failure, HoldView, Outcome } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import type { Payee } from '../calls.ts';
import { CopyText } from '../copy-text.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { LookCard } from '../look-card.tsx';
import { useOpenWallet } from '../wallet-state.tsx';

/** Gives a word that lets somebody take, after a last look at who and how much: no word is taken back. */
export function GiveWord({
  hold,
  claim: { to },
  label,
  means,
  handOn,
  give,
}: {
  hold: HoldView;
  claim: ClaimView;
  label: string;
  means: string;
  /** What to do with the word. */
  handOn: string;
  give: () => Promise<Outcome<string>>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.waiting.act;
  const [looked, setLooked] = useState<{ readonly payee: Payee | null } | null>(null);
  const [word, setWord] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async <T,>(asked: Promise<Outcome<T>>, then: (value: T) => void): Promise<void> => {
    setBusy(true);
    const outcome = await asked;
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) then(outcome.value);
    setBusy(false);
  };
  const look = async (): Promise<void> => {
    if (to === null) return setLooked({ payee: null });
    return await run(call('payee', to), (payee) => setLooked({ payee }));
  };
  if (word !== null) return <CopyText label={handOn} text={word} />;
  if (looked !== null) {
    return (
      <section className="stack" data-look>
        <LookCard verb={say.lets} sum={hold} payee={looked.payee}>
          <p>{means}</p>
        </LookCard>
        {failure !== null && <FailureNotice failure={failure} />}
        <Button size="sm" loading={isBusy} onClick={() => void run(give(), setWord)}>
          {say.go}
        </Button>
        <Button size="sm" variant="subtle" disabled={isBusy} onClick={() => setLooked(null)}>
          {say.not}
        </Button>
      </section>
    );
  }
  return (
    <>
      <p className="faded small">{means}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      <div>
        <Button size="sm" variant="light" loading={isBusy} onClick={() => void look()}>
          {label}
        </Button>
      </div>
    </>
  );
}
