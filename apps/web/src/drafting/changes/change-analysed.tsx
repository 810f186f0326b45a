import { type ReactElement, type ReactNode, useEffect } from 'react';
import { useLanguage } from '../../frame/language.tsx';
import type { ReportWords } from '../../words/english/report.ts';
import type { Proposable } from '../analyse-draft.ts';
import { useJob } from '../desk.ts';
import { VerdictShown } from '../report-shown.tsx';
import { ContentShown } from './content-shown.tsx';
import type { ChangeDraft } from './messages.ts';

/** A change beside what is in force, read from the bytes that would be proposed; what can be done with it where the gates would let it pass. */
export function ChangeAnalysed({
  change,
  from,
  say,
  children,
}: {
  change: ChangeDraft;
  /** When it is to be in force, ms since 1970. */
  from: number;
  say: ReportWords;
  children: (proposal: Proposable) => ReactNode;
}): ReactElement {
  const { words } = useLanguage();
  const { news, start } = useJob();
  const key = JSON.stringify([change, from]);
  useEffect(() => {
    const [asked, at] = JSON.parse(key) as [ChangeDraft, number];
    start({ kind: 'change', change: asked, from: at });
  }, [key, start]);
  if (news?.kind === 'unreachable') return <p role="alert">{words.states.failed.offline}</p>;
  if (news?.kind !== 'changed') return <p role="status">{words.changes.reading}</p>;
  const { answer } = news;
  if (!answer.ok) {
    return (
      <p className="callout callout-bad" role="alert">
        {words.changes.faults[answer.fault]}
      </p>
    );
  }
  const { stated, before, proposal, ...report } = answer.analysed;
  return (
    <div className="stack">
      <ContentShown stated={stated} before={before} />
      <VerdictShown {...report} examples={0} say={say} />
      {report.verdict !== 'failed' && children(proposal)}
    </div>
  );
}
