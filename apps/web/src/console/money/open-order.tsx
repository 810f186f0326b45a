import { Button } from '@mantine/core';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { OrderLines } from './order-lines.tsx';
import { useSigningProcess } from './signing.ts';
import type { OpenOrderShown } from './signing-calls.ts';
import type { TreasuryShown } from './treasuries.ts';

const ASKED_AGAIN_MS = 3_000;

interface OpenOrderState {
  /** Undefined as long as it is not known. */
  readonly open: OpenOrderShown | null | undefined;
  readonly seen: () => void;
}

/** The order of a treasury that was signed in this browser, here or in another tab, and has no answer yet. */
export function useOpenOrder(code: string, isSigning: boolean): OpenOrderState {
  const signing = useSigningProcess();
  const { founding } = useSovereign();
  const sovereign = founding?.sovereign ?? '';
  const [open, setOpen] = useState<OpenOrderShown | null | undefined>(undefined);
  useEffect(() => {
    setOpen(undefined);
    // What is being signed here is open too, and its answer under way.
    if (isSigning || sovereign === '') return undefined;
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const found = await signing.openOrder({ sovereign, code });
      // Where this browser stores nothing, nothing is signed in it either.
      if (isCurrent) setOpen(found.ok ? found.value : null);
    };
    void look();
    const timer = setInterval(() => void look(), ASKED_AGAIN_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [signing, sovereign, code, isSigning]);
  const last = open?.last;
  const seen = useCallback(() => {
    if (last === undefined) return;
    void signing.settle({ sovereign, code, last }).then(() => setOpen(null));
  }, [signing, sovereign, code, last]);
  return { open, seen };
}

/** That something was signed here and perhaps taken, and what the log says of it. */
export function OpenOrder({
  treasury: { code, decimals },
  open: { lines, fate },
  seen,
}: {
  treasury: TreasuryShown;
  open: OpenOrderShown;
  seen: () => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.money.openOrder;
  const kind = { taken: 'good', 'not-taken': 'bad', partly: 'bad', unknown: 'waiting' }[fate];
  return (
    <section className={`callout callout-${kind} stack`} role="status">
      <h3>{say.title[fate]}</h3>
      <OrderLines lines={lines} code={code} decimals={decimals} />
      <p>{say.means[fate]}</p>
      {fate !== 'unknown' && (
        <div>
          <Button variant="default" onClick={seen}>
            {say.seen}
          </Button>
        </div>
      )}
    </section>
  );
}
