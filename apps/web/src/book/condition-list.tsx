import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { type ConditionShown, readCondition } from '../sovereign/read-condition.ts';
import { sayCondition } from '../words/conditions.ts';

/** What would have to be so, in the language of the page where that has words for it, and the rules that ask it. */
export function ConditionList({
  conditions,
  withRules = true,
}: {
  conditions: readonly ConditionShown[];
  withRules?: boolean;
}): ReactElement | null {
  const language = useLanguage();
  if (conditions.length === 0) return null;
  const ownWords = (condition: ConditionShown): string | null => {
    const coded = readCondition(condition);
    if (language.conditions === null || coded === null) return null;
    return sayCondition(coded, language.conditions, language);
  };
  return (
    <ul className="conditions">
      {conditions.map((condition) => {
        const own = ownWords(condition);
        return (
          <li key={condition.words}>
            {own ?? (
              <bdi lang="en" dir="ltr">
                {condition.words}
              </bdi>
            )}
            {withRules && condition.rule !== null && (
              <span className="faded"> ({condition.rule})</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
