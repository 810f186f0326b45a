import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { HoldRequest } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { ExactInput } from '../../../frame/exact-input.tsx';
import { readAmount } from '../../../frame/read-amount.ts';
import type { Payee } from '../../calls.ts';
import { decimalsOf } from '../../decimals-of.ts';
import { FailureNotice } from '../../failure-notice.tsx';
import { useWalletLanguage } from '../../language.tsx';
import { useLocking } from '../../offline/use-locking.ts';
import { useOpenWallet } from '../../wallet-state.tsx';
import { recipientOf } from '../recipe.ts';
import { FirstLook } from './first-look.tsx';
import { SWAP_DAYS, type SwapTyped, boundPart, firstPart } from './offer.ts';

/** What was looked up for a last look. */
interface SwapLooked {
  readonly typed: string;
  readonly request: HoldRequest;
  readonly payee: Payee;
}

/** Offers an exchange: what for what, with whom, until when, and a last look. */
export function NewSwap({ other }: { other: () => void }): ReactElement {
  const { view } = useOpenWallet();
  const [typed, setTyped] = useState<SwapTyped>(() => ({
    to: '',
    gives: { amount: '', currency: view.currencies[0]?.code ?? '' },
    wants: { amount: '', currency: view.currencies[1]?.code ?? '' },
    days: '1',
  }));
  const [last, setLast] = useState<SwapLooked | null>(null);
  const [isLooking, setLooking] = useState(false);
  if (last !== null && isLooking) {
    return <FirstLook {...last} change={() => setLooking(false)} />;
  }
  const next = (request: HoldRequest, payee: Payee): void => {
    const what = JSON.stringify([typed, payee.address]);
    // The same once more keeps its reference: what was shown as failed may have been put all the same.
    setLast((before) => {
      const reference = before?.typed === what ? before.request.reference : request.reference;
      const again = reference === undefined ? request : { ...request, reference };
      return { typed: what, request: again, payee };
    });
    setLooking(true);
  };
  return <SwapForm typed={typed} setTyped={setTyped} next={next} other={other} />;
}

function SwapForm({
  typed,
  setTyped,
  next,
  other,
}: {
  typed: SwapTyped;
  setTyped: (typed: SwapTyped) => void;
  next: (request: HoldRequest, payee: Payee) => void;
  other: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { view, call } = useOpenWallet();
  const say = words.wallet.waiting;
  const [mistakes, setMistakes] = useState<readonly (string | null)[]>([null, null]);
  const [isSame, setSame] = useState(false);
  const { isBusy, failure, ask } = useLocking(() => undefined);
  const { to, gives, wants, days } = typed;
  const look = async (): Promise<void> => {
    const read = [gives, wants].map(({ amount, currency }) => {
      const decimals = decimalsOf(view, currency);
      const one = readAmount(amount, decimals);
      return one.ok ? one : { ok: false as const, said: words.amounts[one.why](decimals) };
    });
    setMistakes(read.map((one) => (one.ok ? null : one.said)));
    setSame(gives.currency === wants.currency);
    const [given, wanted] = read;
    if (!given?.ok || !wanted?.ok || gives.currency === wants.currency) return;
    const exact = {
      ...typed,
      gives: { ...gives, amount: given.decimal },
      wants: { ...wants, amount: wanted.decimal },
    };
    const now = Math.max(view.signedTime, Date.now());
    const request = firstPart(exact, now, crypto.randomUUID());
    const payee = await ask(() => call('payee', recipientOf(to)));
    if (payee !== null) next(boundPart(request, payee), payee);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void look();
  };
  const dayCounts = SWAP_DAYS.map((value) => ({
    value,
    label: words.wallet.swap.dayCounts[value],
  }));
  return (
    <form className="stack" onSubmit={submit}>
      <h1>{words.wallet.swap.title}</h1>
      <p className="faded">{words.wallet.swap.lead}</p>
      <ExactInput
        label={words.wallet.swap.to}
        description={words.wallet.swap.toMeans}
        value={to}
        onChange={(event) => setTyped({ ...typed, to: event.currentTarget.value })}
      />
      <SumRow
        label={words.wallet.swap.give}
        of={words.wallet.swap.giveCurrency}
        sum={gives}
        mistake={mistakes[0] ?? null}
        set={(sum) => setTyped({ ...typed, gives: sum })}
      />
      <SumRow
        label={words.wallet.swap.want}
        of={words.wallet.swap.wantCurrency}
        sum={wants}
        mistake={mistakes[1] ?? null}
        set={(sum) => setTyped({ ...typed, wants: sum })}
      />
      <NativeSelect
        label={words.wallet.swap.days}
        data={dayCounts}
        value={days}
        onChange={(event) => {
          const chosen = SWAP_DAYS.find((one) => one === event.currentTarget.value);
          setTyped({ ...typed, days: chosen ?? days });
        }}
      />
      <p className="faded small">{words.wallet.swap.at}</p>
      {isSame && (
        <p className="callout callout-waiting" role="alert">
          {words.wallet.swap.faults['same-currency']}
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <Button type="submit" size="md" loading={isBusy} disabled={to.trim() === ''}>
        {words.wallet.swap.next}
      </Button>
      <Button size="md" variant="subtle" onClick={other}>
        {say.recipes.title}
      </Button>
    </form>
  );
}

/** An amount and its currency, each with a label of its own: there are two of both. */
function SumRow({
  label,
  of,
  sum,
  mistake,
  set,
}: {
  label: string;
  of: string;
  sum: SwapTyped['gives'];
  mistake: string | null;
  set: (sum: SwapTyped['gives']) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { view } = useOpenWallet();
  return (
    <div className="amount-row">
      <TextInput
        label={label}
        inputMode="decimal"
        autoComplete="off"
        value={sum.amount}
        error={mistake}
        onChange={(event) => set({ ...sum, amount: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.wallet.swap.currency}
        aria-label={of}
        data={view.currencies.map(({ code }) => code)}
        value={sum.currency}
        onChange={(event) => set({ ...sum, currency: event.currentTarget.value })}
      />
    </div>
  );
}
