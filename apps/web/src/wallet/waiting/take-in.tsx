import { Button, Textarea } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';

/** Terms, or somebody's word, as they were handed over. */
export function TakeIn({ taken }: { taken: () => Promise<void> }): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.waiting.takeIn;
  const [text, setText] = useState('');
  const [kept, setKept] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (): Promise<void> => {
    const outcome = await call('takeIn', text);
    setFailure(outcome.ok ? null : outcome.failure);
    setKept(outcome.ok ? outcome.value.length : null);
    if (!outcome.ok) return;
    setText('');
    await taken();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void take();
  };
  return (
    <details>
      <summary>{say.title}</summary>
      <form className="stack" onSubmit={submit}>
        <p className="faded small">{say.means}</p>
        <Textarea
          label={say.label}
          rows={3}
          dir="ltr"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {failure !== null && <FailureNotice failure={failure} />}
        {kept !== null && (
          <p className="callout callout-good" role="status">
            {say.done(kept)}
          </p>
        )}
        <Button type="submit" variant="light" disabled={text.trim() === ''}>
          {say.go}
        </Button>
      </form>
    </details>
  );
}
