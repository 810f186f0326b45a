import type { Failure, Outcome, SetAside } from '@tallystick/wallet';
import { useState } from 'react';
import { useOpenWallet } from '../wallet-state.tsx';
import type { Once } from './calls.ts';

/** What a form asks before it sets money aside or changes what is, and what became of it. */
export interface Locking {
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  /** Of what was signed last; `pending`: stored and signed, and may still be refused. */
  readonly status: SetAside['status'] | null;
  /** Says no more what became of it. */
  readonly clear: () => void;
  /** What has to be known before the last look; null where it failed. */
  readonly ask: <T>(asking: () => Promise<Outcome<T>>) => Promise<T | null>;
  /** The name under which just this is set aside, until when; null where it could not be kept. */
  readonly once: (what: readonly unknown[], until: number | null) => Promise<Once | null>;
  /** Whether it was done. Busy until what is shown is new: nobody signs twice what stands there a moment longer. */
  readonly lock: (locking: () => Promise<Outcome<Pick<SetAside, 'status'>>>) => Promise<boolean>;
}

export function useLocking(changed: () => void): Locking {
  const { call, refresh } = useOpenWallet();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [status, setStatus] = useState<SetAside['status'] | null>(null);
  const ask: Locking['ask'] = async (asking) => {
    setBusy(true);
    const asked = await asking();
    setBusy(false);
    setFailure(asked.ok ? null : asked.failure);
    return asked.ok ? asked.value : null;
  };
  const lock: Locking['lock'] = async (locking) => {
    setBusy(true);
    setStatus(null);
    const done = await locking();
    setFailure(done.ok ? null : done.failure);
    setStatus(done.ok ? done.value.status : null);
    await refresh();
    changed();
    setBusy(false);
    return done.ok;
  };
  return {
    isBusy,
    failure,
    status,
    clear: () => setStatus(null),
    ask,
    once: (what, until) => ask(() => call('once', JSON.stringify(what), until)),
    lock,
  };
}
