import './chart.css';
import { type ReactElement, Suspense, lazy, useState } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { type ChartProps, said } from './chart-props.ts';
import { ChartTable } from './chart-table.tsx';

const Plot = lazy(async () => ({ default: (await import('./plot.tsx')).Plot }));

const USUAL_HEIGHT = 220;

/**
 * A chart over time, with a legend that tells the newest values or those under the pointer, and all of it as a table. The upright
 * axis always has its zero. What draws (uplot, 22 kB) is loaded when a chart is shown. For bars without times see `BarList`.
 */
export function Chart(props: ChartProps): ReactElement {
  const { words, moment, compact } = useLanguage();
  const {
    title,
    summary,
    times,
    series,
    axis = compact,
    height = USUAL_HEIGHT,
    when = moment,
  } = props;
  const [at, setAt] = useState<number | null>(null);
  if (times.length === 0) return <p className="faded">{words.charts.nothing}</p>;
  const shown = Math.min(at ?? times.length - 1, times.length - 1);
  return (
    <figure className="chart">
      <figcaption className="chart-legend">
        {series.map(({ name, colour, values, write }) => (
          <span key={name}>
            <i className={`chart-sign chart-${colour}`} />
            {name}: <b>{said(values[shown] ?? null, write)}</b>
          </span>
        ))}
        <span className="faded">{when(times[shown] ?? 0)}</span>
      </figcaption>
      <div role="img" aria-label={summary === undefined ? title : `${title}. ${summary}`}>
        <Suspense fallback={<div className="skeleton chart-waits" />}>
          <Plot times={times} series={series} axis={axis} height={height} point={setAt} />
        </Suspense>
      </div>
      <ChartTable title={title} times={times} series={series} when={when} />
    </figure>
  );
}
