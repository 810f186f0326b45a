import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useWalletLanguage } from './language.tsx';
import type { WalletWords } from '../words/english/wallet.ts';
import { useSovereign } from '../sovereign/founding.tsx';
import { FailureNotice } from './failure-notice.tsx';
import type { WalletDoorControl } from './wallet-state.tsx';

const SHORTEST_PASSPHRASE = 12;
/** As protocol.md section 5 has it. */
const HANDLE = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/;

interface Filled {
  readonly handle: string;
  readonly country: string;
  readonly passphrase: string;
  readonly again: string;
  readonly isUnderstood: boolean;
}

type Faults = Partial<Record<keyof Filled, string>>;

function faultsOf(filled: Filled, say: WalletWords['create']): Faults {
  const { handle, passphrase, again, isUnderstood } = filled;
  return {
    ...(HANDLE.test(handle) ? {} : { handle: say.handleForm }),
    ...(passphrase.length >= SHORTEST_PASSPHRASE ? {} : { passphrase: say.tooShort }),
    ...(passphrase === again ? {} : { again: say.different }),
    ...(isUnderstood ? {} : { isUnderstood: say.confirm }),
  };
}

/** Makes the wallet of this browser, and says before what is kept where. */
export function CreateWallet({ control }: { control: WalletDoorControl }): ReactElement {
  const { words } = useWalletLanguage();
  const { founding } = useSovereign();
  const say = words.wallet.create;
  return (
    <>
      <header className="stack">
        <h1>{say.title}</h1>
        <p className="lead">{say.lead(founding?.constitution.name ?? words.frame.product)}</p>
      </header>
      <section className="callout">
        <h2 className="small-heading">{say.keptTitle}</h2>
        <ul className="conditions">
          {say.kept.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      {founding !== null && <Form control={control} home={founding.constitution.country} />}
    </>
  );
}

function Form({ control, home }: { control: WalletDoorControl; home: string }): ReactElement {
  const { words, countries } = useWalletLanguage();
  const say = words.wallet.create;
  const [filled, setFilled] = useState<Filled>({
    handle: '',
    country: home,
    passphrase: '',
    again: '',
    isUnderstood: false,
  });
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isMaking, setMaking] = useState(false);
  const set = (change: Partial<Filled>): void => setFilled((old) => ({ ...old, ...change }));
  const make = async (): Promise<void> => {
    setMaking(true);
    setFailure(null);
    const { handle, country, passphrase } = filled;
    // Where a browser asks its user before it promises to keep what is stored, or promises nothing, the wallet is made all the same.
    await navigator.storage.persist().catch(() => false);
    const outcome = await control.process().call('create', { handle, country, passphrase });
    if (outcome.ok) return control.opened(outcome.value);
    setMaking(false);
    setFailure(outcome.failure);
    control.refused(outcome.failure);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = faultsOf(filled, say);
    setFaults(found);
    if (Object.keys(found).length === 0) void make();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextInput
        label={say.handle}
        description={say.handleMeans}
        leftSection="@"
        autoCapitalize="none"
        autoComplete="username"
        spellCheck={false}
        value={filled.handle}
        error={faults.handle}
        onChange={(event) => set({ handle: event.currentTarget.value.trim().toLowerCase() })}
      />
      <NativeSelect
        label={say.country}
        description={say.countryMeans}
        data={countries}
        value={filled.country}
        onChange={(event) => set({ country: event.currentTarget.value })}
      />
      <PasswordInput
        label={say.passphrase}
        description={say.passphraseMeans}
        autoComplete="new-password"
        value={filled.passphrase}
        error={faults.passphrase}
        onChange={(event) => set({ passphrase: event.currentTarget.value })}
      />
      <PasswordInput
        label={say.again}
        autoComplete="new-password"
        value={filled.again}
        error={faults.again}
        onChange={(event) => set({ again: event.currentTarget.value })}
      />
      <Checkbox
        label={say.understood}
        checked={filled.isUnderstood}
        error={faults.isUnderstood}
        onChange={(event) => set({ isUnderstood: event.currentTarget.checked })}
      />
      {failure !== null && <FailureNotice failure={failure} />}
      <Button type="submit" size="md" loading={isMaking}>
        {say.go}
      </Button>
      <p className="faded small" role="status">
        {isMaking ? say.going : ''}
      </p>
    </form>
  );
}
