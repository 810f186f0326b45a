import { Button } from '@mantine/core';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { useHandIn } from './hand-in.ts';
import { OrderLines } from './order-lines.tsx';
import { handInSigned } from './sign-order.ts';
import { useSigningProcess } from './signing.ts';
import type { OpenOrderShown } from './signing-calls.ts';
import type { HandedIn, TreasuryShown } from './treasuries.ts';

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
  treasury,
  open,
  seen,
  done,
}: {
  treasury: TreasuryShown;
  open: OpenOrderShown;
  seen: () => void;
  done: (came: HandedIn) => void;
}): ReactElement {
  const { code, decimals } = treasury;
  const { lines, fate } = open;
  const { words } = useConsoleLanguage();
  const say = words.console.money.openOrder;
  const kind = { taken: 'good', 'not-taken': 'bad', partly: 'bad', unknown: 'waiting' }[fate];
  return (
    <section className={`callout callout-${kind} stack`} role="status">
      <h3>{say.title[fate]}</h3>
      <OrderLines lines={lines} code={code} decimals={decimals} />
      <p>{say.means[fate]}</p>
      {fate === 'unknown' && open.transitions !== null && (
        <HandInAgain treasury={treasury} transitions={open.transitions} open={open} done={done} />
      )}
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

/** What was signed here is stored here: whoever got no answer gives it once more, the very same. */
function HandInAgain({
  treasury: { code, threshold },
  transitions,
  open: { last, signatures },
  done,
}: {
  treasury: TreasuryShown;
  transitions: string;
  open: OpenOrderShown;
  done: (came: HandedIn) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const { founding } = useSovereign();
  const signing = useSigningProcess();
  const handIn = useHandIn(code);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const say = words.console.money;
  const again = async (): Promise<void> => {
    setBusy(true);
    const sovereign = founding?.sovereign ?? '';
    const isFirstOfSeveral = threshold > 1 && signatures === 1;
    const order = { signing, handIn, sovereign, code, isFirstOfSeveral };
    const end = await handInSigned(order, { transitions, last });
    setBusy(false);
    if (end.kind === 'came') return done(end.came);
    const isRefused = end.kind === 'not-placed' && end.failure.kind === 'refused';
    return setFault(isRefused ? end.failure.detail : say.notReached);
  };
  return (
    <div className="stack-tight">
      <div>
        <Button loading={isBusy} onClick={() => void again()}>
          {say.openOrder.again}
        </Button>
      </div>
      {fault !== null && <p role="alert">{fault}</p>}
    </div>
  );
}
