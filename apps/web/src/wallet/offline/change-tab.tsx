import { Button, TextInput } from '@mantine/core';
import type { HeldHoldView, OwnHoldView } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { decimalsOf } from '../decimals-of.ts';
import { readAmount } from '../../frame/read-amount.ts';
import type { Payee } from '../calls.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { PendingNotice } from '../pending-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { LockLook } from './lock-look.tsx';
import { raiseLooked, releaseLooked } from './locking.ts';
import { type Locking, useLocking } from './use-locking.ts';

/** What changes a tab, after a last look at who it is for, or whose it is. */
interface Changing extends Locking {
  /** Null before it was asked, or where nobody could tell. */
  readonly payee: Payee | null;
  readonly look: (address: string) => Promise<void>;
  readonly forget: () => void;
}

function useChanging(changed: () => void): Changing {
  const { call } = useOpenWallet();
  const [payee, setPayee] = useState<Payee | null>(null);
  const locking = useLocking(changed);
  return {
    ...locking,
    payee,
    look: async (address) => setPayee(await locking.ask(() => call('payee', address))),
    forget: () => setPayee(null),
    async lock(change) {
      const isDone = await locking.lock(change);
      if (isDone) setPayee(null);
      return isDone;
    },
  };
}

/** Adds to an own tab, after a last look. */
export function AddTo({
  hold,
  to,
  changed,
}: {
  hold: OwnHoldView;
  to: string;
  changed: () => void;
}): ReactElement {
  const formats = useWalletLanguage();
  const { view, call } = useOpenWallet();
  const { words } = formats;
  const say = words.wallet.setAside;
  const [typed, setTyped] = useState('');
  const [mistake, setMistake] = useState<string | null>(null);
  const [reference, setReference] = useState('');
  const changing = useChanging(changed);
  const { payee, isBusy, failure } = changing;
  const decimals = decimalsOf(view, hold.currency);
  const read = readAmount(typed, decimals);
  const look = async (): Promise<void> => {
    setMistake(read.ok ? null : words.amounts[read.why](decimals));
    if (!read.ok) return;
    const once = await changing.once(['raise', hold.hold, read.decimal], null);
    if (once === null) return;
    setReference(once.reference);
    await changing.look(to);
  };
  const raise = async (decimal: string): Promise<void> => {
    if (await changing.lock(() => call('raiseTab', hold.hold, decimal, reference))) setTyped('');
  };
  return (
    <details className="folded">
      <summary className="small">{say.raise}</summary>
      {payee !== null && read.ok ? (
        <LockLook
          locking={raiseLooked(payee, hold, read.decimal, { say, formats })}
          isBusy={isBusy}
          failure={failure}
          go={() => void raise(read.decimal)}
          change={changing.forget}
        />
      ) : (
        <div className="stack-tight">
          <TextInput
            label={say.amount}
            inputMode="decimal"
            autoComplete="off"
            value={typed}
            error={mistake}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {failure !== null && <FailureNotice failure={failure} />}
          {changing.status === 'pending' && <PendingNotice />}
          <div>
            <Button variant="light" size="sm" loading={isBusy} onClick={() => void look()}>
              {say.look.next}
            </Button>
          </div>
        </div>
      )}
    </details>
  );
}

/**
 * Takes what a tab gave, and gives the rest back to its owner: nothing more is accepted on it, so there is a last look before.
 */
export function Release({
  hold,
  changed,
}: {
  hold: HeldHoldView;
  changed: () => void;
}): ReactElement {
  const formats = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = formats.words.wallet.setAside;
  const changing = useChanging(changed);
  const { payee, isBusy, failure } = changing;
  if (payee !== null) {
    return (
      <LockLook
        locking={releaseLooked(payee, hold, { say, formats })}
        isBusy={isBusy}
        failure={failure}
        go={() => void changing.lock(() => call('releaseTab', hold.hold))}
        change={changing.forget}
      />
    );
  }
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      {changing.status === 'pending' && <PendingNotice />}
      <div>
        <Button
          variant="light"
          size="sm"
          loading={isBusy}
          onClick={() => void changing.look(hold.from)}
        >
          {say.release}
        </Button>
      </div>
    </>
  );
}
