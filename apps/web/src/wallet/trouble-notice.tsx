import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { setInEnglish } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import { saveFile } from '../frame/save-file.ts';
import { evidenceOf } from './evidence.ts';
import { FailureNotice } from './failure-notice.tsx';
import { failureText } from './failure-text.ts';
import { useWalletLanguage } from './language.tsx';
import { useSync } from './use-sync.ts';
import { useOpenWallet } from './wallet-state.tsx';

/** That the sovereign of the wallet that is shown does not answer, and what can be done without it. */
export function Unreached(): ReactElement {
  const { words } = useWalletLanguage();
  // Whatever page this is: it asks now and then, so that it does not say so for longer than it is true.
  useSync();
  return (
    <p className="callout callout-waiting">
      {words.wallet.home.offline} <Link href="/wallet/offline">{words.wallet.offline.title}</Link>
    </p>
  );
}

/** What is wrong with the wallet that is shown, on every page of it: what to do, and the evidence to keep. */
export function TroubleNotice(): ReactElement | null {
  const { words, tag } = useWalletLanguage();
  const { standing, view, call } = useOpenWallet();
  const say = words.wallet.trouble;
  const [isSaving, setSaving] = useState(false);
  const { problem } = standing;
  if (problem === null) return null;
  if (problem.kind !== 'tampering') return <FailureNotice failure={problem} />;
  const save = async (): Promise<void> => {
    setSaving(true);
    const seen = await call('seenCheckpoints');
    const text = evidenceOf(view, problem, seen.ok ? seen.value : null, Date.now());
    saveFile(`tallystick-evidence-${view.sovereign.id.slice(0, 8)}.json`, text, 'application/json');
    setSaving(false);
  };
  // What is damaged here is not the sovereign's doing.
  const isStored = problem.code in say.stored;
  return (
    <section
      className="callout callout-bad stack"
      role="alert"
      data-problem={problem.code}
      {...setInEnglish(tag)}
    >
      <h2>{isStored ? say.storedTitle : say.title(view.sovereign.name)}</h2>
      <p>{failureText(words.wallet, problem)}</p>
      <ol className="conditions">
        {(isStored ? say.storedTodo : say.todo).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <div className="row">
        <Button loading={isSaving} onClick={() => void save()}>
          {say.save}
        </Button>
        <Link href="/wallet/settings">{say.check}</Link>
      </div>
      <details>
        <summary className="small">{say.detail}</summary>
        <p className="small wrap-anywhere" lang="en" dir="ltr">
          {problem.code}: {problem.message}
        </p>
      </details>
      <details>
        <summary className="small">{say.goOn}</summary>
        <div className="stack-tight">
          <p>{say.goOnMeans}</p>
          <div>
            <Button variant="light" color="red" onClick={() => void call('goOn')}>
              {say.goOnNow}
            </Button>
          </div>
        </div>
      </details>
    </section>
  );
}
