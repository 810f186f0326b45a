import type { ReactElement } from 'react';
import { Link } from '../../frame/route.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import { wouldDo } from './standing.ts';

/** A proposal under way that would freeze somebody, or release them; nothing where it changes nothing for them. */
export function UnderWay({
  id,
  list,
  identity,
  isNamed,
  mark,
}: {
  id: string;
  list: string;
  identity: string;
  /** By the version in force. */
  isNamed: boolean;
  mark: ReactElement;
}): ReactElement | null {
  const { words } = useConsoleLanguage();
  const say = words.console.freezes;
  const { value } = useAnswer<{ readonly text: string | null }>(`/v1/rules/proposals/${id}`);
  const does = wouldDo(value?.text ?? '', identity, isNamed);
  if (value === null || value.text === null || does === null) return null;
  return (
    <div className="callout callout-waiting row" data-under-way>
      {mark}
      <span>{say.proposed[does](list)}</span>
      <Link href={`/console/votes/${id}`}>{say.seeProposal}</Link>
    </div>
  );
}
