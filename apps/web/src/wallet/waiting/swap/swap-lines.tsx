import { Button } from '@mantine/core';
import type { CheckedSwap, Failure, HoldView, SwapTerms } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import type { Payee } from '../../calls.ts';
import { CopyText } from '../../copy-text.tsx';
import { useWalletLanguage } from '../../language.tsx';
import { LookCard, PersonLooked } from '../../look-card.tsx';
import { nameOf } from '../../name-of.ts';
import { PendingNotice } from '../../pending-notice.tsx';
import { useOpenWallet } from '../../wallet-state.tsx';
import { answerTo, answerableUntil, answeredTerms, offerLink, offerOf } from './offer.ts';
import { SwapFailure } from './swap-failure.tsx';

/** Of an own part of an exchange: what is to come for it, and what there is to do. */
export function SwapLines({
  hold,
  holds,
  changed,
}: {
  hold: HoldView;
  holds: readonly HoldView[];
  changed: () => Promise<void>;
}): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const { view } = useOpenWallet();
  const [isOffered, setOffered] = useState(false);
  const { card: say } = words.wallet.swap;
  const { swap, claims, status } = hold;
  const [claim] = claims;
  if (swap === null || claim === undefined) return <></>;
  const who = nameOf(claim.handle, claim.to ?? '');
  const what = `${amount(swap.amount)} ${swap.currency}`;
  if (swap.answers !== undefined) {
    const part = holds.find((one) => one.hold === swap.answers);
    const isDue = status !== 'not-put' && part?.status === 'open';
    return isDue ? <p>{say.get(what, who, moment(swap.until))}</p> : <></>;
  }
  const answer = answerTo(hold, holds);
  if (answer?.taken === 'final') return <p>{say.done(what)}</p>;
  const terms = answer === null ? null : answeredTerms(hold, answer);
  const offer = offerOf(hold, view.sovereign.id);
  const latest = answerableUntil(swap.until);
  const isOver = Math.max(view.signedTime, Date.now()) > latest;
  return (
    <>
      <p>{say.want(what, who)}</p>
      {status === 'open' && terms !== null && (
        <>
          <p className="callout callout-waiting">{say.answered(who)}</p>
          <TakeSwap own={hold} terms={terms} changed={changed} />
        </>
      )}
      {status === 'open' && terms === null && (
        <p className="faded small">{isOver ? say.tooLate : say.notYet(moment(latest))}</p>
      )}
      {status === 'open' && terms === null && !isOver && offer !== null && (
        <div>
          <Button size="sm" variant="subtle" onClick={() => setOffered(true)}>
            {say.offer}
          </Button>
        </div>
      )}
      {isOffered && offer !== null && (
        <CopyText label={words.wallet.swap.look.handOn} text={offerLink(offer, location.origin)} />
      )}
    </>
  );
}

/** Checks the other part against the log, shows both sides, and takes it: nothing shows the secret before. */
function TakeSwap({
  own,
  terms,
  changed,
}: {
  own: HoldView;
  terms: SwapTerms;
  changed: () => Promise<void>;
}): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const { standing, call, refresh } = useOpenWallet();
  const { card, take: say } = words.wallet.swap;
  const [looked, setLooked] = useState<{ payee: Payee; checked: CheckedSwap } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isPending, setPending] = useState(false);
  const look = async (): Promise<void> => {
    setBusy(true);
    const payee = await call('payee', terms.from);
    const checked = payee.ok ? await call('checkSwap', terms) : payee;
    setBusy(false);
    setFailure(checked.ok ? null : checked.failure);
    if (payee.ok && checked.ok) setLooked({ payee: payee.value, checked: checked.value });
  };
  const take = async (): Promise<void> => {
    setBusy(true);
    const taken = await call('takeSwap', terms);
    setFailure(taken.ok ? null : taken.failure);
    setPending(taken.ok && taken.value.status === 'pending');
    if (taken.ok) {
      await refresh();
      await changed();
    }
    setBusy(false);
  };
  if (looked === null) {
    return (
      <>
        {failure !== null && <SwapFailure failure={failure} />}
        <div>
          <Button size="sm" loading={isBusy} onClick={() => void look()}>
            {card.look}
          </Button>
        </div>
      </>
    );
  }
  const { payee, checked } = looked;
  const who = nameOf(payee.handle, payee.address);
  return (
    <section className="stack" data-look>
      <LookCard verb={say.youGet} sum={terms} payee={null}>
        <span className="faded small">{say.from}</span>
        <PersonLooked payee={payee} />
        <p>
          <strong>{say.youGive(`${amount(own.amount)} ${own.currency}`, who)}</strong>
        </p>
        <p>{say.checked(moment(checked.until))}</p>
        <p>{say.shows}</p>
      </LookCard>
      {failure !== null && <SwapFailure failure={failure} />}
      {isPending && <PendingNotice />}
      <Button
        size="sm"
        loading={isBusy}
        disabled={standing.problem?.kind === 'tampering'}
        onClick={() => void take()}
      >
        {say.go}
      </Button>
      <Button size="sm" variant="subtle" disabled={isBusy} onClick={() => setLooked(null)}>
        {say.not}
      </Button>
    </section>
  );
}
