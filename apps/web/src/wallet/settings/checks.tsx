import { Button, TextInput } from '@mantine/core';
import type { Failure, ForkEvidence, Verified } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { FailureNotice } from '../failure-notice.tsx';
import { CopyText } from '../copy-text.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';

/** Whether everything is as it was signed; and whether somebody else was shown the same. */
export function Checks(): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys.settings;
  return (
    <section className="stack" aria-labelledby="checking">
      <h2 id="checking">{say.checking}</h2>
      <VerifyAll />
      <details>
        <summary>{say.compare}</summary>
        <Compare />
      </details>
    </section>
  );
}

function VerifyAll(): ReactElement {
  const { words, number } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.keys.settings;
  const [verified, setVerified] = useState<Verified | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const verify = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('verify');
    setVerified(outcome.ok ? outcome.value : null);
    setFailure(outcome.ok ? null : outcome.failure);
    setBusy(false);
  };
  return (
    <div className="stack">
      <p className="faded">{say.verifyMeans}</p>
      <div>
        <Button variant="light" loading={isBusy} onClick={() => void verify()}>
          {say.verify}
        </Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      {verified?.ok === true && (
        <p className="callout callout-good" role="status">
          {say.verified(
            number(verified.checked.records),
            number(verified.checked.certificates),
            number(verified.checked.checkpoints),
          )}{' '}
          {!verified.checked.online && say.verifiedOffline}
        </p>
      )}
      {verified?.ok === false && (
        <div className="callout callout-bad" role="alert">
          <p>{say.problems}</p>
          <ul className="conditions" lang="en" dir="ltr">
            {verified.problems.map(({ where, what }) => (
              <li key={where + what}>
                {where}: {what}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Compare(): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.keys.settings;
  const { value: own } = useCall('seenCheckpoints');
  const [theirs, setTheirs] = useState('');
  const [forks, setForks] = useState<readonly ForkEvidence[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const compare = async (): Promise<void> => {
    const outcome = await call('compareSeen', theirs);
    setForks(outcome.ok ? outcome.value : null);
    setFailure(outcome.ok ? null : outcome.failure);
  };
  return (
    <div className="stack">
      <p className="faded">{say.compareMeans}</p>
      {own !== null && <CopyText label={say.own} text={own} />}
      <TextInput
        label={say.theirs}
        value={theirs}
        onChange={(event) => setTheirs(event.currentTarget.value)}
      />
      <div>
        <Button variant="light" disabled={theirs.trim() === ''} onClick={() => void compare()}>
          {say.compareGo}
        </Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      {forks?.length === 0 && (
        <p className="callout callout-good" role="status">
          {say.same}
        </p>
      )}
      {forks !== null && forks.length > 0 && (
        <div className="callout callout-bad" role="alert">
          <p>{say.forked}</p>
          <CopyText label={forks[0]?.what ?? ''} text={JSON.stringify(forks)} />
        </div>
      )}
    </div>
  );
}
