import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { type Proposal, ProposalWhole } from '../../book/proposal-page.tsx';
import { StageMark } from '../../book/stage-mark.tsx';
import { Link } from '../../frame/route.tsx';
import { Shown } from '../../frame/states.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { Ballot } from './ballot.tsx';
import { Findings } from './findings.tsx';
import { standingOf } from './standing.ts';
import { useVoter } from './use-voter.ts';

const OFTEN_MS = 3000;

/** One proposal: one's own vote first, then what it would change, how it stands, and its text. */
export function OneVote({ id }: { id: string }): ReactElement {
  const { words } = useWalletLanguage();
  const { voter, electorates, words: own } = useVoter();
  const answer = useAnswer<Proposal>(`/v1/rules/proposals/${encodeURIComponent(id)}`, OFTEN_MS);
  const say = words.wallet.votes;
  return (
    <>
      <p>
        <Link href="/wallet/votes">{say.back}</Link>
      </p>
      {own.failure !== null && <FailureNotice failure={own.failure} />}
      <Shown answer={answer}>
        {(proposal) => {
          const isOwn = voter?.words.some((one) => one.kind === 'proposal' && one.id === id);
          const voted = async (): Promise<void> => {
            await own.again();
            answer.again();
          };
          return (
            <>
              <header className="stack-tight">
                <div className="row">
                  <h1>{proposal.name}</h1>
                  <StageMark kind={proposal.stage.kind} />
                </div>
                <p className="lead">{words.votes.matter(proposal.matter)}</p>
                <Result proposal={proposal} />
              </header>
              {voter !== null && (
                <Ballot
                  proposal={proposal}
                  standing={standingOf(proposal, electorates, voter)}
                  voter={voter}
                  electorates={electorates}
                  voted={voted}
                />
              )}
              {isOwn === true && <Withdraw proposal={proposal} withdrawn={voted} />}
              <Findings proposal={proposal} />
              <ProposalWhole proposal={proposal} />
            </>
          );
        }}
      </Shown>
    </>
  );
}

/** What came of it, or would by what is counted so far. */
function Result({ proposal: { stage, tally } }: { proposal: Proposal }): ReactElement | null {
  const { words } = useWalletLanguage();
  const say = words.wallet.votes.result;
  if (stage.kind === 'failed') {
    return <p>{say.reasons[stage.reason ?? ''] ?? say.wasNotCarried}</p>;
  }
  if (stage.kind === 'timelock' || stage.kind === 'adopted') return <p>{say.wasCarried}</p>;
  if (stage.kind !== 'voting' || tally === null) return null;
  return <p>{tally.passes ? say.carried : say.notCarried}</p>;
}

/** Whoever proposed it may take it back until the vote begins. */
function Withdraw({
  proposal: { id, stage },
  withdrawn,
}: {
  proposal: Proposal;
  withdrawn: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.votes.withdraw;
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const withdraw = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('withdrawProposal', id);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) await withdrawn();
    setBusy(false);
  };
  return (
    <section className="card">
      <h2>{say.title}</h2>
      {stage.kind === 'withdrawn' && <p>{say.done}</p>}
      {stage.kind === 'comment' && (
        <>
          <p>{isAsking ? say.sure : say.means}</p>
          {failure !== null && <FailureNotice failure={failure} />}
          <div className="row">
            {isAsking ? (
              <>
                <Button loading={isBusy} onClick={() => void withdraw()}>
                  {say.now}
                </Button>
                <Button variant="subtle" disabled={isBusy} onClick={() => setAsking(false)}>
                  {say.keep}
                </Button>
              </>
            ) : (
              <Button variant="light" onClick={() => setAsking(true)}>
                {say.go}
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}
