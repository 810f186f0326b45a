import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { LockLook } from './lock-look.tsx';
import { type AllowanceLooked, allowanceLooked } from './locking.ts';
import { countriesIn, daysIn, endAfter } from './typed-terms.ts';
import { type Opening, useOpening } from './use-opening.ts';

type Field = 'amount' | 'perCheque' | 'collateral' | 'days' | 'countries';

type Typed = Readonly<Record<Field, string>>;

/** Sets money aside for cheques to whoever is met, after a last look at what can be lost. */
export function OpenAllowance({ changed }: { changed: () => void }): ReactElement {
  const formats = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = formats.words.wallet.setAside;
  const opening = useOpening(changed);
  const [currency, setCurrency] = useState(opening.codes[0] ?? '');
  const [typed, setTyped] = useState<Typed>({
    amount: '',
    perCheque: '',
    collateral: '',
    days: '7',
    countries: '',
  });
  const [looked, setLooked] = useState<AllowanceLooked | null>(null);
  const look = async ({
    until: end,
    ...asked
  }: Omit<AllowanceLooked, 'reference'>): Promise<void> => {
    const once = await opening.once(['allowance', asked], end);
    if (once === null) return;
    const { reference, until } = once;
    setLooked({ ...asked, until: until ?? end, reference });
  };
  const go = async (request: AllowanceLooked): Promise<void> => {
    if (!(await opening.lock(() => call('openAllowance', request)))) return;
    setLooked(null);
    setTyped({ ...typed, amount: '', perCheque: '', collateral: '' });
  };
  return (
    <details className="card folded" data-form="allowance">
      <summary>{say.openAllowance}</summary>
      {looked === null ? (
        <AllowanceForm
          typed={typed}
          setTyped={setTyped}
          currency={currency}
          setCurrency={setCurrency}
          opening={opening}
          look={(asked) => void look(asked)}
        />
      ) : (
        <LockLook
          locking={allowanceLooked(looked, { say, formats })}
          isBusy={opening.isBusy}
          failure={opening.failure}
          go={() => void go(looked)}
          change={() => setLooked(null)}
        />
      )}
    </details>
  );
}

function AllowanceForm({
  typed,
  setTyped,
  currency,
  setCurrency,
  opening,
  look,
}: {
  typed: Typed;
  setTyped: (typed: Typed) => void;
  currency: string;
  setCurrency: (currency: string) => void;
  opening: Opening;
  look: (asked: Omit<AllowanceLooked, 'reference'>) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.setAside;
  const { codes, mistakeIn } = opening;
  const cap = opening.read(typed.amount, currency);
  const perCheque = opening.read(typed.perCheque, currency);
  const collateral = opening.read(typed.collateral, currency);
  const days = daysIn(typed.days);
  const countries = countriesIn(typed.countries);
  const isWhole =
    cap.ok &&
    days !== null &&
    countries !== null &&
    perCheque.ok &&
    (collateral.ok || collateral.why === 'empty' || collateral.why === 'zero');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!cap.ok || !perCheque.ok || days === null || countries === null) return;
    look({
      amount: cap.decimal,
      currency,
      perCheque: perCheque.decimal,
      until: endAfter(days, opening.now()),
      ...(collateral.ok ? { collateral: collateral.decimal } : {}),
      ...(countries.length === 0 ? {} : { countries }),
    });
  };
  const mistakes: Partial<Record<Field, string | null>> = {
    days: days === null ? say.badDays : null,
    countries: countries === null ? say.badCountries : null,
  };
  const field = (name: Field, label: string, description?: string): ReactElement => (
    <TextInput
      label={label}
      description={description}
      inputMode={name === 'countries' ? 'text' : 'decimal'}
      autoComplete="off"
      value={typed[name]}
      error={name in mistakes ? mistakes[name] : mistakeIn(typed[name], currency)}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
    />
  );
  return (
    <form className="stack" onSubmit={submit}>
      <p className="small faded">{say.allowanceMeans}</p>
      <div className="amount-row">
        {field('amount', say.amount)}
        <NativeSelect
          label={words.wallet.payment.currency}
          data={codes}
          value={currency}
          onChange={(event) => setCurrency(event.currentTarget.value)}
        />
      </div>
      {field('perCheque', say.perCheque)}
      {field('collateral', say.withCollateral, say.collateralMeans)}
      {field('days', say.days)}
      {field('countries', say.countries)}
      {opening.failure !== null && <FailureNotice failure={opening.failure} />}
      <p role="status">{opening.said}</p>
      <Button type="submit" loading={opening.isBusy} disabled={!isWhole}>
        {say.look.next}
      </Button>
    </form>
  );
}
