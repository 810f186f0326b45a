import type { Failure, Outcome } from '@tallystick/wallet';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Answer, NOTHING_YET, answered } from './answered.ts';
import type { WalletCalls } from './calls.ts';
import { useOpenWallet } from './wallet-state.tsx';

/** What a page knows of what it asked the wallet: nothing yet, the answer, or why there is none. */
export interface Called<T> {
  readonly value: T | null;
  readonly failure: Failure | null;
  /** Asks once more; what was answered stays until then. */
  readonly again: () => Promise<void>;
}

type Answered<K extends keyof WalletCalls> =
  Awaited<ReturnType<WalletCalls[K]>> extends Outcome<infer T> ? T : never;

/** Asks the wallet when a page is opened, and again whenever what is asked changes, or something was received or synced. */
export function useCall<K extends keyof WalletCalls>(
  name: K,
  ...args: Parameters<WalletCalls[K]>
): Called<Answered<K>> {
  const { call, history } = useOpenWallet();
  const [answer, setAnswer] = useState<Answer<Answered<K>> | null>(null);
  const newest = useRef(0);
  const asked = JSON.stringify(args);
  const again = useCallback(async () => {
    const turn = (newest.current += 1);
    const outcome = (await call(name, ...(JSON.parse(asked) as typeof args))) as Outcome<
      Answered<K>
    >;
    // An answer that was overtaken by a later question is old news.
    if (turn !== newest.current) return;
    setAnswer((before) => answered(before, asked, outcome));
  }, [call, name, asked]);
  useEffect(() => void again(), [again, history]);
  // What was answered to another question is not shown as the answer to this one.
  const { value, failure } = answer?.asked === asked ? answer : NOTHING_YET;
  return { value, failure, again };
}
