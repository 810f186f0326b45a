import { Button } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import { PageHead } from '../frame/page-head.tsx';
import { useLanguage } from '../frame/language.tsx';
import { startProcess } from '../frame/own-process.ts';
import { TickSign } from '../frame/signs.tsx';
import { Shown } from '../frame/states.tsx';
import type { SupplyShown } from '../sovereign/answers.ts';
import { useSovereign } from '../sovereign/founding.tsx';
import { useAnswer } from '../sovereign/use-answer.ts';
import type { LogNews } from './log-news.ts';
import verifierUrl from './verify-log.ts?worker&url';

const OFTEN_MS = 10_000;
const SHOWN_PROBLEMS = 10;

/** The log, and a verifier that runs here. */
export function LogPage(): ReactElement {
  const { words, number, moment } = useLanguage();
  const supply = useAnswer<SupplyShown>('/v1/supply', OFTEN_MS);
  return (
    <div className="page stack-wide">
      <PageHead title={words.log.title} lead={words.log.lead} />
      <Shown answer={supply}>
        {({ size, time }) => (
          <section className="card">
            <p className="large-amount">
              {number(size)}
              <small>{words.home.entries}</small>
            </p>
            {time !== null && <p className="faded">{words.log.newest(moment(time))}</p>}
          </section>
        )}
      </Shown>
      <Verifier />
      <section className="stack">
        <h2>{words.log.whatItMeans}</h2>
        <ul className="conditions">
          {words.log.meanings.map((meaning) => (
            <li key={meaning}>{meaning}</li>
          ))}
        </ul>
        <p className="faded small">
          {words.log.files}{' '}
          <a href="/checkpoint">
            <code>/checkpoint</code>
          </a>
          , <code>/tile/…</code>
        </p>
      </section>
    </div>
  );
}

/** How many times somebody has asked for it; each is a worker of its own. */
function Verifier(): ReactElement {
  const { words, number } = useLanguage();
  const [turn, setTurn] = useState(0);
  const [news, setNews] = useState<LogNews | null>(null);
  useEffect(() => {
    if (turn === 0) return undefined;
    setNews({ kind: 'progress', done: 0, of: 0 });
    const unreachable = (): void => setNews({ kind: 'unreachable' });
    return startProcess<never>(verifierUrl, setNews, unreachable).end;
  }, [turn]);
  const isBusy = news?.kind === 'progress';
  return (
    <section className="card card-raised" aria-live="polite">
      <h2>{words.log.verify}</h2>
      <p className="faded">{words.log.verifyMeans}</p>
      <div className="row">
        <Button onClick={() => setTurn((count) => count + 1)} loading={isBusy}>
          {words.log.verifyNow}
        </Button>
        {isBusy && news.of > 0 && (
          <progress max={news.of} value={news.done}>
            {number(news.done)}
          </progress>
        )}
      </div>
      {news?.kind === 'unreachable' && (
        <p className="callout callout-waiting">{words.log.unreachable}</p>
      )}
      {news?.kind === 'found' && <Found news={news} />}
    </section>
  );
}

function Found({ news: { found, ms } }: { news: LogNews & { kind: 'found' } }): ReactElement {
  const { words, number } = useLanguage();
  const { founding } = useSovereign();
  const { problems, entries, root, sovereign } = found;
  if (problems.length > 0) {
    return (
      <div className="callout callout-bad">
        <strong>{words.log.broken}</strong>
        <p>{words.log.brokenMeans}</p>
        <ul className="conditions small" lang="en" dir="ltr">
          {problems.slice(0, SHOWN_PROBLEMS).map(({ where, what }) => (
            <li key={`${where} ${what}`} className="wrap-anywhere">
              {where} {what}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <div className="callout callout-good">
      <strong className="verdict may-word-good">
        <TickSign /> {words.log.holds(founding?.constitution.name ?? '', number(entries))}
      </strong>
      <p>{words.log.checkedHere(number(Math.round(ms)))}</p>
      <details>
        <summary>{words.log.proof}</summary>
        <dl className="facts small">
          <dt>{words.log.root}</dt>
          <dd>
            <code className="wrap-anywhere">{root}</code>
          </dd>
          <dt>{words.log.constitutionHash}</dt>
          <dd>
            <code className="wrap-anywhere">{sovereign}</code>
          </dd>
        </dl>
      </details>
    </div>
  );
}
