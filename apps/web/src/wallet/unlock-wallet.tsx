import { Button, PasswordInput } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useWalletLanguage } from './language.tsx';
import { FailureNotice } from './failure-notice.tsx';
import type { Closed, Opener } from './keys/calls.ts';
import { type PasskeyFault, askPasskey } from './keys/passkey.ts';
import type { WalletDoorControl } from './wallet-state.tsx';

/** Opens the wallets that this browser stores. */
export function UnlockWallet({
  control,
  closed,
}: {
  control: WalletDoorControl;
  closed: Closed;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.unlock;
  const [failure, setFailure] = useState<Failure | null>(null);
  const [fault, setFault] = useState<PasskeyFault | null>(null);
  const [opening, setOpening] = useState<Opener['kind'] | null>(null);
  const open = async (opener: Opener): Promise<void> => {
    setOpening(opener.kind);
    setFailure(null);
    const outcome = await control.process().call('open', opener);
    if (outcome.ok) return control.opened(outcome.value);
    setOpening(null);
    setFailure(outcome.failure);
    control.refused(outcome.failure);
  };
  const ask = async (): Promise<void> => {
    setFault(null);
    const asked = await askPasskey(closed.passkeys);
    if (asked.ok) await open(asked.opener);
    else setFault(asked.why);
  };
  const isWrong = failure?.code === 'wrong-unlock';
  const hasPasskey = closed.passkeys.length > 0;
  return (
    <div className="stack">
      <h1>{say.title}</h1>
      <p className="lead">{hasPasskey ? words.wallet.keys.lockedLead : say.lead}</p>
      {hasPasskey && (
        <Button size="md" loading={opening === 'passkey'} onClick={() => void ask()}>
          {words.wallet.keys.byPasskey}
        </Button>
      )}
      {fault !== null && (
        <p className="callout callout-waiting" role="alert">
          {words.wallet.keys.faults[fault]}
        </p>
      )}
      {failure !== null && !isWrong && <FailureNotice failure={failure} />}
      {isWrong && !closed.hasPassphrase && (
        <p className="callout callout-waiting" role="alert">
          {words.wallet.keys.faults.other}
        </p>
      )}
      {closed.hasPassphrase && (
        <ByPassphrase
          isWrong={isWrong}
          isOpening={opening === 'passphrase'}
          isSecond={hasPasskey}
          open={(passphrase) => void open({ kind: 'passphrase', passphrase })}
        />
      )}
    </div>
  );
}

function ByPassphrase({
  isWrong,
  isOpening,
  isSecond,
  open,
}: {
  isWrong: boolean;
  isOpening: boolean;
  isSecond: boolean;
  open: (passphrase: string) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.unlock;
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    open(passphrase);
  };
  return (
    <form className="stack" onSubmit={submit}>
      {/* A password manager keeps a name beside what it fills in. */}
      <input hidden readOnly autoComplete="username" value={location.host} />
      <PasswordInput
        label={words.wallet.create.passphrase}
        autoComplete="current-password"
        value={passphrase}
        error={isWrong ? say.wrong : null}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="md"
        variant={isSecond ? 'light' : 'filled'}
        loading={isOpening}
        disabled={passphrase === ''}
      >
        {say.go}
      </Button>
    </form>
  );
}
