import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { ExactInput } from '../../frame/exact-input.tsx';
import type { Payee } from '../calls.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { LockLook } from './lock-look.tsx';
import { type TabLooked, tabFor, tabLooked } from './locking.ts';
import { daysIn, endAfter } from './typed-terms.ts';
import { type Opening, useOpening } from './use-opening.ts';

interface Looked {
  readonly payee: Payee;
  readonly request: TabLooked;
}

interface Typed {
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  readonly days: string;
}

/** Sets money aside for one payee, after a last look at who that is. */
export function OpenTab({ changed }: { changed: () => void }): ReactElement {
  const formats = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = formats.words.wallet.setAside;
  const opening = useOpening(changed);
  const currency = opening.codes[0] ?? '';
  const [typed, setTyped] = useState<Typed>({ to: '', amount: '', currency, days: '30' });
  const [looked, setLooked] = useState<Looked | null>(null);
  const look = async (): Promise<void> => {
    const read = opening.read(typed.amount, typed.currency);
    const days = daysIn(typed.days);
    if (!read.ok || days === null) return;
    const payee = await opening.ask(() => call('payee', typed.to));
    if (payee === null) return;
    const sum = { amount: read.decimal, currency: typed.currency };
    const end = endAfter(days, opening.now());
    const once = await opening.once(['tab', payee.address, payee.country, sum], end);
    if (once === null) return;
    const { reference, until } = once;
    setLooked({ payee, request: tabFor(payee, sum, { until: until ?? end, reference }) });
  };
  const go = async ({ request }: Looked): Promise<void> => {
    if (!(await opening.lock(() => call('openTab', request)))) return;
    setLooked(null);
    setTyped({ ...typed, amount: '' });
  };
  return (
    <details className="card folded" data-form="tab">
      <summary>{say.openTab}</summary>
      {looked === null ? (
        <TabForm typed={typed} setTyped={setTyped} opening={opening} look={() => void look()} />
      ) : (
        <LockLook
          locking={tabLooked(looked.payee, looked.request, { say, formats })}
          isBusy={opening.isBusy}
          failure={opening.failure}
          go={() => void go(looked)}
          change={() => setLooked(null)}
        />
      )}
    </details>
  );
}

function TabForm({
  typed,
  setTyped,
  opening,
  look,
}: {
  typed: Typed;
  setTyped: (typed: Typed) => void;
  opening: Opening;
  look: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.setAside;
  const { codes, mistakeIn } = opening;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    look();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="small faded">{say.tabMeans}</p>
      <ExactInput
        label={say.to}
        description={words.wallet.payment.toMeans}
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
        error={daysIn(typed.days) === null ? say.badDays : null}
        onChange={(event) => setTyped({ ...typed, days: event.currentTarget.value })}
      />
      {opening.failure !== null && <FailureNotice failure={opening.failure} />}
      <p role="status">{opening.said}</p>
      <Button
        type="submit"
        loading={opening.isBusy}
        disabled={
          typed.to.trim() === '' ||
          !opening.read(typed.amount, typed.currency).ok ||
          daysIn(typed.days) === null
        }
      >
        {say.look.next}
      </Button>
    </form>
  );
}
