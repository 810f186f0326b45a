/** What is drawn in a chart: an amount of the smallest unit, or a count. A null is a gap. */
export type ChartValue = bigint | number | null;

/** One thing that changes over time. */
export interface ChartSeries {
  readonly name: string;
  /**
   * `steps` for what stays until it changes (a supply), `line` for what is measured now and then (a latency), `bars` for what
   * happened within each time (issued on that day). At most two series of a chart are bars: they stand side by side.
   */
  readonly kind: 'line' | 'steps' | 'bars';
  readonly colour: ChartColour;
  /** One for each of the chart's times. */
  readonly values: readonly ChartValue[];
  /** How a value is said in words, exactly: `units(String(value), decimals)` for amounts. */
  readonly write: (value: bigint | number) => string;
}

/** Colours of the theme, in light and dark. */
export type ChartColour = 'accent' | 'good' | 'waiting' | 'bad' | 'plain';

export interface ChartProps {
  /** What the chart shows, as a heading says it: `Supply of HRB`. It is what a screen reader calls the picture. */
  readonly title: string;
  /** What there is to see in it, in a sentence, for whoever does not see it. */
  readonly summary?: string;
  /** In ms since 1970, rising, each once. */
  readonly times: readonly number[];
  /** One to five. */
  readonly series: readonly ChartSeries[];
  /**
   * How a place of the upright axis is labelled, shortly. It is given the position of a value, `Number(value)`: an axis is no
   * statement of an amount. By default a short number (`1.2 K`).
   */
  readonly axis?: (position: number) => string;
  /** How a time is said in words; by default as day and time of day. */
  readonly when?: (ms: number) => string;
  /** Height of the drawing in CSS pixels. */
  readonly height?: number;
}

/** A value in words; a dash where there is none. */
export function said(value: ChartValue, write: (value: bigint | number) => string): string {
  return value === null ? '–' : write(value);
}
