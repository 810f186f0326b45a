import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Failure, OwnLimits } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { decimalsOf } from '../decimals-of.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { type TypedLimits, limitsTyped, typedOf } from './limits-typed.ts';

/** What this wallet accepts without a network: its owner's choice, a currency at a time. */
export function OwnLimitsForm({
  limits,
  changed,
}: {
  limits: OwnLimits;
  changed: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { view, call } = useOpenWallet();
  const say = words.wallet.exposure.limits;
  const [currency, setCurrency] = useState(view.currencies[0]?.code ?? '');
  const [typed, setTyped] = useState<TypedLimits>(() => typedOf(limits, currency));
  const [mistake, setMistake] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSaved, setSaved] = useState(false);
  const decimals = decimalsOf(view, currency);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = limitsTyped(typed, limits, { currency, decimals });
    if (!read.ok)
      return setMistake(read.why === 'three' ? say.three : words.amounts[read.why](decimals));
    setMistake(null);
    const set = await call('setOfflineLimits', read.value);
    setFailure(set.ok ? null : set.failure);
    setSaved(set.ok);
    changed();
  };
  const field = (name: keyof TypedLimits, label: string, description: string): ReactElement => (
    <TextInput
      label={label}
      description={description}
      inputMode="decimal"
      autoComplete="off"
      value={typed[name]}
      onChange={(event) => {
        setSaved(false);
        setTyped({ ...typed, [name]: event.currentTarget.value });
      }}
    />
  );
  return (
    <form className="card" data-form="limits" onSubmit={(event) => void submit(event)}>
      <h2>{say.title}</h2>
      <p className="faded">{say.lead}</p>
      <NativeSelect
        label={words.wallet.payment.currency}
        data={view.currencies.map(({ code }) => code)}
        value={currency}
        onChange={(event) => {
          setCurrency(event.currentTarget.value);
          setTyped(typedOf(limits, event.currentTarget.value));
        }}
      />
      {field('perAct', say.perAct, say.perActMeans)}
      {field('perPayer', say.perPayer, say.perPayerMeans)}
      {field('total', say.total, say.totalMeans)}
      {field('voids', say.voids, say.voidsMeans)}
      {field('hours', say.hours, say.hoursMeans)}
      {mistake !== null && (
        <p className="callout callout-bad small" role="alert">
          {mistake}
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <p role="status">{isSaved ? say.saved : ''}</p>
      <Button type="submit">{say.save}</Button>
    </form>
  );
}
