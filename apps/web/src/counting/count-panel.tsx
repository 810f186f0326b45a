import { Button } from '@mantine/core';
import { type ReactElement, Suspense, lazy, useEffect, useState } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { startProcess } from '../frame/own-process.ts';
import { type CountNews, MOST_BALLOTS } from './count-news.ts';
import counterUrl from './count-vote.ts?worker&url';

const CountShown = lazy(async () => ({ default: (await import('./count-shown.tsx')).CountShown }));

/** How many times somebody has asked for a count; each is a worker of its own, and 0 is none. */
export function CountPanel({ proposal }: { proposal: string }): ReactElement {
  const { words, number } = useLanguage();
  const say = words.counting;
  const [turn, setTurn] = useState(0);
  const [news, setNews] = useState<CountNews | null>(null);
  useEffect(() => {
    if (turn === 0) return undefined;
    setNews({ kind: 'progress', done: 0, of: 0 });
    const unreachable = (): void => setNews({ kind: 'unreachable' });
    const counter = startProcess<string>(counterUrl, setNews, unreachable);
    counter.send(proposal);
    return counter.end;
  }, [turn, proposal]);
  const stop = (): void => {
    setTurn(0);
    setNews(null);
  };
  const isBusy = news?.kind === 'progress';
  return (
    <section className="card card-raised" aria-live="polite" data-count>
      <h2>{say.title}</h2>
      <p className="faded">{say.means}</p>
      <div className="row">
        <Button onClick={() => setTurn((count) => count + 1)} loading={isBusy}>
          {news === null || isBusy ? say.now : say.again}
        </Button>
        {isBusy && (
          <>
            <Button variant="light" onClick={stop}>
              {say.stop}
            </Button>
            <span className="faded small">{say.looking(number(news.done), number(news.of))}</span>
          </>
        )}
      </div>
      {isBusy && news.of > 0 && (
        <progress max={news.of} value={news.done}>
          {number(news.done)}
        </progress>
      )}
      {(news?.kind === 'unreachable' || news?.kind === 'unreadable') && (
        <p className="callout callout-waiting">{say[news.kind]}</p>
      )}
      {news?.kind === 'too-many' && (
        <p className="callout callout-waiting">{say.tooMany(number(MOST_BALLOTS))}</p>
      )}
      {news?.kind === 'counted' && (
        <Suspense fallback={null}>
          <CountShown counted={news.counted} />
        </Suspense>
      )}
    </section>
  );
}
