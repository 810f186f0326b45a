import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import { ClockSign, CrossSign, TickSign } from '../frame/signs.tsx';
import type { ClauseShown, MayShown } from '../sovereign/answers.ts';
import { ConditionList } from './condition-list.tsx';

const TONE = { yes: 'good', no: 'bad', 'yes-if': 'waiting' } as const;
const SIGN = { yes: TickSign, no: CrossSign, 'yes-if': ClockSign } as const;

/** The answer in one sentence, what would have to be so, and the rules that it rests on. */
export function MayAnswer({ answer }: { answer: MayShown }): ReactElement {
  const { words, amount, country } = useLanguage();
  const say = words.question;
  const { asked } = answer;
  const what = `${amount(asked.amount)} ${asked.currency}`;
  const Sign = SIGN[answer.answer];
  return (
    <section className={`callout callout-${TONE[answer.answer]} may-answer`} aria-live="polite">
      <h2 className={`may-word may-word-${TONE[answer.answer]}`}>
        <Sign />
        {say.answers[answer.answer]}
      </h2>
      <p>{say.sentences[answer.answer](what, country(asked.from), country(asked.to))}</p>
      <ConditionList conditions={answer.conditions} />
      {answer.rules.map((clause) => (
        <Clause key={clause.code} clause={clause} />
      ))}
      {answer.rules.length === 0 && answer.answer !== 'yes' && answer.rule !== null && (
        <p>{say.byRule(answer.rule)}</p>
      )}
      {answer.modules.length === 0 && <p className="faded">{say.nobodySpeaks}</p>}
    </section>
  );
}

function Clause({ clause }: { clause: ClauseShown }): ReactElement {
  const { words, day } = useLanguage();
  const say = words.question;
  const { code, title, module, version, since, source } = clause;
  return (
    <div className="clause">
      <p>
        <strong>{say.rule(code, title)}</strong>
        <br />
        <span className="faded small">
          {say.inForceSince(day(since), module, version)}
          {source === null ? '' : ` · ${source}`}
        </span>
      </p>
      <Link href={`/rules/${module}#${code}`}>{say.readRule}</Link>
    </div>
  );
}
