import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useJob } from '../../drafting/desk.ts';
import { FileButton } from '../../frame/file-button.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { TrialShown } from './trial-shown.tsx';

const MOST = 1_000_000;

/** Tries the draft on many payments, made up or of a file, beside the rules in force. */
export function DraftTrial({ text, isSound }: { text: string; isSound: boolean }): ReactElement {
  const { words, number } = useConsoleLanguage();
  const { trial: say, ...room } = words.console.rules;
  const { isRunning, news, start, stop } = useJob();
  const [count, setCount] = useState('5000');
  const [seed, setSeed] = useState('1');
  const [of, setOf] = useState('');
  const wholes = { count: wholeOf(count), seed: wholeOf(seed) };
  const isReady = isSound && wholes.count !== null && wholes.seed !== null;
  const go = (payments: Blob | { count: number; seed: number }): void => {
    setOf(text);
    start({ kind: 'try', text, payments });
  };
  return (
    <section className="card" aria-busy={isRunning}>
      <h2>{say.title}</h2>
      <p className="faded">{say.lead}</p>
      <div className="fields">
        <TextInput
          label={say.count}
          inputMode="numeric"
          value={count}
          onChange={(event) => setCount(event.currentTarget.value)}
        />
        <TextInput
          label={say.seed}
          inputMode="numeric"
          value={seed}
          onChange={(event) => setSeed(event.currentTarget.value)}
        />
      </div>
      <p className="faded small">{say.seedMeans}</p>
      <div className="row">
        <Button
          loading={isRunning}
          disabled={!isReady}
          onClick={() => go({ count: wholes.count ?? 0, seed: wholes.seed ?? 0 })}
        >
          {say.go}
        </Button>
        {isRunning && (
          <Button variant="light" onClick={stop}>
            {room.analysis.stop}
          </Button>
        )}
        {news?.kind === 'progress' && (
          <span role="status" className="figures">
            {say.progress(number(news.done), news.of === 0 ? null : number(news.of))}
          </span>
        )}
        {!isSound && !isRunning && <span className="faded">{room.analysis.mistakes}</span>}
      </div>
      {isSound && (
        <div className="stack-tight">
          <FileButton label={say.file} accept=".csv,.jsonl,text/csv" take={go} />
          <span className="faded small">{say.fileMeans}</span>
        </div>
      )}
      {news?.kind === 'unreachable' && <p role="alert">{room.unreachable}</p>}
      {news?.kind === 'untried' && (
        <div className="callout callout-waiting" role="alert">
          <strong>{say.cannot}</strong>
          <p lang="en" dir="ltr">
            {news.why}
          </p>
        </div>
      )}
      {news?.kind === 'tried' && (
        <>
          {of !== text && (
            <div>
              <span className="mark mark-waiting">{room.analysis.old}</span>
            </div>
          )}
          <TrialShown sums={news.sums} />
        </>
      )}
    </section>
  );
}

function wholeOf(typed: string): number | null {
  const clean = typed.replaceAll(/[\s\u00A0\u202F.,]/g, '');
  return /^\d{1,7}$/.test(clean) && Number(clean) <= MOST ? Number(clean) : null;
}
