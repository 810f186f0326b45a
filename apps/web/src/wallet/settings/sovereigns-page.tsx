import { Button, TextInput } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { CountryField } from '../../frame/country-field.tsx';
import { PageHead } from '../../frame/page-head.tsx';
import { navigate, usePlace } from '../../frame/route.tsx';
import { HANDLE } from '../create-wallet.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import type { Met } from '../keys/calls.ts';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';

const GROUP = /.{8}/g;

/** The sovereigns that this browser has wallets at, and the way to another one. */
export function SovereignsPage(): ReactElement {
  const { words } = useWalletLanguage();
  const { call, show } = useOpenWallet();
  const { value: places } = useCall('places');
  const say = words.wallet.keys.places;
  const choose = async (name: string): Promise<void> => {
    const chosen = await call('choose', name);
    if (chosen.ok) show(chosen.value);
  };
  return (
    <>
      <PageHead title={say.title} lead={say.lead} />
      <ul className="rows card">
        {(places ?? []).map(({ name, sovereign, handle, url, isShown, snapshot }) => (
          <li key={name} className="spread">
            <span>
              <strong>{sovereign}</strong> {handle !== null && `@${handle}`}
              <br />
              <span className="faded small wrap-anywhere">{url}</span>
            </span>
            {isShown || snapshot === null ? (
              <span className="mark">{isShown ? say.here : say.closed}</span>
            ) : (
              <Button size="xs" variant="light" onClick={() => void choose(name)}>
                {say.show}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Meeting />
    </>
  );
}

/** Looks who answers at an address before anything is made there. */
function Meeting(): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const { query } = usePlace();
  const say = words.wallet.keys.places;
  const [url, setUrl] = useState(query.get('at') ?? '');
  // A fingerprint that was seen before: nobody else is joined in its place.
  const pin = query.get('pin');
  const [met, setMet] = useState<Met | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const look = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('meet', url.trim());
    setMet(outcome.ok ? outcome.value : null);
    setFailure(outcome.ok ? null : outcome.failure);
    setBusy(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void look();
  };
  return (
    <section className="stack" aria-labelledby="another">
      <h2 id="another">{say.more}</h2>
      <form className="stack" onSubmit={submit}>
        <TextInput
          label={say.address}
          description={say.addressMeans}
          type="url"
          autoCapitalize="none"
          spellCheck={false}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="light" loading={isBusy} disabled={url.trim() === ''}>
            {say.look}
          </Button>
        </div>
      </form>
      {failure !== null && <FailureNotice failure={failure} />}
      {met !== null && pin !== null && met.id !== pin ? (
        <p className="callout callout-bad" role="alert">
          {say.otherPin}
        </p>
      ) : (
        met !== null && <Joining met={met} />
      )}
    </section>
  );
}

function Joining({ met }: { met: Met }): ReactElement {
  const { words, country: countryName } = useWalletLanguage();
  const { call, show, view } = useOpenWallet();
  const say = words.wallet.keys.places;
  const [handle, setHandle] = useState(view.handle ?? '');
  const [country, setCountry] = useState(view.countries[0] ?? met.country);
  const [mistake, setMistake] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isJoining, setJoining] = useState(false);
  const join = async (): Promise<void> => {
    setJoining(true);
    setFailure(null);
    const made = await call('joinAt', met, handle, country);
    setJoining(false);
    if (!made.ok) return setFailure(made.failure);
    show(made.value);
    return navigate('/wallet');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isName = HANDLE.test(handle);
    setMistake(isName ? null : words.wallet.create.handleForm);
    if (isName) void join();
  };
  return (
    <form className="card card-raised stack" onSubmit={submit} noValidate>
      <h3>{say.met}</h3>
      <dl className="facts">
        <dt>{say.name}</dt>
        <dd>
          <strong>{met.name}</strong>
        </dd>
        <dt>{say.country}</dt>
        <dd>{countryName(met.country)}</dd>
        <dt>{say.currencies}</dt>
        <dd>{met.currencies.join(', ')}</dd>
        <dt>{say.fingerprint}</dt>
        <dd>
          <code className="small">{(met.id.match(GROUP) ?? []).join(' ')}</code>
        </dd>
      </dl>
      <p className="callout callout-waiting">{say.trust}</p>
      {met.isKnown ? (
        <p>{say.known}</p>
      ) : (
        <>
          <TextInput
            label={words.wallet.create.handle}
            leftSection="@"
            autoCapitalize="none"
            spellCheck={false}
            value={handle}
            error={mistake}
            onChange={(event) => setHandle(event.currentTarget.value.trim().toLowerCase())}
          />
          <CountryField label={words.wallet.create.country} value={country} choose={setCountry} />
          {failure !== null && <FailureNotice failure={failure} />}
          <div>
            <Button type="submit" loading={isJoining}>
              {say.join}
            </Button>
          </div>
          <p className="faded small" role="status">
            {isJoining ? words.wallet.create.going : ''}
          </p>
        </>
      )}
    </form>
  );
}
