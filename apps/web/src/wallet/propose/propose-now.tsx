import { Button } from '@mantine/core';
import type { Failure, Said } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { GatesWaiting, useGatesWait } from '../../book/gates-wait.tsx';
import type { Proposable } from '../../drafting/analyse-draft.ts';
import { Link } from '../../frame/route.tsx';
import { TickSign } from '../../frame/signs.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { askGates } from './ask-gates.ts';

type State =
  | { readonly kind: 'ready' | 'proposing' }
  | { readonly kind: 'said'; readonly said: Said; readonly gates: 'asked' | 'said' | 'not' };

/** Proposes what was looked at, and brings what the gates sign of it. */
export function ProposeNow({
  proposal,
  alarms,
}: {
  proposal: Proposable;
  alarms: readonly string[];
}): ReactElement {
  const { words, number } = useWalletLanguage();
  const say = words.wallet.propose;
  const { call } = useOpenWallet();
  const [state, setState] = useState<State>({ kind: 'ready' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const { wait, ...waiting } = useGatesWait();
  const carryGates = async (said: Said): Promise<void> => {
    setState({ kind: 'said', said, gates: 'asked' });
    setFailure(null);
    const answer = await wait(() => askGates(call, said.id));
    const carried = answer?.done;
    if (carried?.ok === false) setFailure(carried.failure);
    const isSaid = carried?.ok === true && carried.value !== null;
    setState({ kind: 'said', said, gates: isSaid ? 'said' : 'not' });
  };
  const go = async (): Promise<void> => {
    setState({ kind: 'proposing' });
    const outcome = await call('propose', proposal, alarms);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) await carryGates(outcome.value);
    else setState({ kind: 'ready' });
  };
  if (state.kind !== 'said') {
    return (
      <div className="stack">
        <p className="faded">
          {say.cannotUndo} {isText(proposal) && say.comments}
        </p>
        {failure !== null && <FailureNotice failure={failure} />}
        <Button size="md" onClick={() => void go()} loading={state.kind === 'proposing'}>
          {say.propose}
        </Button>
        {state.kind === 'proposing' && <p role="status">{say.proposing}</p>}
      </div>
    );
  }
  const { said, gates } = state;
  return (
    <div className="stack">
      <div className="callout callout-good" role="status">
        <h3 className="verdict">
          <TickSign />
          {say.said}
        </h3>
        <p>{say.saidMeans(number(said.index))}</p>
        {gates === 'said' && <p>{say.gatesSaid}</p>}
        {gates === 'not' && <p>{say.gatesLater}</p>}
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      <GatesWaiting {...waiting} />
      {gates === 'not' && (
        <Button variant="light" onClick={() => void carryGates(said)}>
          {say.ask}
        </Button>
      )}
      <Link href={`/votes/${said.id}`} className="door">
        {say.see}
      </Link>
    </div>
  );
}

/** Only texts have comments, which nobody votes on. */
function isText({ matter }: Proposable): boolean {
  return matter.kind === 'module' || matter.kind === 'global' || matter.kind === 'list';
}
