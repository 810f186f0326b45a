import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { Waiting } from '../../frame/states.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import type { Opener } from '../keys/calls.ts';
import { type PasskeyFault, canAskPasskeys, makePasskey } from '../keys/passkey.ts';
import {
  NO_PASSPHRASE,
  PassphraseFields,
  type PassphraseFaults,
  passphraseFaults,
} from '../keys/passphrase-fields.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';

/** By what the wallet is opened: each way by itself, and never none. */
export function Ways(): ReactElement {
  const { words, day } = useWalletLanguage();
  const { call, view } = useOpenWallet();
  const { value: ways, failure: unread, again } = useCall('ways');
  const say = words.wallet.keys;
  const [fault, setFault] = useState<PasskeyFault | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sure, setSure] = useState<string | null>(null);
  const add = async (opener: Opener): Promise<void> => {
    const outcome = await call('addWay', opener, say.labels[opener.kind]);
    setFailure(outcome.ok ? null : outcome.failure);
    await again();
  };
  const addPasskey = async (): Promise<void> => {
    setFault(null);
    const made = await makePasskey(view.handle === null ? view.address : `@${view.handle}`);
    if (made.ok) await add(made.opener);
    else setFault(made.why);
  };
  const remove = async (id: string): Promise<void> => {
    const outcome = await call('removeWay', id);
    setSure(null);
    setFailure(outcome.ok ? null : outcome.failure);
    await again();
  };
  const hasPassphrase = ways?.some(({ kind }) => kind === 'passphrase') ?? true;
  return (
    <section className="stack" aria-labelledby="ways">
      <h2 id="ways">{say.settings.ways}</h2>
      <p className="faded">{say.settings.waysMeans}</p>
      {unread !== null && <FailureNotice failure={unread} />}
      {ways === null && unread === null && <Waiting />}
      <ul className="rows card" hidden={ways === null}>
        {(ways ?? []).map(({ id, kind, label, since }) => (
          <li key={id} className="spread">
            <span>
              <strong>
                {label === '' ? say.labels[kind === 'key' ? 'passkey' : kind] : label}
              </strong>{' '}
              {since > 0 && <span className="faded small">{say.settings.since(day(since))}</span>}
            </span>
            {ways !== null && ways.length > 1 && (
              <Button
                size="xs"
                variant={sure === id ? 'filled' : 'subtle'}
                color="red"
                onClick={() => (sure === id ? void remove(id) : setSure(id))}
              >
                {sure === id ? say.settings.removeSure : say.settings.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ways?.length === 1 && <p className="faded small">{say.settings.lastWay}</p>}
      {fault !== null && (
        <p className="callout callout-waiting" role="alert">
          {say.faults[fault]}
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      {canAskPasskeys() ? (
        <div>
          <Button variant="light" onClick={() => void addPasskey()}>
            {say.settings.addPasskey}
          </Button>
        </div>
      ) : (
        <p className="faded small">{say.settings.noPasskeys}</p>
      )}
      {!hasPassphrase && <AddPassphrase add={add} />}
    </section>
  );
}

function AddPassphrase({ add }: { add: (opener: Opener) => Promise<void> }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys.settings;
  const [typed, setTyped] = useState(NO_PASSPHRASE);
  const [faults, setFaults] = useState<PassphraseFaults>({});
  const [isAdding, setAdding] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = passphraseFaults(typed, words.wallet.create);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    setAdding(true);
    void add({ kind: 'passphrase', passphrase: typed.passphrase }).finally(() => setAdding(false));
  };
  return (
    <details>
      <summary>{say.addPassphrase}</summary>
      <form className="stack" onSubmit={submit} noValidate>
        <PassphraseFields typed={typed} change={setTyped} faults={faults} />
        <div>
          <Button type="submit" variant="light" loading={isAdding}>
            {say.add}
          </Button>
        </div>
      </form>
    </details>
  );
}
