import { Button, PasswordInput } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useWalletLanguage } from './language.tsx';
import { FailureNotice } from './failure-notice.tsx';
import type { WalletDoorControl } from './wallet-state.tsx';

/** Opens the wallet that this browser stores. */
export function UnlockWallet({ control }: { control: WalletDoorControl }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.unlock;
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isOpening, setOpening] = useState(false);
  const open = async (): Promise<void> => {
    setOpening(true);
    setFailure(null);
    const outcome = await control.process().call('open', passphrase);
    if (outcome.ok) return control.opened(outcome.value);
    setOpening(false);
    setFailure(outcome.failure);
    control.refused(outcome.failure);
  };
  const isWrong = failure?.code === 'wrong-unlock';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void open();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <h1>{say.title}</h1>
      <p className="lead">{say.lead}</p>
      {/* A password manager keeps a name beside what it fills in. */}
      <input hidden readOnly autoComplete="username" value={location.host} />
      <PasswordInput
        label={words.wallet.create.passphrase}
        autoComplete="current-password"
        value={passphrase}
        error={isWrong ? say.wrong : null}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      {failure !== null && !isWrong && <FailureNotice failure={failure} />}
      <Button type="submit" size="md" loading={isOpening} disabled={passphrase === ''}>
        {say.go}
      </Button>
    </form>
  );
}
