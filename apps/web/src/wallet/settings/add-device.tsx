import { Button, TextInput } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { CodeFromPicture } from '../code-from-picture.tsx';
import { CopyText } from '../copy-text.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { KEY_SHOWN, requestOf } from '../keys/device-code.ts';
import { useWalletLanguage } from '../language.tsx';
import { QrCode } from '../qr-code.tsx';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';

/** Reads what a new device asks, from its screen or as a text, and gives what it needs once it is added. */
export function AddDevice({ again }: { again: () => Promise<void> }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys.devices;
  const [request, setRequest] = useState('');
  const [invitation, setInvitation] = useState<string | null>(null);
  const [isOther, setOther] = useState(false);
  const asked = request.trim();
  const take = (text: string): void => {
    setOther(false);
    setInvitation(null);
    setRequest(text);
  };
  return (
    <section className="stack" aria-labelledby="add">
      <h2 id="add">{say.add}</h2>
      <p className="faded">{say.addMeans}</p>
      <CodeFromPicture
        read={take}
        readMessage={(message) => {
          const shown = requestOf(message);
          if (shown === null) setOther(true);
          else take(shown);
        }}
        noCode={say.noCode}
      />
      {isOther && (
        <p className="callout callout-waiting" role="alert">
          {say.otherCode}
        </p>
      )}
      <TextInput
        label={say.request}
        autoCapitalize="none"
        spellCheck={false}
        value={request}
        onChange={(event) => take(event.currentTarget.value)}
      />
      {asked !== '' && invitation === null && (
        <LastLook key={asked} request={asked} added={setInvitation} again={again} />
      )}
      {invitation !== null && (
        <div className="card stack" role="status">
          <p>{say.invitation}</p>
          <QrCode text={invitation} label={say.invitationCode} />
          <CopyText label={say.invitationText} text={invitation} />
        </div>
      )}
    </section>
  );
}

/** Which keys would be added, to be compared with what the new device shows of them. */
function LastLook({
  request,
  added,
  again,
}: {
  request: string;
  added: (invitation: string) => void;
  again: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call, refresh } = useOpenWallet();
  const say = words.wallet.keys.devices;
  const { value: key, failure: wrong } = useCall('requestedKey', request);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const add = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('addDevice', request);
    setFailure(outcome.ok ? null : outcome.failure);
    setBusy(false);
    if (outcome.ok) added(outcome.value.invitation);
    await refresh();
    await again();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void add();
  };
  if (wrong !== null) return <FailureNotice failure={wrong} />;
  return (
    <form className="callout callout-waiting stack" onSubmit={submit}>
      {key !== null && (
        <p role="status">
          {say.asks} <code>{key.slice(0, KEY_SHOWN)}</code>
        </p>
      )}
      <p>{say.compare}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      <div>
        <Button type="submit" loading={isBusy} disabled={key === null}>
          {say.addGo}
        </Button>
      </div>
    </form>
  );
}
