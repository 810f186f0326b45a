import { Button } from '@mantine/core';
import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import { Waiting } from '../../frame/states.tsx';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { OrderLines } from './order-lines.tsx';
import { useSigningProcess } from './signing.ts';
import type { Drafted, OrderAsked, SigningAnswer } from './signing-calls.ts';
import { SigningPanel } from './signing-panel.tsx';
import type { HandedIn, TreasuryShown } from './treasuries.ts';

const GOOD_FOR_MS = 60_000;

/** What is about to be signed, read from the very bytes, with whoever gets it by name. */
export function LastLook({
  treasury,
  country,
  order,
  done,
  lost,
  cancel,
}: {
  treasury: TreasuryShown;
  country: string;
  order: OrderAsked;
  done: (came: HandedIn) => void;
  lost: () => void;
  cancel: () => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.money;
  const drafting = useDrafting(treasury, country, order);
  const [shown, setShown] = useState<SigningAnswer<Drafted> | null>(null);
  useEffect(() => void drafting().then(setShown), [drafting]);
  return (
    <section className="stack">
      <h3>{say.lastLook}</h3>
      {shown === null && <Waiting />}
      {shown?.ok === false && (
        <p className="callout callout-bad" role="alert">
          {say.faults[shown.fault]}
        </p>
      )}
      {shown?.ok === true && (
        <>
          <OrderLines lines={shown.value.lines} code={treasury.code} decimals={treasury.decimals} />
          <p className="faded small">{say.cannotUndo}</p>
          <SigningPanel
            treasury={treasury}
            drafting={drafting}
            lines={shown.value.lines}
            signed={[]}
            done={done}
            lost={lost}
          />
        </>
      )}
      <div>
        <Button variant="subtle" onClick={cancel}>
          {say.cancel}
        </Button>
      </div>
    </section>
  );
}

/**
 * Drafts of now. What was drafted once is given again for a minute: where it has taken the place and was not signed, nothing
 * else could. Once it is signed the order is open, and the process drafts nothing else until it is settled.
 */
function useDrafting(
  treasury: TreasuryShown,
  country: string,
  order: OrderAsked,
): () => Promise<SigningAnswer<Drafted>> {
  const signing = useSigningProcess();
  const { founding } = useSovereign();
  const newest = useRef(treasury);
  newest.current = treasury;
  const kept = useRef<{ readonly at: number; readonly drafted: Drafted } | null>(null);
  const sovereign = founding?.sovereign ?? '';
  const validityMs = founding?.constitution.parameters.validityMs ?? 0;
  return useCallback(async () => {
    const before = kept.current;
    if (before !== null && Date.now() - before.at < GOOD_FOR_MS) {
      return { ok: true, value: before.drafted };
    }
    const { code, state, threshold, balance: has } = newest.current;
    const balance = BigInt(has);
    const place = { sovereign, code, country, state, balance, threshold, validityMs };
    const made = await signing.draft(place, order);
    if (made.ok) kept.current = { at: Date.now(), drafted: made.value };
    return made;
  }, [signing, sovereign, validityMs, country, order]);
}
