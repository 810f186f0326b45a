import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useJob } from '../../drafting/desk.ts';
import { ReportShown } from '../../drafting/report-shown.tsx';
import { useConsoleLanguage } from '../language.tsx';

/** What the gates would say of the draft, asked for here: it takes its time, and can be stopped. */
export function DraftAnalysis({ text, isSound }: { text: string; isSound: boolean }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.rules;
  const { isRunning, news, start, stop } = useJob();
  const [of, setOf] = useState('');
  const go = (): void => {
    setOf(text);
    start({ kind: 'analyse', text, lane: 'ordinary' });
  };
  return (
    <section className="card" aria-busy={isRunning}>
      <h2>{say.analysis.title}</h2>
      <p className="faded">{say.analysis.lead}</p>
      <div className="row">
        <Button onClick={go} loading={isRunning} disabled={!isSound}>
          {say.analysis.go}
        </Button>
        {isRunning && (
          <>
            <Button variant="light" onClick={stop}>
              {say.analysis.stop}
            </Button>
            <span role="status">{say.analysis.running}</span>
          </>
        )}
        {!isSound && !isRunning && <span className="faded">{say.analysis.mistakes}</span>}
      </div>
      {news?.kind === 'unreachable' && <p role="alert">{say.unreachable}</p>}
      {news?.kind === 'analysed' && news.analysed !== null && (
        <>
          {of !== text && (
            <div>
              <span className="mark mark-waiting">{say.analysis.old}</span>
            </div>
          )}
          <ReportShown analysed={news.analysed} say={say.report} />
        </>
      )}
    </section>
  );
}
