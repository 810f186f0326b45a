import './health.css';
import { type ReactElement, useState } from 'react';
import { Failed, Waiting } from '../../frame/states.tsx';
import type { ListsShown } from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { bytesText } from '../bytes-text.ts';
import { useConsoleLanguage } from '../language.tsx';
import { useOperatorAnswer } from '../operator.tsx';
import type { Health, Sample, Stops } from './answers.ts';
import { forksSeen } from './forks-seen.ts';
import { LiveCharts } from './live-charts.tsx';
import { recentRate, recentValue } from './sample-series.ts';
import { StatusLine } from './status-line.tsx';
import { StopsShown } from './stops-shown.tsx';
import { useSamples } from './use-samples.ts';
import { worriesOf } from './worries.ts';

/** `GET /v1/operator/stats`: sizes and counts. */
interface Stats {
  readonly log: { readonly size: number };
  readonly identities: number;
  readonly devices: number;
  readonly openHolds: number;
}

const OFTEN_MS = 2000;
const RARELY_MS = 10_000;
const STOPS_MS = 30_000;

/** What the sovereign does now, and what is wrong with it: what an operator keeps open all day. */
export function HealthPage(): ReactElement {
  const { words, moment } = useConsoleLanguage();
  const say = words.console.health;
  const answer = useOperatorAnswer<Health>('/v1/operator/health', OFTEN_MS);
  const stops = useOperatorAnswer<Stops>('/v1/operator/stops', STOPS_MS);
  const lists = useAnswer<ListsShown>('/v1/rules/lists', STOPS_MS);
  const seconds = useSamples('second');
  const [seen] = useState(forksSeen);
  const health = answer.value;
  if (health === null) {
    return (
      <section className="stack">
        <h1>{say.title}</h1>
        {answer.failure === null ? (
          <Waiting />
        ) : (
          <Failed failure={answer.failure} again={answer.again} />
        )}
      </section>
    );
  }
  const worries =
    answer.failure === null
      ? worriesOf({ health, stops: stops.value, lists: lists.value, seconds, forksSeen: seen })
      : [{ kind: 'unreachable' } as const];
  return (
    <section className="stack-wide health">
      <header className="stack-tight">
        <h1>{say.title}</h1>
        <p className="faded">{say.since(moment(health.startedAt))}</p>
      </header>
      <StatusLine worries={worries} now={health.now} />
      <Figures health={health} seconds={seconds} />
      <LiveCharts seconds={seconds} />
      {stops.value !== null && <StopsShown stops={stops.value} />}
    </section>
  );
}

const LATELY_MS = 10_500;
const MINUTE_MS = 60_000;

function Figures({
  health,
  seconds,
}: {
  health: Health;
  seconds: readonly Sample[];
}): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.health;
  const stats = useOperatorAnswer<Stats>('/v1/operator/stats', RARELY_MS).value;
  const rate = recentRate(seconds, health.now, LATELY_MS);
  const answer = recentValue(seconds, health.now, MINUTE_MS)?.medianMs ?? null;
  const memory = seconds.at(-1)?.residentBytes;
  const counted = (value: number | undefined): string =>
    value === undefined ? '…' : number(value);
  return (
    <dl className="health-figures">
      <Figure name={say.figures.perSecond} value={number(Math.round(rate * 10) / 10)} />
      <Figure
        name={say.figures.answer}
        value={answer === null ? say.figures.none : say.milliseconds(number(answer))}
      />
      <Figure name={say.figures.waiting} value={number(health.queue.waiting)} />
      <Figure
        name={say.figures.memory}
        value={memory === undefined ? '…' : bytesText(memory, number)}
      />
      <Figure name={say.figures.entries} value={counted(stats?.log.size)} />
      <Figure name={say.figures.identities} value={counted(stats?.identities)} />
      <Figure name={say.figures.devices} value={counted(stats?.devices)} />
      <Figure name={say.figures.openHolds} value={counted(stats?.openHolds)} />
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <div>
      <dt className="faded small">{name}</dt>
      <dd className="figures">{value}</dd>
    </div>
  );
}
