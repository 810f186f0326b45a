import { Button, TextInput } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Waiting } from '../../frame/states.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import type { NamedDevice } from '../keys/calls.ts';
import { KEY_SHOWN } from '../keys/device-code.ts';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import { AddDevice } from './add-device.tsx';

/** Which devices may act for this identity: names, a new one, and taking one away after a last look. */
export function DevicesPage(): ReactElement {
  const { words } = useWalletLanguage();
  const { value: devices, failure, again } = useCall('devices');
  const say = words.wallet.keys.devices;
  return (
    <>
      <PageHead title={say.title} lead={say.lead} />
      {failure !== null && <FailureNotice failure={failure} />}
      {devices === null ? (
        failure === null && <Waiting />
      ) : (
        <ul className="rows card">
          {devices.map((device) => (
            <li key={device.key}>
              <Device device={device} again={again} />
            </li>
          ))}
        </ul>
      )}
      <AddDevice again={again} />
      <p className="faded small">{say.refuse}</p>
    </>
  );
}

function Device({
  device,
  again,
}: {
  device: NamedDevice;
  again: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call, refresh } = useOpenWallet();
  const say = words.wallet.keys.devices;
  const { ordinal, key, isOwn } = device;
  const shown = device.name ?? say.device(ordinal + 1);
  const [step, setStep] = useState<'shown' | 'naming' | 'removing'>('shown');
  const [name, setName] = useState(device.name ?? '');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const begin = (what: 'naming' | 'removing'): void => {
    setFailure(null);
    setStep(what);
  };
  const rename = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const named = await call('nameDevice', key, name);
    setFailure(named.ok ? null : named.failure);
    if (!named.ok) return;
    setStep('shown');
    await again();
  };
  const revoke = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('revokeDevice', ordinal);
    setFailure(outcome.ok ? null : outcome.failure);
    setBusy(false);
    if (outcome.ok) setStep('shown');
    await refresh();
    await again();
  };
  return (
    <div className="stack">
      <div className="spread">
        <span>
          <strong className="wrap-anywhere">{shown}</strong>{' '}
          {isOwn && <span className="mark">{say.own}</span>}
          <br />
          <span className="faded small">
            {say.key} <code>{key.slice(0, KEY_SHOWN)}</code>
          </span>
        </span>
        <span className="row">
          <Button size="xs" variant="subtle" onClick={() => begin('naming')}>
            {say.rename}
          </Button>
          {!isOwn && (
            <Button size="xs" variant="subtle" color="red" onClick={() => begin('removing')}>
              {say.revoke}
            </Button>
          )}
        </span>
      </div>
      {step === 'naming' && (
        <form className="row" onSubmit={(event) => void rename(event)}>
          <TextInput
            label={say.name}
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="light">
            {say.save}
          </Button>
          {failure !== null && <FailureNotice failure={failure} />}
        </form>
      )}
      {step === 'removing' && (
        <div className="callout callout-bad stack" role="alert">
          <p>{say.revokeLook(shown)}</p>
          {failure !== null && <FailureNotice failure={failure} />}
          <div className="row">
            <Button color="red" loading={isBusy} onClick={() => void revoke()}>
              {say.revokeGo}
            </Button>
            <Button variant="subtle" onClick={() => setStep('shown')}>
              {say.cancel}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
