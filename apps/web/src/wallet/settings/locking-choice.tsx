import { Checkbox, NativeSelect } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { LOCK_MINUTES, type Locking, keepLocking, readLocking } from '../keys/locking.ts';
import { useWalletLanguage } from '../language.tsx';

/** When the wallet locks by itself. */
export function LockingChoice(): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys.settings;
  const [locking, setLocking] = useState(readLocking);
  const change = (next: Locking): void => {
    keepLocking(next);
    setLocking(next);
  };
  return (
    <section className="stack" aria-labelledby="locking">
      <h2 id="locking">{say.locking}</h2>
      <NativeSelect
        label={say.lockAfter}
        data={LOCK_MINUTES.map((count) => ({ value: String(count), label: say.minutes(count) }))}
        value={String(locking.minutes)}
        onChange={(event) => change({ ...locking, minutes: Number(event.currentTarget.value) })}
      />
      <Checkbox
        label={say.lockHidden}
        checked={locking.isWhenHidden}
        onChange={(event) => change({ ...locking, isWhenHidden: event.currentTarget.checked })}
      />
    </section>
  );
}
