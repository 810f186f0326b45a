import { Button, TextInput } from '@mantine/core';
import type { Failure, HistoryEntry } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { FailureNotice } from './failure-notice.tsx';
import { useWalletLanguage } from './language.tsx';
import { useOpenWallet } from './wallet-state.tsx';

/** What a note has room for, in bytes: as many letters at most. */
const MOST = 256;

/** Writes, changes and removes a note of one's own on a line of the history. */
export function OwnNote({ entry }: { entry: HistoryEntry }): ReactElement {
  const { words } = useWalletLanguage();
  const { call, refresh } = useOpenWallet();
  const { note: say } = words.wallet.statement;
  const kept = entry.note ?? '';
  const [typed, setTyped] = useState(kept);
  const [failure, setFailure] = useState<Failure | null>(null);
  const note = typed.trim();
  const keep = async (): Promise<void> => {
    const outcome = await call('annotate', entry, note);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) await refresh();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void keep();
  };
  return (
    <form className="stack-tight" onSubmit={submit}>
      <TextInput
        size="sm"
        label={say.label}
        description={say.means}
        maxLength={MOST}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {failure !== null && <FailureNotice failure={failure} />}
      <div>
        <Button type="submit" size="compact-sm" variant="light" disabled={note === kept}>
          {note === '' && kept !== '' ? say.remove : say.keep}
        </Button>
      </div>
    </form>
  );
}
