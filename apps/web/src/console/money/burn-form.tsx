import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { readAmount } from '../../frame/read-amount.ts';
import { useConsoleLanguage } from '../language.tsx';
import type { OrderAsked } from './signing-calls.ts';
import type { TreasuryShown } from './treasuries.ts';

/** How much of what the treasury itself has is destroyed. */
export function BurnForm({
  treasury: { code, decimals, balance },
  ready,
  cancel,
}: {
  treasury: TreasuryShown;
  ready: (order: OrderAsked) => void;
  cancel: () => void;
}): ReactElement {
  const { words, units } = useConsoleLanguage();
  const say = words.console.money;
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const look = (event: FormEvent): void => {
    event.preventDefault();
    const read = readAmount(typed, decimals);
    if (!read.ok) return setFault(words.amounts[read.why](decimals));
    const amount = BigInt(read.decimal.replace('.', ''));
    if (amount > BigInt(balance)) return setFault(say.faults.insufficient);
    return ready({ kind: 'burn', amount });
  };
  return (
    <form className="stack" onSubmit={look}>
      <h3>{say.burnTitle(code)}</h3>
      <TextInput
        label={say.amount(code)}
        description={say.burnMeans(`${units(balance, decimals)} ${code}`)}
        inputMode="decimal"
        value={typed}
        error={fault ?? undefined}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <div className="row">
        <Button type="submit">{say.look}</Button>
        <Button variant="subtle" onClick={cancel}>
          {say.cancel}
        </Button>
      </div>
    </form>
  );
}
