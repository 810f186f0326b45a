import { NativeSelect } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { ChartProps, ChartSeries } from '../../charts/chart-props.ts';
import { Chart } from '../../charts/chart.tsx';
import { useConsoleLanguage } from '../language.tsx';
import type { Sample } from './answers.ts';
import { type Every, type SampleSeries, perSecond, seriesOf } from './sample-series.ts';
import { useSamples } from './use-samples.ts';

/** Payments, answers and the machine over the last ten minutes, or the last day. */
export function LiveCharts({ seconds }: { seconds: readonly Sample[] }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health;
  const [every, setEvery] = useState<Every>('second');
  return (
    <section className="stack">
      <NativeSelect
        className="health-span"
        label={say.span}
        value={every}
        data={[
          { value: 'second', label: say.seconds },
          { value: 'minute', label: say.minutes },
        ]}
        onChange={(event) => setEvery(event.currentTarget.value as Every)}
      />
      {every === 'second' ? <Charts samples={seconds} every={every} /> : <Minutes />}
    </section>
  );
}

function Minutes(): ReactElement {
  return <Charts samples={useSamples('minute')} every="minute" />;
}

const MEBIBYTE = 1 << 20;
/** Height of what is looked at less, in CSS pixels. */
const LOW = 120;

function Charts({ samples, every }: { samples: readonly Sample[]; every: Every }): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.health;
  const drawn = seriesOf(samples);
  const { times } = drawn;
  const rounded = (value: bigint | number): string => number(Math.round(Number(value) * 10) / 10);
  const inMs = (value: bigint | number): string => say.milliseconds(rounded(value));
  const inMebibytes = (value: bigint | number): string => say.mebibytes(rounded(value));
  const most = Math.max(0, ...samples.map((one) => perSecond(one.admitted, one)));
  const longest = Math.max(0, ...samples.map(({ p99Ms }) => p99Ms ?? 0));
  const highest = Math.max(0, ...samples.map(({ residentBytes }) => residentBytes / MEBIBYTE));
  const busiest = Math.max(0, ...samples.map(({ lateMs }) => lateMs));
  const line = (
    [name, colour, write]: readonly [string, ChartSeries['colour'], ChartSeries['write']],
    value: (sample: Sample) => number | null,
  ): ChartSeries => ({ name, kind: 'line', colour, values: drawn.of(value), write });
  return (
    <div className="health-charts">
      <Titled
        title={say.payments}
        summary={say.paymentsMean(rounded(most))}
        times={times}
        series={ratesOf(drawn, every, rounded, say)}
      />
      <Titled
        title={say.latency}
        summary={say.latencyMeans(inMs(longest))}
        times={times}
        series={[
          line([say.median, 'accent', inMs], ({ medianMs }) => medianMs),
          line([say.p99, 'waiting', inMs], ({ p99Ms }) => p99Ms),
        ]}
      />
      <Titled
        title={say.memory}
        summary={say.memoryMeans(inMebibytes(highest))}
        times={times}
        series={[
          line([say.memory, 'plain', inMebibytes], ({ residentBytes }) => residentBytes / MEBIBYTE),
        ]}
        height={LOW}
      />
      <Titled
        title={say.busy}
        summary={say.latencyMeans(inMs(busiest))}
        times={times}
        series={[line([say.late, 'plain', inMs], ({ lateMs }) => lateMs)]}
        height={LOW}
      />
    </div>
  );
}

/** What was admitted and what was not: what rules stopped is told of minutes alone. */
function ratesOf(
  drawn: SampleSeries,
  every: Every,
  write: ChartSeries['write'],
  say: { admitted: string; turnedAway: string; stoppedByRules: string },
): ChartSeries[] {
  const rate = (
    name: string,
    colour: ChartSeries['colour'],
    count: (sample: Sample) => number,
  ): ChartSeries => {
    const values = drawn.of((one) => perSecond(count(one), one));
    return { name, kind: 'line', colour, values, write };
  };
  return [
    rate(say.admitted, 'accent', ({ admitted }) => admitted),
    rate(say.turnedAway, 'plain', ({ refused }) => refused),
    ...(every === 'minute'
      ? [rate(say.stoppedByRules, 'waiting', ({ stopped }) => stopped ?? 0)]
      : []),
  ];
}

function Titled(props: ChartProps): ReactElement {
  return (
    <section className="card">
      <h2>{props.title}</h2>
      <Chart {...props} />
    </section>
  );
}
