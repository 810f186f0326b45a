import { Button } from '@mantine/core';
import type { Failure, Said } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import type { Proposable } from '../../drafting/analyse-draft.ts';
import { Link } from '../../frame/route.tsx';
import { TickSign } from '../../frame/signs.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';

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
  const askGates = async (said: Said): Promise<void> => {
    setState({ kind: 'said', said, gates: 'asked' });
    const carried = await call('carryGates', said.id);
    setFailure(carried.ok ? null : carried.failure);
    const isSaid = carried.ok && carried.value !== null;
    setState({ kind: 'said', said, gates: isSaid ? 'said' : 'not' });
  };
  const go = async (): Promise<void> => {
    setState({ kind: 'proposing' });
    const outcome = await call('propose', proposal, alarms);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) await askGates(outcome.value);
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
        {gates === 'asked' && <p>{say.gates}</p>}
        {gates === 'not' && <p>{say.gatesLater}</p>}
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      {gates === 'not' && (
        <Button variant="light" onClick={() => void askGates(said)}>
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
