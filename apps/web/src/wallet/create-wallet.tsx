import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useEffect, useState } from 'react';
import { ExactInput } from '../frame/exact-input.tsx';
import { CountryField } from '../frame/country-field.tsx';
import { PageHead } from '../frame/page-head.tsx';
import { useSovereign } from '../sovereign/founding.tsx';
import { FailureNotice } from './failure-notice.tsx';
import {
  NO_PASSPHRASE,
  PassphraseFields,
  type PassphraseFaults,
  passphraseFaults,
} from './keys/passphrase-fields.tsx';
import { canAskPasskeys, hasOwnAuthenticator, makePasskey } from './keys/passkey.ts';
import type { Opener } from './keys/calls.ts';
import { WayChoice, type WayKind } from './keys/way-choice.tsx';
import { useWalletLanguage } from './language.tsx';
import type { WalletDoorControl } from './wallet-state.tsx';

/** As protocol.md section 5 has it. */
export const HANDLE: RegExp = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/;

/** Makes the wallet of this browser, and says before what is kept where. */
export function CreateWallet({ control }: { control: WalletDoorControl }): ReactElement {
  const { words } = useWalletLanguage();
  const { founding } = useSovereign();
  const say = words.wallet.create;
  return (
    <>
      <PageHead
        title={say.title}
        lead={say.lead(founding?.constitution.name ?? words.frame.product)}
      />
      <section className="callout">
        <h2 className="small-heading">{say.keptTitle}</h2>
        <ul className="conditions">
          {say.kept.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      {founding !== null && <Form control={control} home={founding.constitution.country} />}
      <div>
        <Button variant="subtle" onClick={control.enrol}>
          {words.wallet.keys.devices.have}
        </Button>
      </div>
    </>
  );
}

interface Mistakes extends PassphraseFaults {
  readonly handle?: string;
  /** Why a passkey gave nothing. */
  readonly passkey?: string;
}

function Form({ control, home }: { control: WalletDoorControl; home: string }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.create;
  const [handle, setHandle] = useState('');
  const [country, setCountry] = useState(home);
  const [way, setWay] = useState<WayKind>('passphrase');
  const [typed, setTyped] = useState(NO_PASSPHRASE);
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isMaking, setMaking] = useState(false);
  // Where the device itself has a lock that gives a secret, that is the better first offer.
  useEffect(() => void hasOwnAuthenticator().then((has) => has && setWay('passkey')), []);
  const opener = async (): Promise<Opener | null> => {
    if (way === 'passphrase') return { kind: 'passphrase', passphrase: typed.passphrase };
    const made = await makePasskey(`@${handle}`);
    if (made.ok) return made.opener;
    setMistakes({ passkey: words.wallet.keys.faults[made.why] });
    return null;
  };
  const make = async (): Promise<void> => {
    setMaking(true);
    setFailure(null);
    const shown = await opener();
    if (shown !== null) {
      // Where a browser asks its user before it promises to keep what is stored, or promises nothing, the wallet is made all the same.
      await navigator.storage.persist().catch(() => false);
      const label = words.wallet.keys.labels[way];
      const given = { handle, country, opener: shown, label };
      const outcome = await control.process().call('create', given);
      if (outcome.ok) return control.opened(outcome.value);
      setFailure(outcome.failure);
      control.refused(outcome.failure);
    }
    setMaking(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found: Mistakes = {
      ...(HANDLE.test(handle) ? {} : { handle: say.handleForm }),
      ...(way === 'passphrase' ? passphraseFaults(typed, say) : {}),
    };
    setMistakes(found);
    if (Object.keys(found).length === 0) void make();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ExactInput
        label={say.handle}
        description={say.handleMeans}
        leftSection="@"
        autoComplete="username"
        value={handle}
        error={mistakes.handle}
        onChange={(event) => setHandle(event.currentTarget.value.trim().toLowerCase())}
      />
      <CountryField
        label={say.country}
        description={say.countryMeans}
        value={country}
        choose={setCountry}
      />
      {canAskPasskeys() && <WayChoice way={way} choose={setWay} />}
      {way === 'passphrase' && (
        <PassphraseFields typed={typed} change={setTyped} faults={mistakes} />
      )}
      {mistakes.passkey !== undefined && (
        <p className="callout callout-waiting" role="alert">
          {mistakes.passkey}
        </p>
      )}
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
