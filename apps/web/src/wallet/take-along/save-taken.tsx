import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { saveFile } from '../../frame/save-file.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { readLocking } from '../keys/locking.ts';
import { useWalletLanguage } from '../language.tsx';
import { dayText } from '../statement/statement.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import { writeTaken } from './read-taken.ts';

interface Saved {
  readonly lines: number;
  readonly proofs: number;
  readonly missing: readonly string[];
}

/** Says what is in the file before there is one. */
export function SaveTaken(): ReactElement {
  const { words, tag, number } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.takeAlong.save;
  const [saved, setSaved] = useState<Saved | null>(null);
  const [mistake, setMistake] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    setSaved(null);
    setMistake(null);
    const outcome = await call('takeAlong');
    setFailure(outcome.ok ? null : outcome.failure);
    setBusy(false);
    if (!outcome.ok) return;
    const { wallets, missing } = outcome.value;
    const settings = { locking: readLocking(), language: tag };
    const made = writeTaken({ madeAt: Date.now(), wallets, settings });
    if (!made.ok) return setMistake(made.why === 'too-large' ? say.tooLarge : say.notMade);
    saveFile(`tallystick-${dayText(Date.now())}.json`, made.text, 'application/json');
    const sum = (of: readonly number[]): number => of.reduce((all, one) => all + one, 0);
    setSaved({
      lines: sum(wallets.map(({ history }) => history.length)),
      proofs: sum(wallets.map(({ certificates }) => certificates.length)),
      missing,
    });
  };
  return (
    <section className="stack" aria-labelledby="saving">
      <h2 id="saving">{say.title}</h2>
      <p>{say.inIt}</p>
      <ul className="conditions">
        {say.what.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{say.notIn}</p>
      <p className="callout callout-waiting">{say.keepPrivate}</p>
      <div>
        <Button loading={isBusy} onClick={() => void save()}>
          {say.go}
        </Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      {mistake !== null && (
        <p className="callout callout-bad" role="alert">
          {mistake}
        </p>
      )}
      {saved !== null && (
        <p className="callout callout-good" role="status">
          {say.saved(number(saved.lines), number(saved.proofs))}
          {saved.missing.length > 0 && <span>{say.missing(saved.missing.join(', '))}</span>}
        </p>
      )}
    </section>
  );
}
