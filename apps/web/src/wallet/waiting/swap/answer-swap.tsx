import { Button, Textarea } from '@mantine/core';
import type { CheckedSwap, Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useEffect, useState } from 'react';
import { Link } from '../../../frame/route.tsx';
import type { Payee } from '../../calls.ts';
import { useWalletLanguage } from '../../language.tsx';
import { LookCard } from '../../look-card.tsx';
import { nameOf } from '../../name-of.ts';
import { useLocking } from '../../offline/use-locking.ts';
import { useOpenWallet } from '../../wallet-state.tsx';
import {
  type Offer,
  type OfferFault,
  offerFault,
  offeredTerms,
  readOffer,
  secondPart,
} from './offer.ts';
import { SwapFailure } from './swap-failure.tsx';

/** An offer that the log bears out. */
interface OfferLooked {
  readonly offer: Offer;
  readonly payee: Payee;
  readonly checked: CheckedSwap;
  readonly isAnswered: boolean;
}

/** Reads an offer that somebody handed over, checks it against the log, and answers it after a last look. */
export function AnswerSwap(): ReactElement {
  const { words } = useWalletLanguage();
  const { view, call } = useOpenWallet();
  const say = words.wallet.waiting;
  const [text, setText] = useState(() => (location.hash === '' ? '' : location.href));
  const [fault, setFault] = useState<OfferFault | null>(null);
  const [looked, setLooked] = useState<OfferLooked | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    const offer = readOffer(text);
    const now = Math.max(view.signedTime, Date.now());
    const found = offer === null ? 'no-offer' : offerFault(offer, view, now);
    setFault(found);
    setFailure(null);
    if (offer === null || found !== null) return;
    setBusy(true);
    const payee = await call('payee', offer.from);
    const checked = payee.ok ? await call('checkSwap', offeredTerms(offer)) : payee;
    const waits = checked.ok ? await call('waits') : checked;
    setBusy(false);
    if (!payee.ok || !checked.ok || !waits.ok) {
      return setFailure([payee, checked, waits].find((one) => !one.ok)?.failure ?? null);
    }
    const isAnswered = waits.value.holds.some(
      ({ swap, status }) => swap?.answers === offer.hold && status !== 'not-put',
    );
    setLooked({ offer, payee: payee.value, checked: checked.value, isAnswered });
  };
  useEffect(() => {
    if (text !== '') void check();
  }, []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void check();
  };
  if (looked !== null) return <AnswerLook {...looked} />;
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        <Link href="/wallet/waiting">{say.back}</Link>
      </p>
      <h1>{words.wallet.swap.answer.title}</h1>
      <p className="faded">{words.wallet.swap.answer.means}</p>
      <Textarea
        label={words.wallet.swap.answer.label}
        rows={3}
        dir="ltr"
        spellCheck={false}
        autoCapitalize="none"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {fault !== null && (
        <p className="callout callout-waiting" role="alert">
          {words.wallet.swap.faults[fault]}
        </p>
      )}
      {failure !== null && <SwapFailure failure={failure} />}
      <Button type="submit" size="md" loading={isBusy} disabled={text.trim() === ''}>
        {words.wallet.swap.answer.go}
      </Button>
    </form>
  );
}

/** Both sides of it, and what whoever answers can lose. */
function AnswerLook({ offer, payee, checked, isAnswered }: OfferLooked): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const { standing, call } = useOpenWallet();
  const { isBusy, failure, status, lock } = useLocking(() => undefined);
  const say = words.wallet.waiting;
  const { answer } = words.wallet.swap;
  const who = nameOf(payee.handle, payee.address);
  const got = `${amount(offer.gives.amount)} ${offer.gives.currency}`;
  const end = moment(checked.until);
  const request = secondPart(offer, payee, checked.until);
  if (status !== null || isAnswered) {
    const isFinal = isAnswered || status === 'final';
    return (
      <div className={`callout callout-${isFinal ? 'good' : 'waiting'}`} role="status">
        <h1>
          {isAnswered ? answer.already : isFinal ? answer.done : words.wallet.setAside.pending}
        </h1>
        <p>{answer.doneMeans(end)}</p>
        <Link href="/wallet/waiting">{say.back}</Link>
      </div>
    );
  }
  return (
    <>
      <h1>{say.look.title}</h1>
      <LookCard verb={answer.youLock} sum={request} payee={payee}>
        <p>
          <strong>{answer.youGet(got, who)}</strong>
        </p>
        <p>{answer.checked(got, end)}</p>
        <p>{answer.yours(moment(offer.answerUntil))}</p>
        <p className="faded small">{answer.option}</p>
        <p>{answer.afterwards}</p>
        <p className="callout callout-waiting">{answer.late(end)}</p>
      </LookCard>
      {failure !== null && <SwapFailure failure={failure} />}
      <Button
        size="md"
        loading={isBusy}
        disabled={standing.problem?.kind === 'tampering'}
        onClick={() => void lock(() => call('answerSwap', offeredTerms(offer), request))}
      >
        {answer.lock}
      </Button>
      <Link href="/wallet/waiting">{say.back}</Link>
    </>
  );
}
