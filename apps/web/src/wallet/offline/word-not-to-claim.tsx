import { Button } from '@mantine/core';
import type { Failure, VoidableAct } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { LookCard } from '../look-card.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import type { AskedWord } from './exchange-messages.ts';
import { Party } from './party.tsx';

/**
 * Of a payment from a tab that was not accepted: its payee gives the word not to claim it, after a last look at what that gives up,
 * so that it can be paid anew.
 */
export function GiveWord({
  handover,
  looks,
  gave,
}: {
  handover: Uint8Array;
  /** Whether the last look stands there, instead of what the other device is shown. */
  looks: (isLooking: boolean) => void;
  gave: (word: Uint8Array) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { standing, call } = useOpenWallet();
  const say = words.wallet.offline.word;
  const [asked, setAsked] = useState<VoidableAct | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const show = (what: VoidableAct | null): void => {
    setAsked(what);
    looks(what !== null);
  };
  const look = async (): Promise<void> => {
    const read = await call('readVoid', handover);
    setFailure(read.ok ? null : read.failure);
    show(read.ok ? read.value : null);
  };
  const give = async (): Promise<void> => {
    setBusy(true);
    const given = await call('voidAct', handover);
    setBusy(false);
    setFailure(given.ok ? null : given.failure);
    if (!given.ok) return;
    show(null);
    gave(given.value);
  };
  if (asked === null) {
    return (
      <>
        {failure !== null && <FailureNotice failure={failure} />}
        <Button variant="light" size="md" onClick={() => void look()}>
          {say.offer}
        </Button>
      </>
    );
  }
  return (
    <section className="stack" data-look>
      <h1>{words.wallet.setAside.look.title}</h1>
      <LookCard verb={say.verb} sum={asked} payee={null}>
        <span className="faded small">{say.from}</span>
        <Party address={asked.from} />
        <p>{say.givesUp}</p>
        <p>{say.signed}</p>
      </LookCard>
      <p className="callout callout-waiting">{say.onlyIf}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      <Button
        size="md"
        loading={isBusy}
        disabled={standing.problem?.kind === 'tampering'}
        onClick={() => void give()}
      >
        {say.give}
      </Button>
      <Button size="md" variant="subtle" disabled={isBusy} onClick={() => show(null)}>
        {say.keep}
      </Button>
    </section>
  );
}

/** What a payee gives its word about, where its amount is above what this wallet's owner believes without being asked. */
export function BelieveWord({
  word: { to, amount, currency, turn },
  answer,
}: {
  word: AskedWord;
  answer: (turn: number, amount: string | null) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.offline.word;
  return (
    <>
      <LookCard verb={say.theyGive} sum={{ amount, currency }} payee={null}>
        <Party address={to} />
        <p>{say.canLose}</p>
        <p className="faded small">{say.comesBack}</p>
      </LookCard>
      <Button size="md" onClick={() => answer(turn, amount)}>
        {say.believe}
      </Button>
      <Button size="md" variant="subtle" onClick={() => answer(turn, null)}>
        {say.doubt}
      </Button>
    </>
  );
}
