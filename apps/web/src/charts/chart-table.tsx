import { type ReactElement, useState } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { type ChartProps, said } from './chart-props.ts';

/** What a chart draws, in rows, the newest first. It is written when somebody opens it. */
export function ChartTable({
  title,
  times,
  series,
  when,
}: Required<Pick<ChartProps, 'title' | 'times' | 'series' | 'when'>>): ReactElement {
  const { words } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const newestFirst = times.map((_, index) => index).toReversed();
  return (
    <details className="small" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.charts.asTable}</summary>
      {isOpen && (
        <div className="chart-table" tabIndex={0} role="region" aria-label={title}>
          <table className="figures">
            <caption className="only-heard">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{words.charts.time}</th>
                {series.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {newestFirst.map((index) => (
                <tr key={times[index]}>
                  <th scope="row">{when(times[index] ?? 0)}</th>
                  {series.map(({ name, values, write }) => (
                    <td key={name}>{said(values[index] ?? null, write)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
