import { type ReactElement, useEffect, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { startProcess } from '../../frame/own-process.ts';
import { Shown } from '../../frame/states.tsx';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { noteForksSeen } from '../health/forks-seen.ts';
import { useConsoleLanguage } from '../language.tsx';
import verifierUrl from './check-forks.ts?worker&url';
import { ForkCard, type Uncovered } from './fork-card.tsx';
import type { ForkNews, ForkShown, ForksAsked } from './fork-news.ts';

interface Page {
  readonly forks: readonly ForkShown[];
  readonly next: string | null;
}

const MOST = 256;
const OFTEN_MS = 60_000;

/** Who has signed two histories, what it means, and the proof, which this browser verifies. */
export function ForksPage(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health.forks;
  const [after, setAfter] = useState<string | null>(null);
  const cursor = after === null ? '' : `&after=${after}`;
  const answer = useAnswer<Page>(`/v1/forks?limit=${MOST}${cursor}`, OFTEN_MS);
  const uncovered = useAnswer<{ readonly uncovered: readonly Uncovered[] }>(
    `/v1/uncovered?limit=${MOST}`,
    OFTEN_MS,
  );
  const { founding } = useSovereign();
  const forks = answer.value?.forks;
  const news = useVerified(founding?.sovereign, forks);
  useEffect(() => {
    const before = after === null ? 0 : Number(after) + 1;
    if (forks !== undefined) noteForksSeen(before + forks.length);
  }, [forks, after]);
  return (
    <section className="stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      <Shown answer={answer}>
        {(page) =>
          page.forks.length === 0 ? (
            <p className="callout callout-good">{say.none}</p>
          ) : (
            <div className="stack">
              {page.forks.map((fork) => (
                <ForkCard
                  key={fork.hold}
                  fork={fork}
                  news={news.get(fork.hold)}
                  sovereign={founding?.sovereign ?? ''}
                  uncovered={uncovered.value?.uncovered.find(({ hold }) => hold === fork.hold)}
                  isCoverKnown={uncovered.value !== null}
                />
              ))}
              {page.next !== null && (
                <button type="button" className="plain-button" onClick={() => setAfter(page.next)}>
                  {say.more}
                </button>
              )}
            </div>
          )
        }
      </Shown>
      <section className="stack">
        <h2>{forks !== undefined && forks.length > 0 ? say.means : say.wouldMean}</h2>
        <ul className="conditions">
          {say.meanings.map((meaning) => (
            <li key={meaning}>{meaning}</li>
          ))}
        </ul>
      </section>
    </section>
  );
}

/** What a worker has found of each, by its hold. */
function useVerified(
  sovereign: string | undefined,
  forks: readonly ForkShown[] | undefined,
): ReadonlyMap<string, ForkNews> {
  const [news, setNews] = useState<ReadonlyMap<string, ForkNews>>(new Map());
  // The list is asked for again and again, and seldom another one.
  const asked = JSON.stringify(forks ?? []);
  useEffect(() => {
    const all = JSON.parse(asked) as readonly ForkShown[];
    if (sovereign === undefined || all.length === 0) return undefined;
    const checker = startProcess<ForksAsked>(verifierUrl, (one: ForkNews) =>
      setNews((known) => new Map(known).set(one.hold, one)),
    );
    checker.send({ sovereign, forks: all });
    return checker.end;
  }, [sovereign, asked]);
  return news;
}
