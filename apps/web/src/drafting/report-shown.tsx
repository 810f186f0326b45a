import './report.css';
import type { GateFinding } from '@tallystick/rules';
import type { ReactElement } from 'react';
import { FindingText } from '../book/finding-text.tsx';
import { MistakeText } from '../book/mistake-text.tsx';
import { useLanguage } from '../frame/language.tsx';
import { CrossSign, TickSign } from '../frame/signs.tsx';
import type { ReportWords } from '../words/english/report.ts';
import type { Analysed } from './analyse-draft.ts';

/** What the gates would say of a draft, each finding with a payment that shows it. */
export function ReportShown({
  analysed,
  say,
}: {
  analysed: Analysed;
  say: ReportWords;
}): ReactElement {
  const { number, country } = useLanguage();
  const { verdict, mistakes, examples, differences, overruled, findings, undecided } = analysed;
  const { closed, leftOut } = analysed;
  return (
    <div className="stack">
      <VerdictShown verdict={verdict} mistakes={mistakes} examples={examples} say={say} />
      {mistakes.length === 0 && (
        <>
          <Findings title={say.overruled} findings={overruled} say={say} />
          <Findings
            title={say.differences}
            findings={differences}
            say={say}
            none={say.noDifferences}
          />
          <Findings title={say.findings} findings={findings} say={say} none={say.noFindings} />
          {closed.length > 0 && (
            <section className="stack-tight">
              <h3>{say.closed}</h3>
              <ul className="conditions">
                {closed.map(({ origin, destination, currency, rule }) => (
                  <li key={`${origin}${destination}${currency ?? ''}${rule}`}>
                    {say.closedOne(country(origin), country(destination), currency, rule)}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Findings title={say.undecided} findings={undecided} say={say} isDecided={false} />
        </>
      )}
      {leftOut > 0 && <p className="faded">{say.leftOut(number(leftOut))}</p>}
    </div>
  );
}

/** Whether the gates would let it pass, and what is wrong where they would not. */
export function VerdictShown({
  verdict,
  mistakes,
  examples,
  say,
}: Pick<Analysed, 'verdict' | 'mistakes' | 'examples'> & {
  readonly say: ReportWords;
}): ReactElement {
  const { number } = useLanguage();
  const isFailed = verdict === 'failed';
  return (
    <div className={`callout ${isFailed ? 'callout-bad' : 'callout-good'}`} role="status">
      <strong className={`verdict may-word-${isFailed ? 'bad' : 'good'}`}>
        {isFailed ? <CrossSign /> : <TickSign />}
        {say.verdicts[verdict]}
      </strong>
      {examples > 0 && <p>{say.examples(number(examples))}</p>}
      {mistakes.length > 0 && (
        <ul className="conditions">
          {mistakes.map((mistake, index) => (
            <li key={index}>
              {mistake.line > 0 && `${say.line(number(mistake.line))}: `}
              <MistakeText mistake={mistake} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Findings({
  title,
  findings,
  say,
  none,
  isDecided = true,
}: {
  title: string;
  findings: readonly GateFinding[];
  say: ReportWords;
  none?: string;
  isDecided?: boolean;
}): ReactElement | null {
  if (findings.length === 0 && none === undefined) return null;
  return (
    <section className="stack-tight">
      <h3>{title}</h3>
      {findings.length === 0 && <p className="faded">{none}</p>}
      <ul className="rows">
        {findings.map((finding, index) => {
          const { kind, witness } = finding;
          return (
            <li key={index} className="stack-tight" data-finding={kind}>
              <FindingText finding={finding} isDecided={isDecided} />
              {witness !== null && (
                <span className="small">
                  <span className="faded">{say.witness}</span>{' '}
                  <bdi lang="en" dir="ltr" className="witness">
                    {witness}
                  </bdi>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
