import { Button, TextInput } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, Suspense, lazy, useEffect, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { CodeFromPicture } from '../code-from-picture.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import type { WalletDoorControl } from '../wallet-state.tsx';
import { KEY_SHOWN } from './device-code.ts';
import { canAskPasskeys, makePasskey } from './passkey.ts';
import {
  NO_PASSPHRASE,
  PassphraseFields,
  type PassphraseFaults,
  passphraseFaults,
} from './passphrase-fields.tsx';
import { WayChoice, type WayKind } from './way-choice.tsx';

const DeviceCodeShown = lazy(async () => ({
  default: (await import('./device-code-shown.tsx')).DeviceCodeShown,
}));

/** Makes this browser a further device: keys of its own first, then what another device says of them. */
export function EnrolThis({
  control,
  request,
}: {
  control: WalletDoorControl;
  request: string | null;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys.devices;
  const [made, setMade] = useState(request);
  return (
    <>
      <PageHead title={say.prepareTitle} lead={say.prepareLead} />
      {made === null ? (
        <Prepare control={control} done={setMade} />
      ) : (
        <Join control={control} request={made} />
      )}
    </>
  );
}

function Prepare({
  control,
  done,
}: {
  control: WalletDoorControl;
  done: (request: string) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys;
  const [way, setWay] = useState<WayKind>('passphrase');
  const [typed, setTyped] = useState(NO_PASSPHRASE);
  const [faults, setFaults] = useState<PassphraseFaults>({});
  const [mistake, setMistake] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setMistake(null);
    const shown =
      way === 'passkey'
        ? await makePasskey(location.host)
        : ({ ok: true, opener: { kind: 'passphrase', passphrase: typed.passphrase } } as const);
    if (!shown.ok) return setMistake(say.faults[shown.why]);
    setBusy(true);
    await navigator.storage.persist().catch(() => false);
    const outcome = await control.process().call('prepareDevice', shown.opener, say.labels[way]);
    setBusy(false);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) done(outcome.value);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = way === 'passphrase' ? passphraseFaults(typed, words.wallet.create) : {};
    setFaults(found);
    if (Object.keys(found).length === 0) void make();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {canAskPasskeys() && <WayChoice way={way} choose={setWay} />}
      {way === 'passphrase' && <PassphraseFields typed={typed} change={setTyped} faults={faults} />}
      {mistake !== null && (
        <p className="callout callout-waiting" role="alert">
          {mistake}
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="row">
        <Button type="submit" loading={isBusy}>
          {say.devices.prepareGo}
        </Button>
        <Button variant="subtle" onClick={control.look}>
          {words.wallet.payment.back}
        </Button>
      </div>
    </form>
  );
}

function Join({ control, request }: { control: WalletDoorControl; request: string }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys.devices;
  const [invitation, setInvitation] = useState('');
  const [key, setKey] = useState<string | null>(null);
  const { process } = control;
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const outcome = await process().call('requestedKey', request);
      if (outcome.ok) setKey(outcome.value);
    };
    void ask();
  }, [process, request]);
  const join = async (): Promise<void> => {
    setBusy(true);
    const outcome = await control.process().call('joinDevice', invitation);
    if (outcome.ok) return control.opened(outcome.value);
    setBusy(false);
    return setFailure(outcome.failure);
  };
  const forget = async (): Promise<void> => {
    const outcome = await control.process().call('forgetPrepared');
    if (outcome.ok) control.look();
    else setFailure(outcome.failure);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void join();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>{say.prepared}</p>
      <Suspense>
        <DeviceCodeShown request={request} />
      </Suspense>
      {key !== null && (
        <p role="status">
          {say.asksHere} <code>{key.slice(0, KEY_SHOWN)}</code>
        </p>
      )}
      <p>{say.thenRead}</p>
      <CodeFromPicture read={setInvitation} noCode={say.noCode} />
      <TextInput
        label={say.invited}
        autoCapitalize="none"
        spellCheck={false}
        value={invitation}
        onChange={(event) => setInvitation(event.currentTarget.value)}
      />
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="row">
        <Button type="submit" loading={isBusy} disabled={invitation.trim() === ''}>
          {say.joinGo}
        </Button>
        <Button variant="subtle" color="red" disabled={isBusy} onClick={() => void forget()}>
          {say.forget}
        </Button>
      </div>
    </form>
  );
}
