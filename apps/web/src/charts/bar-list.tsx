import './chart.css';
import { type ReactElement, useLayoutEffect, useRef } from 'react';
import { useLanguage } from '../frame/language.tsx';
import type { ChartColour } from './chart-props.ts';

export interface BarRow {
  readonly name: string;
  /** At least 0: how long the bar is, beside the longest. */
  readonly value: bigint | number;
  /** The value in words. */
  readonly said: string;
  readonly colour?: ChartColour;
}

/** Bars with a name each, such as refusals by rule: a list that is read as it is, in the order given. */
export function BarList({ rows }: { rows: readonly BarRow[] }): ReactElement {
  const { words } = useLanguage();
  if (rows.length === 0) return <p className="faded">{words.charts.nothing}</p>;
  const most = Math.max(...rows.map(({ value }) => Number(value)));
  return (
    <ul className="bar-list">
      {rows.map(({ name, value, said, colour = 'accent' }) => (
        <li key={name}>
          <span className="wrap-anywhere">{name}</span>
          <b className="figures">{said}</b>
          <Bar share={most === 0 ? 0 : Number(value) / most} colour={colour} />
        </li>
      ))}
    </ul>
  );
}

function Bar({ share, colour }: { share: number; colour: ChartColour }): ReactElement {
  const bar = useRef<HTMLSpanElement>(null);
  // Set by the object model: the policy allows no style in markup.
  useLayoutEffect(() => bar.current?.style.setProperty('inline-size', `${share * 100}%`), [share]);
  return (
    <span className="bar-list-track" aria-hidden="true">
      <span ref={bar} className={`chart-${colour}`} />
    </span>
  );
}
