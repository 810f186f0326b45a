import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import { Failed, Shown } from '../frame/states.tsx';
import type { ProposalShown } from '../sovereign/answers.ts';
import { type AskFailure, ask } from '../sovereign/ask.ts';
import { useAnswer } from '../sovereign/use-answer.ts';
import { StageMark } from './stage-mark.tsx';

const OFTEN_MS = 10_000;
const PAGE = 50;

interface Page {
  readonly time: number;
  readonly proposals: readonly ProposalShown[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}

/** What has been proposed, newest first; older ones when somebody asks for them. */
export function ProposalList({ base }: { base: string }): ReactElement {
  const { words } = useLanguage();
  const newest = useAnswer<Page>(`/v1/rules/proposals?limit=${PAGE}`, OFTEN_MS);
  const [older, setOlder] = useState<readonly Page[]>([]);
  const [failure, setFailure] = useState<AskFailure | null>(null);
  const [isAsking, setAsking] = useState(false);
  const more = async (after: string): Promise<void> => {
    setAsking(true);
    const asked = await ask<Page>(`/v1/rules/proposals?limit=${PAGE}&after=${after}`);
    setAsking(false);
    setFailure(asked.ok ? null : asked.failure);
    if (asked.ok) setOlder((old) => [...old, asked.value]);
  };
  return (
    <Shown answer={newest}>
      {(first) => {
        const pages = [first, ...older];
        // A proposal that came in meanwhile has moved the others on by one.
        const all = new Map(pages.flatMap((page) => page.proposals.map((one) => [one.id, one])));
        const next = pages.at(-1)?.next ?? null;
        if (all.size === 0) return <NoProposals />;
        return (
          <div className="stack">
            <ul className="rows card">
              {[...all.values()].map((proposal) => (
                <ProposalRow key={proposal.id} proposal={proposal} now={first.time} base={base} />
              ))}
            </ul>
            {failure !== null && <Failed failure={failure} again={() => void more(String(next))} />}
            {next !== null && failure === null && (
              <div>
                <Button variant="light" loading={isAsking} onClick={() => void more(next)}>
                  {words.pipeline.older}
                </Button>
              </div>
            )}
          </div>
        );
      }}
    </Shown>
  );
}

function NoProposals(): ReactElement {
  const { words } = useLanguage();
  return (
    <div className="callout">
      <strong>{words.votes.none}</strong>
      <p>
        {words.votes.noneMeans} <Link href="/constitution">{words.frame.constitution}</Link>
      </p>
    </div>
  );
}

function ProposalRow({
  proposal,
  now,
  base,
}: {
  proposal: ProposalShown;
  now: number;
  base: string;
}): ReactElement {
  const { words, distance } = useLanguage();
  const { id, name, matter, lane, stage } = proposal;
  const next = nextOf(proposal);
  return (
    <li className="spread">
      <div className="stack-tight">
        <Link href={`${base}/${id}`}>
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
