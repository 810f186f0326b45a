import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { useOpening } from './use-opening.ts';

type Field = 'amount' | 'perCheque' | 'collateral' | 'days' | 'countries';

/** Sets money aside for cheques to whoever is met. */
export function OpenAllowance({ changed }: { changed: () => void }): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.setAside;
  const opening = useOpening(changed);
  const { codes, mistakeIn } = opening;
  const [currency, setCurrency] = useState(codes[0] ?? '');
  const [typed, setTyped] = useState<Readonly<Record<Field, string>>>({
    amount: '',
    perCheque: '',
    collateral: '',
    days: '7',
    countries: '',
  });
  const cap = opening.read(typed.amount, currency);
  const perCheque = opening.read(typed.perCheque, currency);
  const collateral = opening.read(typed.collateral, currency);
  const isWhole =
    cap.ok &&
    perCheque.ok &&
    (collateral.ok || collateral.why === 'empty' || collateral.why === 'zero');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!cap.ok || !perCheque.ok) return;
    const countries = typed.countries.toUpperCase().match(/[A-Z]{2}/g);
    const request = {
      amount: cap.decimal,
      currency,
      perCheque: perCheque.decimal,
      days: Number(typed.days),
      ...(collateral.ok ? { collateral: collateral.decimal } : {}),
      ...(countries === null ? {} : { countries }),
    };
    if (!(await opening.open(() => call('openAllowance', request)))) return;
    setTyped({ ...typed, amount: '', perCheque: '', collateral: '' });
  };
  const field = (name: Field, label: string, description?: string): ReactElement => (
    <TextInput
      label={label}
      description={description}
      inputMode={name === 'countries' ? 'text' : 'decimal'}
      autoComplete="off"
      value={typed[name]}
      error={name === 'days' || name === 'countries' ? null : mistakeIn(typed[name], currency)}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
    />
  );
  return (
    <details className="card folded" data-form="allowance">
      <summary>{say.openAllowance}</summary>
      <form className="stack" onSubmit={(event) => void submit(event)}>
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
        <Button
          type="submit"
          loading={opening.isBusy}
          disabled={!isWhole || !(Number(typed.days) > 0)}
        >
          {say.open}
        </Button>
      </form>
    </details>
  );
}
