import { Button, TextInput } from '@mantine/core';
import type { Failure, OwnHoldView } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { readAmount } from '../../frame/read-amount.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';

/** Adds to an own tab. */
export function AddTo({ hold, changed }: { hold: OwnHoldView; changed: () => void }): ReactElement {
  const { words } = useWalletLanguage();
  const { view, call, refresh } = useOpenWallet();
  const say = words.wallet.setAside;
  const [typed, setTyped] = useState('');
  const [mistake, setMistake] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const decimals = view.currencies.find(({ code }) => code === hold.currency)?.decimals ?? 0;
  const add = async (): Promise<void> => {
    const read = readAmount(typed, decimals);
    setMistake(read.ok ? null : words.amounts[read.why](decimals));
    if (!read.ok) return;
    setBusy(true);
    const raised = await call('raiseTab', hold.hold, read.decimal);
    setBusy(false);
    setFailure(raised.ok ? null : raised.failure);
    if (raised.ok) setTyped('');
    await refresh();
    changed();
  };
  return (
    <details className="folded">
      <summary className="small">{say.raise}</summary>
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
        <div>
          <Button variant="light" size="sm" loading={isBusy} onClick={() => void add()}>
            {say.raise}
          </Button>
        </div>
      </div>
    </details>
  );
}

/** Takes what a tab gave, and gives the rest back to its owner: nothing more is accepted on it. */
export function Release({ hold, changed }: { hold: string; changed: () => void }): ReactElement {
  const { words } = useWalletLanguage();
  const { call, refresh } = useOpenWallet();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const release = async (): Promise<void> => {
    setBusy(true);
    const released = await call('releaseTab', hold);
    setBusy(false);
    setFailure(released.ok ? null : released.failure);
    await refresh();
    changed();
  };
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      <div>
        <Button variant="light" size="sm" loading={isBusy} onClick={() => void release()}>
          {words.wallet.setAside.release}
        </Button>
      </div>
    </>
  );
}
