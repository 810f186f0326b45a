import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import { Shown } from '../frame/states.tsx';
import type { ProposalShown } from '../sovereign/answers.ts';
import { useAnswer } from '../sovereign/use-answer.ts';
import { StageMark } from './stage-mark.tsx';

const OFTEN_MS = 10_000;

/** What has been proposed, newest first. */
export function VotesPage(): ReactElement {
  const { words } = useLanguage();
  const votes = useAnswer<{ time: number; proposals: readonly ProposalShown[] }>(
    '/v1/rules/proposals?limit=100',
    OFTEN_MS,
  );
  return (
    <div className="page stack-wide">
      <header className="stack">
        <h1>{words.votes.title}</h1>
        <p className="lead">{words.votes.lead}</p>
      </header>
      <Shown answer={votes}>
        {({ proposals, time }) =>
          proposals.length === 0 ? (
            <div className="callout">
              <strong>{words.votes.none}</strong>
              <p>
                {words.votes.noneMeans} <Link href="/constitution">{words.frame.constitution}</Link>
              </p>
            </div>
          ) : (
            <ul className="rows card">
              {proposals.map((proposal) => (
                <ProposalRow key={proposal.id} proposal={proposal} now={time} />
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  );
}

function ProposalRow({ proposal, now }: { proposal: ProposalShown; now: number }): ReactElement {
  const { words, distance } = useLanguage();
  const { id, name, matter, lane, stage } = proposal;
  const next = nextOf(proposal);
  return (
    <li className="spread">
      <div className="stack-tight">
        <Link href={`/votes/${id}`}>
          <strong>{name}</strong>
        </Link>
        <span className="faded small">
          {words.votes.matter(matter)}
          {lane === 'emergency' ? ` · ${words.votes.emergency}` : ''}
          {next === null ? '' : ` · ${words.votes.next[next.what]} ${distance(next.at, now)}`}
        </span>
      </div>
      <StageMark kind={stage.kind} />
    </li>
  );
}

function nextOf({
  stage,
  schedule,
}: ProposalShown): { what: 'voteFrom' | 'voteUntil' | 'lockUntil'; at: number } | null {
  if (stage.kind === 'comment') return { what: 'voteFrom', at: schedule.voteFrom };
  if (stage.kind === 'voting') return { what: 'voteUntil', at: schedule.voteUntil };
  if (stage.kind === 'timelock') return { what: 'lockUntil', at: schedule.lockUntil };
  return null;
}
