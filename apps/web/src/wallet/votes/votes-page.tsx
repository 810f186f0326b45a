import './votes.css';
import type { ReactElement } from 'react';
import { StageMark } from '../../book/stage-mark.tsx';
import { Link, usePlace } from '../../frame/route.tsx';
import { Shown } from '../../frame/states.tsx';
import type { ProposalShown } from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { OneVote } from './one-vote.tsx';
import { type Standing, standingOf, waitsForVoter } from './standing.ts';
import { useVoter } from './use-voter.ts';

const PATH = '/wallet/votes';
const OFTEN_MS = 10_000;

/** What is proposed and what this wallet has to do with it; and below the path, one vote. */
export function VotesPage(): ReactElement {
  const { path } = usePlace();
  const [, id] = path.slice(PATH.length).split('/');
  return id === undefined || id === '' ? <AllVotes /> : <OneVote id={id} />;
}

type Answered = { readonly time: number; readonly proposals: readonly ProposalShown[] };

function AllVotes(): ReactElement {
  const { words } = useWalletLanguage();
  const votes = useAnswer<Answered>('/v1/rules/proposals?limit=100', OFTEN_MS);
  const { voter, electorates, words: own } = useVoter();
  const say = words.wallet.votes;
  return (
    <>
      <header className="stack">
        <h1>{say.title}</h1>
        <p className="lead">{say.lead}</p>
        <p>
          <Link href="/wallet/propose">{say.propose}</Link>
        </p>
      </header>
      {own.failure !== null && <FailureNotice failure={own.failure} />}
      <Shown answer={votes}>
        {({ proposals, time }) => {
          const all = proposals.map((proposal) => ({
            proposal,
            standing: voter === null ? null : standingOf(proposal, electorates, voter),
          }));
          const waiting = all.filter(
            ({ standing }) => standing !== null && waitsForVoter(standing),
          );
          const others = all.filter((one) => !waiting.includes(one));
          return (
            <>
              {all.length === 0 && <p className="faded">{say.none}</p>}
              <Rows title={say.yours} rows={waiting} now={time} />
              <Rows title={say.others} rows={others} now={time} />
            </>
          );
        }}
      </Shown>
    </>
  );
}

interface Row {
  readonly proposal: ProposalShown;
  readonly standing: Standing | null;
}

function Rows({
  title,
  rows,
  now,
}: {
  title: string;
  rows: readonly Row[];
  now: number;
}): ReactElement | null {
  const { words } = useWalletLanguage();
  if (rows.length === 0) return null;
  return (
    <section className="stack">
      <h2>{title}</h2>
      <ul className="rows card">
        {rows.map(({ proposal, standing }) => (
          <li key={proposal.id} className="vote-row">
            <div className="spread">
              <Link href={`${PATH}/${proposal.id}`}>
                <strong>{proposal.name}</strong>
              </Link>
              <StageMark kind={proposal.stage.kind} />
            </div>
            <span className="faded small">{words.votes.matter(proposal.matter)}</span>
            {standing !== null && <StandingLine standing={standing} now={now} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** In a line: what this wallet has to do with it. */
function StandingLine({ standing, now }: { standing: Standing; now: number }): ReactElement {
  const { words, distance, moment } = useWalletLanguage();
  const say = words.wallet.votes;
  const { standings } = say;
  const text = ((): string => {
    switch (standing.kind) {
      case 'voted':
        return standings.voted(say.choices[standing.choice]);
      case 'may-vote':
      case 'needs-key':
        return standings[standing.kind](moment(standing.closes));
      case 'not-open':
        return standings['not-open'](distance(standing.opens, now));
      case 'not-member':
      case 'no-vote':
      case 'over':
        return standings[standing.kind];
    }
  })();
  return (
    <span className={`small ${waitsForVoter(standing) ? 'vote-waits' : 'faded'}`}>{text}</span>
  );
}
