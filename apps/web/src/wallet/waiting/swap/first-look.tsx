import { Button } from '@mantine/core';
import type { HoldRequest } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { Link } from '../../../frame/route.tsx';
import type { Payee } from '../../calls.ts';
import { CopyText } from '../../copy-text.tsx';
import { FailureNotice } from '../../failure-notice.tsx';
import { useWalletLanguage } from '../../language.tsx';
import { LookCard } from '../../look-card.tsx';
import { nameOf } from '../../name-of.ts';
import { useLocking } from '../../offline/use-locking.ts';
import { useOpenWallet } from '../../wallet-state.tsx';
import { offerLink } from './offer.ts';

/** What whoever begins locks, for whom, for what, and what becomes of it; then the offer to hand on. */
export function FirstLook({
  request,
  payee,
  change,
}: {
  request: HoldRequest;
  payee: Payee;
  change: () => void;
}): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const { view, standing, call } = useOpenWallet();
  const [hold, setHold] = useState<string | null>(null);
  const { isBusy, failure, status, lock } = useLocking(() => undefined);
  const say = words.wallet.waiting;
  const { amount: given, currency, claims, swap } = request;
  if (swap === undefined) return <></>;
  const who = nameOf(payee.handle, payee.address);
  const [until, answerUntil] = [moment(claims[0]?.until ?? 0), moment(swap.until)];
  const put = async (): Promise<void> => {
    await lock(async () => {
      const outcome = await call('putForSecret', request);
      if (outcome.ok) setHold(outcome.value.hold);
      return outcome;
    });
  };
  if (status !== null && hold !== null) {
    const isFinal = status === 'final';
    const gives = { amount: given, currency };
    const at = { hold, at: view.sovereign.id, from: view.address };
    const offer = { ...at, gives, wants: swap, answerUntil: swap.until };
    return (
      <section className="stack">
        <div className={`callout callout-${isFinal ? 'good' : 'waiting'}`} role="status">
          <h1>{isFinal ? words.wallet.swap.look.done : words.wallet.setAside.pending}</h1>
        </div>
        {isFinal && (
          <>
            <CopyText
              label={words.wallet.swap.look.handOn}
              text={offerLink(offer, location.origin)}
            />
            <p>{words.wallet.swap.look.comeBack(who, answerUntil)}</p>
          </>
        )}
        <Link href="/wallet/waiting">{say.back}</Link>
      </section>
    );
  }
  return (
    <>
      <h1>{say.look.title}</h1>
      <LookCard verb={words.wallet.swap.give} sum={request} payee={payee}>
        <p>
          <strong>
            {words.wallet.swap.look.youWant(`${amount(swap.amount)} ${swap.currency}`, who)}
          </strong>
        </p>
        <p>{words.wallet.swap.look.locked(`${amount(given)} ${currency}`, until)}</p>
        <p>{words.wallet.swap.look.answer(who, answerUntil)}</p>
        <p>{words.wallet.swap.look.afterwards}</p>
        <p>{words.wallet.swap.look.nobody}</p>
        <p>{words.wallet.swap.look.late(answerUntil)}</p>
        <p className="faded small">{words.wallet.swap.look.option}</p>
      </LookCard>
      {failure !== null && <FailureNotice failure={failure} />}
      <Button
        size="md"
        loading={isBusy}
        disabled={standing.problem?.kind === 'tampering'}
        onClick={() => void put()}
      >
        {words.wallet.swap.look.go}
      </Button>
      <Button size="md" variant="subtle" disabled={isBusy} onClick={change}>
        {say.look.change}
      </Button>
    </>
  );
}
