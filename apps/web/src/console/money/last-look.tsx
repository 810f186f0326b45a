import { Button } from '@mantine/core';
import type { Order } from '@tallystick/protocol';
import { type ReactElement, useMemo, useRef } from 'react';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { OrderLines } from './order-lines.tsx';
import { draftNow, readTransitions, shownOf } from './orders.ts';
import { SigningPanel } from './signing-panel.tsx';
import type { HandedIn, TreasuryShown } from './treasuries.ts';

const GOOD_FOR_MS = 60_000;

/** What is about to be signed, read from the very bytes, with whoever gets it by name. */
export function LastLook({
  treasury,
  country,
  order,
  done,
  cancel,
}: {
  treasury: TreasuryShown;
  country: string;
  order: Order;
  done: (came: HandedIn) => void;
  cancel: () => void;
}): ReactElement | null {
  const { words } = useConsoleLanguage();
  const { founding } = useSovereign();
  const say = words.console.money;
  const place = useMemo(() => {
    const validityMs = founding?.constitution.parameters.validityMs ?? 0;
    return { treasury, country, validityMs };
  }, [treasury, country, founding]);
  const latest = useRef<{ at: number; transitions: Uint8Array } | null>(null);
  const drafted = useMemo(() => draftNow(place, order), [place, order]);
  if (founding === null) return null;
  const read =
    drafted.ok && readTransitions(drafted.transitions, founding.sovereign, treasury.code);
  if (!drafted.ok || !read) {
    return (
      <div className="stack">
        <p className="callout callout-bad" role="alert">
          {drafted.ok ? say.faults['not-shown'] : say.orderFaults[drafted.fault]}
        </p>
        <div>
          <Button variant="default" onClick={cancel}>
            {say.cancel}
          </Button>
        </div>
      </div>
    );
  }
  // What has taken the place once is signed where the first attempt failed, as long as it can still be handed in.
  const now = (): Uint8Array | null => {
    const before = latest.current;
    if (before !== null && Date.now() - before.at < GOOD_FOR_MS) return before.transitions;
    const made = draftNow(place, order);
    if (!made.ok) return null;
    latest.current = { at: Date.now(), transitions: made.transitions };
    return made.transitions;
  };
  return (
    <section className="stack">
      <h3>{say.lastLook}</h3>
      <OrderLines does={read.does} code={treasury.code} decimals={treasury.decimals} />
      <p className="faded small">{say.cannotUndo}</p>
      <SigningPanel
        treasury={treasury}
        transitions={now}
        shown={shownOf(read.does)}
        signed={[]}
        done={done}
      />
      <div>
        <Button variant="subtle" onClick={cancel}>
          {say.cancel}
        </Button>
      </div>
    </section>
  );
}
