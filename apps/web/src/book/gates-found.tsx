import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import type { ProposalShown } from '../sovereign/answers.ts';
import { useAnswer } from '../sovereign/use-answer.ts';
import { type FindingShown, FindingText } from './finding-text.tsx';
import { type MistakeShown, MistakeText } from './mistake-text.tsx';

/** `GET /v1/rules/proposals/ID/gates`, as far as it is shown. */
interface GatesReportShown {
  readonly mistakes: readonly MistakeShown[];
  readonly findings: readonly FindingShown[];
  readonly differences: readonly FindingShown[];
  readonly overruled: readonly FindingShown[];
}

/** What the gates found of a proposal, where somebody has asked them; each kind of payment by one such payment. */
export function GatesFound({ proposal }: { proposal: ProposalShown }): ReactElement | null {
  const { words } = useLanguage();
  const say = words.pipeline.report;
  const isSaid = proposal.offices.some(({ said }) => said === 'gates');
  return isSaid ? (
    <Report id={proposal.id} isOfRules={isOfRules(proposal)} />
  ) : (
    <section className="card">
      <h2>{say.title}</h2>
      <p className="faded">{say.none}</p>
    </section>
  );
}

/** Of what decides about payments; of anything else there are mistakes or none. */
function isOfRules({ matter }: ProposalShown): boolean {
  return /^(?:module|global|list|settings)\b/.test(matter);
}

function Report({ id, isOfRules }: { id: string; isOfRules: boolean }): ReactElement | null {
  const { words } = useLanguage();
  const say = words.pipeline.report;
  const { value } = useAnswer<GatesReportShown>(`/v1/rules/proposals/${id}/gates`);
  if (value === null) return null;
  const { mistakes, findings, differences, overruled } = value;
  return (
    <section className="card">
      <h2>{say.title}</h2>
      {mistakes.length > 0 && (
        <>
          <h3>{say.wrong}</h3>
          <ul className="conditions">
            {mistakes.map((mistake, index) => (
              <li key={index}>
                <MistakeText mistake={mistake} />
              </li>
            ))}
          </ul>
        </>
      )}
      {isOfRules ? (
        <>
          <h3>{say.stricter}</h3>
          <FindingList findings={[...overruled, ...differences]} />
          <h3>{say.standsOut}</h3>
          <FindingList findings={findings} />
        </>
      ) : (
        mistakes.length === 0 && <p className="faded">{say.nothing}</p>
      )}
    </section>
  );
}

function FindingList({ findings }: { findings: readonly FindingShown[] }): ReactElement {
  const { words } = useLanguage();
  const say = words.pipeline.report;
  if (findings.length === 0) return <p className="faded">{say.nothing}</p>;
  return (
    <ul className="rows">
      {findings.map((finding) => (
        <li key={`${finding.kind}${finding.rule}${finding.message}`} className="stack-tight">
          <FindingText finding={finding} />
          {finding.witness !== null && (
            <span className="small">
              <span className="faded">{say.witness}</span>{' '}
              <code lang="en" dir="ltr">
                {finding.witness}
              </code>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
