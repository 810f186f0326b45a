import type { ReactElement } from 'react';
import { Shown } from '../../frame/states.tsx';
import { useAmount } from '../../sovereign/use-amount.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import { AppealAnswer } from './appeal-answer.tsx';
import type { AppealShown, CaseShown } from './case.ts';

/** One appeal as the log has it, what its file says where that was opened, and its answer. */
export function OneAppeal({ id, found }: { id: string; found: CaseShown | null }): ReactElement {
  const { words, moment } = useConsoleLanguage();
  const say = words.console.law.appeals;
  const answer = useAnswer<AppealShown>(`/v1/rules/appeals/${id}`);
  return (
    <Shown answer={answer}>
      {(appeal) => (
        <div className="stack">
          <dl className="facts">
            <dt>{say.appealed}</dt>
            <dd>{moment(appeal.at)}</dd>
            <dt>{say.due}</dt>
            <dd>
              {moment(appeal.answerDueAt)}{' '}
              {appeal.isOverdue && <span className="mark mark-bad">{say.late}</span>}
            </dd>
            {found !== null && <CaseFacts found={found} />}
          </dl>
          <p className="faded small">{found === null ? say.unproven : say.verified}</p>
          {appeal.answer === null ? (
            <AppealAnswer id={id} found={found} />
          ) : (
            <p className="callout callout-good">
              <strong>{say.answered}</strong> {moment(appeal.answer.at)}:{' '}
              {say.outcome[appeal.answer.outcome]}
            </p>
          )}
        </div>
      )}
    </Shown>
  );
}

function CaseFacts({ found }: { found: CaseShown }): ReactElement {
  const { words, country } = useConsoleLanguage();
  const { appeals: say } = words.console.law;
  const amountOf = useAmount();
  const { reason, outcome, rule, currency, amount, from, to } = found;
  const way = [country(from), ...(to === null ? [] : [country(to)])].join(' → ');
  return (
    <>
      <dt>{say.payment}</dt>
      <dd>
        {amountOf(amount, currency)}, {way}
      </dd>
      <dt>{say.decision}</dt>
      <dd>
        {words.console.rules.trial.outcomes[outcome]} {rule === null ? '' : `(${rule})`}
      </dd>
      <dt>{say.reason}</dt>
      <dd dir="auto">
        <q className="wrap-anywhere">{reason}</q>
      </dd>
    </>
  );
}
