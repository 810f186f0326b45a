import type { ReactElement } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { ProposalList } from '../../book/proposal-list.tsx';
import { type Proposal, ProposalTested, ProposalWhole } from '../../book/proposal-page.tsx';
import { StageMark } from '../../book/stage-mark.tsx';
import { Link, usePlace } from '../../frame/route.tsx';
import { Shown } from '../../frame/states.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import { OfficeDesk } from './office-desk.tsx';

const OFTEN_MS = 3000;

/** Proposals on their way, and what the offices of this sovereign can do for them. */
export function VotesRoom(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.votes;
  const { path } = usePlace();
  const id = path.split('/')[3];
  if (id !== undefined && id !== '') return <OneProposal key={id} id={id} />;
  return (
    <section className="stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      <ProposalList base="/console/votes" />
    </section>
  );
}

function OneProposal({ id }: { id: string }): ReactElement {
  const { words } = useConsoleLanguage();
  const answer = useAnswer<Proposal & { readonly governance: string | null }>(
    `/v1/rules/proposals/${encodeURIComponent(id)}`,
    OFTEN_MS,
  );
  return (
    <section className="stack-wide">
      <p>
        <Link href="/console/votes">{words.console.law.votes.back}</Link>
      </p>
      <Shown answer={answer}>
        {(proposal) => (
          <>
            <header className="stack">
              <div className="row">
                <h1>{proposal.name}</h1>
                <StageMark kind={proposal.stage.kind} />
              </div>
              <p className="lead">{words.votes.matter(proposal.matter)}</p>
            </header>
            <OfficeDesk proposal={proposal} again={answer.again} />
            <ProposalWhole proposal={proposal} />
            <ProposalTested proposal={proposal} />
          </>
        )}
      </Shown>
    </section>
  );
}
