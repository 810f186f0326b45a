import type { ReactElement } from 'react';
import { type FindingShown, FindingText } from '../../book/finding-text.tsx';
import { type MistakeShown, MistakeText } from '../../book/mistake-text.tsx';
import type { ProposalShown } from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useWalletLanguage } from '../language.tsx';

/** Of `GET /v1/rules/proposals/ID/gates`: what the report says for people. */
interface GatesShown {
  readonly differences: readonly FindingShown[];
  readonly mistakes: readonly MistakeShown[];
}

/** What a proposal would newly refuse, hold or allow, as its gates have found it. */
export function Findings({ proposal: { id } }: { proposal: ProposalShown }): ReactElement {
  const { words } = useWalletLanguage();
  const { value, failure } = useAnswer<GatesShown>(`/v1/rules/proposals/${id}/gates`);
  const say = words.wallet.votes.findings;
  return (
    <section className="stack">
      <h2>{say.title}</h2>
      {value === null && failure !== null && <p className="faded">{say.unasked}</p>}
      {value?.mistakes.map((mistake, index) => (
        <p key={index} className="callout callout-bad">
          <MistakeText mistake={mistake} />
        </p>
      ))}
      {value !== null && value.differences.length === 0 && value.mistakes.length === 0 && (
        <p className="faded">{say.none}</p>
      )}
      {value !== null && value.differences.length > 0 && (
        <>
          <p className="faded">{say.lead}</p>
          <ul className="rows card">
            {value.differences.map((finding) => (
              <li key={`${finding.message} ${finding.witness}`} className="stack-tight">
                <FindingText finding={finding} />
                {finding.witness !== null && (
                  <span className="faded small">{say.for(finding.witness)}</span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
