import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { decimalsOf } from '../decimals-of.ts';
import { ExactInput } from '../../frame/exact-input.tsx';
import { readAmount } from '../../frame/read-amount.ts';
import { useWalletLanguage } from '../language.tsx';
import { Party } from '../offline/party.tsx';
import { endAfter } from '../offline/typed-terms.ts';
import { linkOf } from '../pay-page.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import type { ServiceOffer, StreamTerms } from './calls.ts';
import { costOf, isLess, priceText } from './figures.ts';
import { StreamFailure } from './stream-failure.tsx';

/** What stands in the form; the offer is of the address that stands there. */
export interface Typed {
  readonly service: string;
  readonly offer: ServiceOffer | null;
  readonly budget: string;
  readonly days: string;
  readonly everyMs: string;
}

/** A link fills in the address and asks nobody: what it says is looked at first. */
export function typedFromLink(): Typed {
  return { service: linkOf(location.hash), offer: null, budget: '', days: '7', everyMs: '0' };
}

interface Form {
  readonly typed: Typed;
  readonly setTyped: (typed: Typed) => void;
}

/** Which service, and once it has said what it costs, how much of that. */
export function ServiceForm({
  typed,
  setTyped,
  next,
}: Form & { next: (terms: StreamTerms) => void }): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.streams;
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const offer = await call('serviceOffer', typed.service);
    setBusy(false);
    setFailure(offer.ok ? null : offer.failure);
    setTyped({ ...typed, offer: offer.ok ? offer.value : null });
  };
  return (
    <>
      <form className="stack" onSubmit={(event) => void ask(event)}>
        <ExactInput
          label={say.service}
          description={say.serviceMeans}
          inputMode="url"
          dir="ltr"
          value={typed.service}
          onChange={(event) =>
            setTyped({ ...typed, service: event.currentTarget.value, offer: null })
          }
        />
        {failure !== null && <StreamFailure failure={failure} />}
        {typed.offer === null && (
          <Button type="submit" size="md" loading={isBusy} disabled={typed.service.trim() === ''}>
            {say.askPrice}
          </Button>
        )}
      </form>
      {typed.offer !== null && (
        <BudgetForm typed={typed} setTyped={setTyped} offer={typed.offer} next={next} />
      )}
    </>
  );
}

/** What it calls what it gives, and what that costs. */
export function OfferPrice({ offer }: { offer: ServiceOffer }): ReactElement {
  const { words, amount, number } = useWalletLanguage();
  const say = words.wallet.streams;
  const sum = (decimal: string): string => `${amount(decimal)} ${offer.currency}`;
  return (
    <>
      {offer.memo !== '' && <p className="wrap-anywhere">“{offer.memo}”</p>}
      <p className="figures">
        <strong>{priceText(offer, say, { sum, number })}</strong>
      </p>
    </>
  );
}

function BudgetForm({
  typed,
  setTyped,
  offer,
  next,
}: Form & { offer: ServiceOffer; next: (terms: StreamTerms) => void }): ReactElement {
  const { words } = useWalletLanguage();
  const { view } = useOpenWallet();
  const say = words.wallet.streams;
  const [mistake, setMistake] = useState<string | null>(null);
  const decimals = decimalsOf(view, offer.currency);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readAmount(typed.budget, decimals);
    if (!read.ok) return setMistake(words.amounts[read.why](decimals));
    const each = costOf(offer);
    if (isLess(read.decimal, each)) return setMistake(say.tooLittle);
    setMistake(null);
    const everyMs = typed.everyMs === '0' ? null : Number(typed.everyMs);
    const now = Math.max(view.signedTime, Date.now());
    const until = endAfter(Number(typed.days), now);
    return next({ offer, each, budget: read.decimal, until, everyMs });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <section className="card card-raised" aria-label={say.offer}>
        <span className="faded small">{say.payee}</span>
        <Party address={offer.payee} />
        <OfferPrice offer={offer} />
      </section>
      <TextInput
        label={`${say.budget} (${offer.currency})`}
        description={say.budgetMeans}
        inputMode="decimal"
        autoComplete="off"
        value={typed.budget}
        error={mistake}
        onChange={(event) => setTyped({ ...typed, budget: event.currentTarget.value })}
      />
      <NativeSelect
        label={say.days}
        data={(['1', '7', '30'] as const).map((value) => ({
          value,
          label: say.dayCounts[value],
        }))}
        value={typed.days}
        onChange={(event) => setTyped({ ...typed, days: event.currentTarget.value })}
      />
      <NativeSelect
        label={say.often}
        data={(['0', '1000', '10000', '60000'] as const).map((value) => ({
          value,
          label: say.oftenChoices[value],
        }))}
        value={typed.everyMs}
        onChange={(event) => setTyped({ ...typed, everyMs: event.currentTarget.value })}
      />
      <Button type="submit" size="md">
        {say.next}
      </Button>
    </form>
  );
}
