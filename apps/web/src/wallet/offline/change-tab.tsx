import { Button, TextInput } from '@mantine/core';
import type { Failure, HeldHoldView, Outcome, OwnHoldView, SetAside } from '@tallystick/wallet';
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

/** What asks before it changes a tab. */
interface Changing {
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  /** Who the tab is for, or whose it is; null before that was asked, or where nobody could tell. */
  readonly payee: Payee | null;
  readonly look: (address: string) => Promise<void>;
  readonly forget: () => void;
  /** The change is stored and signed, and may still be refused. */
  readonly isPending: boolean;
  readonly change: (changing: () => Promise<Outcome<Pick<SetAside, 'status'>>>) => Promise<boolean>;
}

function useChanging(changed: () => void): Changing {
  const { call, refresh } = useOpenWallet();
  const [payee, setPayee] = useState<Payee | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isPending, setPending] = useState(false);
  return {
    isBusy,
    isPending,
    failure,
    payee,
    async look(address) {
      setBusy(true);
      const found = await call('payee', address);
      setBusy(false);
      setFailure(found.ok ? null : found.failure);
      setPayee(found.ok ? found.value : null);
    },
    forget: () => setPayee(null),
    async change(changing) {
      setBusy(true);
      const done = await changing();
      setBusy(false);
      setFailure(done.ok ? null : done.failure);
      setPending(done.ok && done.value.status === 'pending');
      if (done.ok) setPayee(null);
      await refresh();
      changed();
      return done.ok;
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
  const changing = useChanging(changed);
  const { payee, isBusy, failure } = changing;
  const decimals = decimalsOf(view, hold.currency);
  const read = readAmount(typed, decimals);
  const look = (): void => {
    setMistake(read.ok ? null : words.amounts[read.why](decimals));
    if (read.ok) void changing.look(to);
  };
  const raise = async (decimal: string): Promise<void> => {
    if (await changing.change(() => call('raiseTab', hold.hold, decimal))) setTyped('');
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
          {changing.isPending && <PendingNotice />}
          <div>
            <Button variant="light" size="sm" loading={isBusy} onClick={look}>
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
        go={() => void changing.change(() => call('releaseTab', hold.hold))}
        change={changing.forget}
      />
    );
  }
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      {changing.isPending && <PendingNotice />}
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
