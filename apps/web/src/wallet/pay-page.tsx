import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type Failure, failed } from '@tallystick/wallet';
import {
  type Dispatch,
  type FormEvent,
  type ReactElement,
  type SetStateAction,
  useEffect,
  useRef,
  useState,
} from 'react';
import { ExactInput } from '../frame/exact-input.tsx';
import { useWalletLanguage } from './language.tsx';
import { readAmount } from '../frame/read-amount.ts';
import type { Payee } from './calls.ts';
import { CodeFromPicture } from './code-from-picture.tsx';
import { type Draft, draftOf } from './draft.ts';
import { PayeeFailure } from './keys/elsewhere.tsx';
import { LastLook } from './last-look.tsx';
import { useOpenWallet } from './wallet-state.tsx';

const UNKNOWN_CURRENCY = failed(
  'usage',
  'unknown-currency',
  'This wallet knows no such currency.',
).failure;

interface Typed {
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  readonly memo: string;
}

/** Pays in two steps: who and how much, then a last look. */
export function PayPage(): ReactElement {
  const { words } = useWalletLanguage();
  const { view } = useOpenWallet();
  const [typed, setTyped] = useState<Typed>(() => ({
    to: linkOf(location.hash),
    amount: '',
    currency: view.currencies[0]?.code ?? '',
    memo: '',
  }));
  const [draft, setDraft] = useState<Draft | null>(null);
  const last = useRef<Draft | null>(null);
  if (draft !== null) {
    const again = (): void => {
      last.current = null;
      setDraft(null);
      setTyped((old) => ({ ...old, to: '', amount: '', memo: '' }));
    };
    return <LastLook draft={draft} change={() => setDraft(null)} again={again} />;
  }
  return (
    <>
      <h1>{words.wallet.payment.title}</h1>
      <PayForm
        typed={typed}
        setTyped={setTyped}
        next={(asked) => {
          last.current = draftOf(asked, last.current, () => crypto.randomUUID());
          setDraft(last.current);
        }}
      />
    </>
  );
}

/** What a payment link carries behind `#`; it is read where it is typed, so that everybody sees what it says. */
export function linkOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}

/** A link says for itself how much is asked for, and what for. Gives the handle that goes with the address in it. */
function useLink(
  to: string,
  setTyped: Dispatch<SetStateAction<Typed>>,
  setFailure: (failure: Failure) => void,
): Pick<Payee, 'who' | 'handle'> | null {
  const { call } = useOpenWallet();
  const [beside, setBeside] = useState<Pick<Payee, 'who' | 'handle'> | null>(null);
  useEffect(() => {
    if (!to.startsWith('tally:')) return undefined;
    // What is typed meanwhile stays: an answer about a link that is gone changes nothing.
    let isCurrent = true;
    void call('payee', to).then((outcome) => {
      if (!isCurrent) return undefined;
      if (!outcome.ok) return setFailure(outcome.failure);
      const { who, handle, ...asked } = outcome.value;
      // An address stays one: looked up again by its handle, it could be somebody else's.
      setBeside(who.startsWith('@') ? null : { who, handle });
      return setTyped((typed) => ({
        to: who,
        amount: asked.amount ?? typed.amount,
        currency: asked.currency ?? typed.currency,
        memo: asked.memo ?? typed.memo,
      }));
    });
    return () => {
      isCurrent = false;
    };
  }, [to]);
  return beside;
}

function PayForm({
  typed,
  setTyped,
  next,
}: {
  typed: Typed;
  setTyped: Dispatch<SetStateAction<Typed>>;
  next: (asked: Omit<Draft, 'reference'>) => void;
}): ReactElement {
  const { words, amount } = useWalletLanguage();
  const { view, balances, call } = useOpenWallet();
  const say = words.wallet.payment;
  const [mistake, setMistake] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const beside = useLink(typed.to, setTyped, setFailure);
  const currency = view.currencies.find(({ code }) => code === typed.currency);
  const declared = view.currencies.map(({ code }) => code);
  const codes = currency === undefined ? [typed.currency, ...declared] : declared;
  const has = balances.balances[typed.currency];
  const set = (change: Partial<Typed>): void => setTyped((old) => ({ ...old, ...change }));
  const look = async (): Promise<void> => {
    // A link may ask for a currency that this wallet does not know: it is not shown as another one.
    if (currency === undefined) return setFailure(UNKNOWN_CURRENCY);
    const read = readAmount(typed.amount, currency.decimals);
    setMistake(read.ok ? null : words.amounts[read.why](currency.decimals));
    if (!read.ok) return undefined;
    const outcome = await call('payee', typed.to);
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return undefined;
    const { currency: code, memo } = typed;
    return next({ payee: outcome.value, amount: read.decimal, currency: code, memo });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void look();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <ExactInput
        label={say.to}
        description={say.toMeans}
        value={typed.to}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      {beside !== null && beside.who === typed.to && beside.handle !== null && (
        <p className="small" role="status">
          <bdi>@{beside.handle}</bdi>
        </p>
      )}
      <CodeFromPicture read={(text) => set({ to: text })} noCode={say.noCode} />
      <div className="amount-row">
        <TextInput
          label={say.amount}
          inputMode="decimal"
          autoComplete="off"
          value={typed.amount}
          error={mistake}
          onChange={(event) => set({ amount: event.currentTarget.value })}
        />
        <NativeSelect
          label={say.currency}
          data={codes}
          value={typed.currency}
          onChange={(event) => set({ currency: event.currentTarget.value })}
        />
      </div>
      <p className="faded small figures">
        {say.notEnough(`${amount(has ?? '0')} ${typed.currency}`)}
      </p>
      <TextInput
        label={say.memo}
        description={say.memoMeans}
        maxLength={80}
        autoComplete="off"
        value={typed.memo}
        onChange={(event) => set({ memo: event.currentTarget.value })}
      />
      {failure !== null && <PayeeFailure failure={failure} />}
      <Button type="submit" size="md" disabled={typed.to.trim() === ''}>
        {say.next}
      </Button>
    </form>
  );
}
