import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { useOpening } from './use-opening.ts';

/** Sets money aside for one payee. */
export function OpenTab({ changed }: { changed: () => void }): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.setAside;
  const opening = useOpening(changed);
  const { codes, mistakeIn } = opening;
  const [typed, setTyped] = useState({ to: '', amount: '', currency: codes[0] ?? '', days: '30' });
  const days = Number(typed.days);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { to, currency } = typed;
    const read = opening.read(typed.amount, currency);
    if (!read.ok) return;
    const request = { to: to.trim(), amount: read.decimal, currency, days };
    if (await opening.open(() => call('openTab', request))) setTyped({ ...typed, amount: '' });
  };
  return (
    <details className="card folded" data-form="tab">
      <summary>{say.openTab}</summary>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="small faded">{say.tabMeans}</p>
        <TextInput
          label={say.to}
          description={words.wallet.payment.toMeans}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={typed.to}
          onChange={(event) => setTyped({ ...typed, to: event.currentTarget.value })}
        />
        <div className="amount-row">
          <TextInput
            label={say.amount}
            inputMode="decimal"
            autoComplete="off"
            value={typed.amount}
            error={mistakeIn(typed.amount, typed.currency)}
            onChange={(event) => setTyped({ ...typed, amount: event.currentTarget.value })}
          />
          <NativeSelect
            label={words.wallet.payment.currency}
            data={codes}
            value={typed.currency}
            onChange={(event) => setTyped({ ...typed, currency: event.currentTarget.value })}
          />
        </div>
        <TextInput
          label={say.days}
          inputMode="numeric"
          autoComplete="off"
          value={typed.days}
          onChange={(event) => setTyped({ ...typed, days: event.currentTarget.value })}
        />
        {opening.failure !== null && <FailureNotice failure={opening.failure} />}
        <p role="status">{opening.said}</p>
        <Button
          type="submit"
          loading={opening.isBusy}
          disabled={
            typed.to.trim() === '' || !opening.read(typed.amount, typed.currency).ok || !(days > 0)
          }
        >
          {say.open}
        </Button>
      </form>
    </details>
  );
}
