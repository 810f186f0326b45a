import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { useWalletLanguage } from '../language.tsx';
import { LookCard } from '../look-card.tsx';
import { leftOf } from '../offline/left-of.ts';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import type { StreamTerms } from './calls.ts';
import { perMinute } from './figures.ts';
import { OfferPrice } from './service-form.tsx';
import { StreamFailure } from './stream-failure.tsx';

/** What is locked and until when, and what can be lost, before anything is. */
export function StreamLook({
  terms,
  begun,
  change,
}: {
  terms: StreamTerms;
  begun: () => void;
  change: () => void;
}): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const { call, standing } = useOpenWallet();
  const say = words.wallet.streams;
  const { value } = useCall('offline');
  const payee = useCall('payee', terms.offer.payee);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { offer, each, budget, until, everyMs } = terms;
  const often = Object.entries(say.oftenChoices).find(([ms]) => ms === String(everyMs))?.[1];
  const sum = (decimal: string): string => `${amount(decimal)} ${offer.currency}`;
  const already = (value?.own ?? []).filter(
    (own) =>
      own.kind === 'tab' &&
      own.to === offer.payee &&
      own.currency === offer.currency &&
      own.stopped === undefined &&
      own.until > Date.now(),
  );
  const begin = async (): Promise<void> => {
    setBusy(true);
    const started = await call('startStream', terms);
    setBusy(false);
    setFailure(started.ok ? null : started.failure);
    if (started.ok) begun();
  };
  return (
    <section className="stack">
      <h1>{say.look.title}</h1>
      <LookCard
        verb={say.look.budget}
        sum={{ amount: budget, currency: offer.currency }}
        payee={payee.value}
      >
        <OfferPrice offer={offer} />
        <p className="faded small wrap-anywhere" dir="ltr">
          {offer.url}
        </p>
      </LookCard>
      <ul className="stream-terms">
        <li>{say.look.each(sum(each))}</li>
        {often !== undefined && everyMs !== null && (
          <li>{say.look.pace(often, sum(perMinute(each, everyMs)))}</li>
        )}
        <li>{say.look.locked(sum(budget), moment(until))}</li>
        {already.map((hold) => (
          <li key={hold.hold}>{say.look.already(sum(leftOf(hold)))}</li>
        ))}
        <li>{say.look.back}</li>
        <li>{say.look.pauses}</li>
        <li>{say.look.prevented}</li>
      </ul>
      <p className="callout callout-waiting">{say.look.lost(sum(each))}</p>
      {payee.failure !== null && <StreamFailure failure={payee.failure} />}
      {failure !== null && <StreamFailure failure={failure} />}
      <Button
        size="md"
        loading={isBusy}
        disabled={payee.value === null || standing.problem?.kind === 'tampering'}
        onClick={() => void begin()}
      >
        {everyMs === null ? say.look.go : say.look.goOn}
      </Button>
      <Button size="md" variant="subtle" disabled={isBusy} onClick={change}>
        {say.look.change}
      </Button>
    </section>
  );
}
