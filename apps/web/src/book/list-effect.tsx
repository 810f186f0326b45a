import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import type { ListRuleShown, ListShown } from '../sovereign/answers.ts';

/** What rules make of a list: what they stop and pause, what goes on, and until when it can be relied on. */
export function ListEffect({ list, time }: { list: ListShown; time: number }): ReactElement {
  const { words, moment } = useLanguage();
  const say = words.lists;
  const { rules, otherRules, freshUntil } = list;
  const isRead = rules.length + otherRules.length > 0;
  const others = otherRules.join(', ');
  if (!isRead) return <p className="callout">{say.stopsNobody}</p>;
  return (
    <div className="stack-tight">
      {freshUntil <= time && (
        <p className="callout callout-bad" role="alert">
          {say.stale(moment(freshUntil))}
        </p>
      )}
      {rules.length > 0 && (
        <ul className="conditions">
          {rules.map((rule) => (
            <li key={`${rule.rule}-${rule.subject}`}>
              <Stops rule={rule} />
            </li>
          ))}
        </ul>
      )}
      {otherRules.length > 0 && (
        <p>{rules.length === 0 ? say.onlyOthers(others) : say.others(others)}</p>
      )}
      {rules.length > 0 && <GoesOn rules={rules} />}
      {freshUntil > time && (
        <p>
          {say.fresh(moment(freshUntil))} <span className="faded">{say.freshMeans}</span>
        </p>
      )}
    </div>
  );
}

function Stops({ rule: one }: { rule: ListRuleShown }): ReactElement {
  const { words, country } = useLanguage();
  const say = words.lists;
  const { rule, title, module, owner, subject, does, pauses, isExcepted } = one;
  const where =
    owner === 'global' ? '' : say.where[owner](owner === 'country' ? country(module) : module);
  return (
    <>
      {say.stops[subject][does](where)} {pauses && `${say.pauses(where)} `}
      {isExcepted && `${say.excepted} `}
      <Link href={`/rules/${module}#${rule}`}>{words.question.rule(rule, title)}</Link>
    </>
  );
}

function GoesOn({ rules }: { rules: readonly ListRuleShown[] }): ReactElement {
  const { words } = useLanguage();
  const say = words.lists;
  const isPaused = rules.some(({ pauses }) => pauses);
  return (
    <>
      <p>
        {!isPaused && `${say.notPaused} `}
        {say.goesOn}
      </p>
      {rules.some(({ subject }) => subject === 'receiver') && (
        <p className="faded small">{say.cheques}</p>
      )}
    </>
  );
}
