import { Button } from '@mantine/core';
import type { ClaimView, Failure, HoldView, Outcome } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import type { Payee } from '../calls.ts';
import { CopyText } from '../copy-text.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { LookCard } from '../look-card.tsx';
import { nameOf } from '../name-of.ts';
import { useOpenWallet } from '../wallet-state.tsx';

/** What an oracle says, and how many amounts that this wallet knows wait for it. */
interface Statement {
  readonly said: string;
  readonly opens: number;
}

/** Gives a word that lets somebody take, after a last look at who and how much: no word is taken back. */
export function GiveWord({
  hold,
  claim: { to },
  label,
  means,
  handOn,
  statement,
  give,
}: {
  hold: HoldView;
  claim: ClaimView;
  label: string;
  means: string;
  /** What to do with the word. */
  handOn: string;
  /** The words that are signed, where they are not of this claim alone. */
  statement?: Statement;
  give: () => Promise<Outcome<string>>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { standing, call } = useOpenWallet();
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
        {statement === undefined ? (
          <ClaimLook hold={hold} payee={looked.payee} means={means} />
        ) : (
          <StatementLook {...statement} hold={hold} payee={looked.payee} means={means} />
        )}
        {!hold.proven && (
          <p className="small callout callout-waiting">{words.wallet.waiting.unproven}</p>
        )}
        {failure !== null && <FailureNotice failure={failure} />}
        <Button
          size="sm"
          loading={isBusy}
          disabled={standing.problem?.kind === 'tampering'}
          onClick={() => void run(give(), setWord)}
        >
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

interface LookedAt {
  readonly hold: HoldView;
  /** Null for whoever meets the condition. */
  readonly payee: Payee | null;
  readonly means: string;
}

/** A word about one claim: who takes how much. */
function ClaimLook({ hold, payee, means }: LookedAt): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.waiting.act;
  return (
    <LookCard verb={say.lets} sum={hold} payee={payee}>
      {payee === null && (
        <>
          <span className="faded small">{words.wallet.payment.toWhom}</span>
          <p className="person-name">{say.whoever}</p>
        </>
      )}
      <p>{means}</p>
    </LookCard>
  );
}

/** An oracle's word: what is signed is the statement, and no amount and nobody's name is in it. */
function StatementLook({ hold, payee, means, said, opens }: LookedAt & Statement): ReactElement {
  const { words, amount } = useWalletLanguage();
  const say = words.wallet.waiting.act;
  const who = payee === null ? say.whoever : nameOf(payee.handle, payee.address);
  return (
    <section className="card card-raised">
      <span className="faded small">{say.youSay}</span>
      <p className="large-amount" dir="auto">
        {said}
      </p>
      <p>{means}</p>
      <p>{say.opens(opens)}</p>
      <p className="wrap-anywhere">{say.among(`${amount(hold.amount)} ${hold.currency}`, who)}</p>
    </section>
  );
}
