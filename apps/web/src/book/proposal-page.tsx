import type { ReactElement } from 'react';
import { CountPanel } from '../counting/count-panel.tsx';
import { ContentBeside } from '../drafting/changes/content-shown.tsx';
import { useStated } from '../drafting/changes/stated.ts';
import { useLanguage } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import { Shown } from '../frame/states.tsx';
import type { ProposalShown, RulesShown } from '../sovereign/answers.ts';
import { useAnswer } from '../sovereign/use-answer.ts';
import { Difference } from './difference.tsx';
import { GatesFound } from './gates-found.tsx';
import { Pipeline } from './pipeline-shown.tsx';
import { RuleLines } from './rule-lines.tsx';
import { ShadowRun } from './shadow-run.tsx';
import { StageMark } from './stage-mark.tsx';

const OFTEN_MS = 5000;
/** Matters whose contents are texts, as `GET /v1/rules/proposals` names them. */
const TEXTS = /^(?:global$|module |list )/;

export type Proposal = ProposalShown & { readonly time: number; readonly text: string | null };

/** One proposal: where it stands, how the vote goes, who has spoken, and what it would change. */
export function ProposalPage({ id }: { id: string }): ReactElement {
  const { words } = useLanguage();
  const answer = useAnswer<Proposal>(`/v1/rules/proposals/${encodeURIComponent(id)}`, OFTEN_MS);
  return (
    <div className="page stack-wide">
      <p>
        <Link href="/votes">{words.votes.title}</Link>
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
            <ProposalWhole proposal={proposal} />
            {isCounted(proposal) && <CountPanel proposal={proposal.id} />}
            <ProposalTested proposal={proposal} />
          </>
        )}
      </Shown>
    </div>
  );
}

/** People vote on it, and could begin to. */
function isCounted({ lane, procedure, stage }: Proposal): boolean {
  const hasBegun = stage.kind !== 'comment' && stage.kind !== 'withdrawn';
  return lane === 'ordinary' && procedure.electorate !== null && hasBegun;
}

/** What the gates have found of it, and what it would have done among payments of late. */
export function ProposalTested({ proposal }: { proposal: Proposal }): ReactElement {
  return (
    <>
      <GatesFound proposal={proposal} />
      {proposal.stage.kind === 'comment' && <ShadowRun proposal={proposal.id} />}
    </>
  );
}

/** Where it stands, how the vote goes, who has spoken, and its text. */
export function ProposalWhole({ proposal }: { proposal: Proposal }): ReactElement {
  return (
    <>
      <Pipeline proposal={proposal} />
      {proposal.lane === 'ordinary' && <Count proposal={proposal} />}
      <Offices proposal={proposal} />
      <ProposedText proposal={proposal} />
      {!TEXTS.test(proposal.matter) && <ProposedChange id={proposal.id} />}
    </>
  );
}

function Count({ proposal }: { proposal: Proposal }): ReactElement {
  const { words, number } = useLanguage();
  const { procedure, tally, counts, members, stage } = proposal;
  // As long as people vote, that it has not passed says nothing of how it went.
  const isOpen = stage.kind === 'comment' || stage.kind === 'voting';
  const sum = (of: 'yes' | 'no' | 'abstain'): number =>
    counts.reduce((total, count) => total + count[of], 0);
  const [yes, no, abstain] = [sum('yes'), sum('no'), sum('abstain')];
  const share = (votes: number): string =>
    `${members.count === 0 ? 0 : (votes / members.count) * 100}%`;
  return (
    <section className="card">
      <h2>{words.votes.vote}</h2>
      {procedure.electorate !== null && (
        <>
          <p className="figures">
            {words.votes.counted(number(yes), number(no), number(abstain), number(members.count))}
          </p>
          <div className="bar" aria-hidden="true">
            <span className="bar-yes" style={{ width: share(yes) }} />
            <span className="bar-no" style={{ width: share(no) }} />
            <span className="bar-abstain" style={{ width: share(abstain) }} />
          </div>
        </>
      )}
      <ul className="conditions small" lang="en" dir="ltr">
        {[...procedure.words, ...(isOpen ? [] : (tally?.words ?? []))].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function Offices({ proposal: { offices } }: { proposal: Proposal }): ReactElement | null {
  const { words, moment } = useLanguage();
  if (offices.length === 0) return null;
  return (
    <section className="card">
      <h2>{words.votes.offices}</h2>
      <ul className="rows">
        {offices.map(({ office, said, verdict, agrees, at }) => (
          <li key={`${office}${said}${at}`} className="spread">
            <span>
              <strong>{office}</strong>{' '}
              {said === 'gates' && verdict !== null
                ? words.votes.verdicts[verdict]
                : said === 'audit'
                  ? words.votes.audits[agrees === true ? 'agrees' : 'disagrees']
                  : words.votes.approved}
            </span>
            <span className="faded small">{moment(at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a proposal that is no text says, from the bytes that its hash stands for. */
function ProposedChange({ id }: { id: string }): ReactElement {
  const { words } = useLanguage();
  const said = useStated(id);
  return (
    <section className="card">
      <h2>{words.changes.content}</h2>
      {said === undefined && <p className="faded">{words.changes.reading}</p>}
      {said?.stated === null && <p role="alert">{words.changes.unproven}</p>}
      {said?.stated && <ContentBeside stated={said.stated} before={said.before} />}
    </section>
  );
}

/** The proposed text beside the one in force, where there is one of that name. */
function ProposedText({ proposal: { text, matter } }: { proposal: Proposal }): ReactElement | null {
  const { words } = useLanguage();
  const rules = useAnswer<RulesShown>('/v1/rules');
  if (text === null) return null;
  const name = matter === 'global' ? 'GLOBAL' : matter.split(' ')[1];
  const standing = [...(rules.value?.modules ?? []), ...(rules.value?.lists ?? [])].find(
    (one) => one.name === name && one.text !== text,
  );
  return (
    <section className="stack">
      <h2>{words.votes.text}</h2>
      <div className="card">
        <RuleLines text={text} />
      </div>
      {standing !== undefined && (
        <details>
          <summary>{words.votes.beside}</summary>
          <Difference older={standing.text} newer={text} />
        </details>
      )}
    </section>
  );
}
