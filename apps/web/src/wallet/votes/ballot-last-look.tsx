import { Button } from '@mantine/core';
import type { BallotRequest, Failure } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import type { ProposalShown } from '../../sovereign/answers.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { type HardwareFault, hardwareText, signWithKey } from './hardware.ts';
import { type Choice, type Voter, votingKeyOf } from './standing.ts';

/** Who will see what, before a ballot is cast that nobody can change. */
export function BallotLastLook({
  proposal,
  voter,
  choice,
  change,
  voted,
}: {
  proposal: ProposalShown;
  voter: Voter;
  choice: Choice;
  change: () => void;
  voted: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.votes;
  const [isVoting, setVoting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [fault, setFault] = useState<HardwareFault | null>(null);
  const isAttested = proposal.procedure.vendors > 0;
  const key = votingKeyOf(voter.words);
  const cast = async (): Promise<void> => {
    const ballot: BallotRequest = { proposal: proposal.id, choice };
    if (!isAttested || key === null) return await bring(ballot);
    const asked = await call('askForAssertion', ballot, key.credential);
    if (!asked.ok) return setFailure(asked.failure);
    const signed = await signWithKey(asked.value);
    if (!signed.ok) return setFault(signed.fault);
    return await bring({ ...ballot, assertion: signed.value });
  };
  const bring = async (ballot: BallotRequest): Promise<void> => {
    const outcome = await call('vote', ballot);
    if (!outcome.ok) return setFailure(outcome.failure);
    return await voted();
  };
  const vote = async (): Promise<void> => {
    setVoting(true);
    setFailure(null);
    setFault(null);
    await cast();
    setVoting(false);
  };
  const word = say.choices[choice];
  const { publicList, publicKey } = say.ballot;
  return (
    <>
      <h3>{say.ballot.lastLook}</h3>
      <p>
        <strong>{say.ballot.youSay(word, proposal.name)}</strong>
      </p>
      <div className="stack-tight">
        <strong>{say.ballot.publicTitle}</strong>
        <ul className="plain-list">
          {(isAttested ? [...publicList, publicKey] : publicList).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <p className="small">{say.ballot.coerced}</p>
      <p className="small faded">{say.ballot.final}</p>
      {fault !== null && (
        <p className="callout callout-waiting" role="alert">
          {hardwareText(fault, say.hardware)}
        </p>
      )}
      {failure !== null && <BallotFailure failure={failure} />}
      {isVoting && isAttested && <p role="status">{say.ballot.touch}</p>}
      <Button size="md" loading={isVoting} onClick={() => void vote()}>
        {say.ballot.send(word)}
      </Button>
      <Button size="md" variant="subtle" disabled={isVoting} onClick={change}>
        {say.ballot.change}
      </Button>
    </>
  );
}

/** A ballot that does not count says why in a word of its own. */
function BallotFailure({ failure }: { failure: Failure }): ReactElement {
  const { words } = useWalletLanguage();
  const { refused } = failure.data;
  const fault =
    refused !== null && typeof refused === 'object' && 'fault' in refused ? refused['fault'] : '';
  const known = typeof fault === 'string' ? words.wallet.votes.faults[fault] : undefined;
  if (known === undefined) return <FailureNotice failure={failure} />;
  return (
    <p className="callout callout-bad" role="alert">
      {known}
    </p>
  );
}
