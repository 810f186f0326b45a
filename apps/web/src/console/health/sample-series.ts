import type { ChartValue } from '../../charts/chart-props.ts';
import type { Sample } from './answers.ts';

/** Seconds of ten minutes, or minutes of a day. */
export type Every = 'second' | 'minute';

const SPAN_MS: Readonly<Record<Every, number>> = { second: 600_000, minute: 86_400_000 };

/** What was known and what has come, oldest first, as far back as a chart goes. */
export function joined(
  known: readonly Sample[],
  more: readonly Sample[],
  every: Every,
): readonly Sample[] {
  const last = known.at(-1)?.time ?? -Infinity;
  const all = [...known, ...more.filter(({ time }) => time > last)];
  const newest = all.at(-1)?.time ?? 0;
  return all.filter(({ time }) => time > newest - SPAN_MS[every]);
}

/** What a chart draws. */
export interface SampleSeries {
  readonly times: readonly number[];
  readonly of: (value: (sample: Sample) => ChartValue) => readonly ChartValue[];
}

/** A node that was down for longer than this many spans leaves a gap. */
const GAP = 3;

export function seriesOf(samples: readonly Sample[]): SampleSeries {
  const places: (Sample | null)[] = [];
  const times: number[] = [];
  for (const sample of samples) {
    const last = times.at(-1);
    const from = sample.time - sample.spanMs;
    if (last !== undefined && from - last > GAP * sample.spanMs) {
      places.push(null);
      times.push(last + 1);
    }
    places.push(sample);
    times.push(sample.time);
  }
  return { times, of: (value) => places.map((sample) => (sample === null ? null : value(sample))) };
}

const SECOND_MS = 1000;

/** A count of a sample by the second. */
export function perSecond(count: number, { spanMs }: Sample): number {
  return (count * SECOND_MS) / spanMs;
}

/** The mean of the last seconds, by the second. */
export function recentRate(seconds: readonly Sample[], now: number, withinMs: number): number {
  const recent = seconds.filter(({ time }) => time > now - withinMs);
  const spanMs = recent.reduce((sum, one) => sum + one.spanMs, 0);
  const admitted = recent.reduce((sum, one) => sum + one.admitted, 0);
  return spanMs === 0 ? 0 : (admitted * SECOND_MS) / spanMs;
}

/** The newest that was measured within the last time; null where nothing was. */
export function recentValue(
  seconds: readonly Sample[],
  now: number,
  withinMs: number,
): Sample | null {
  const measured = ({ time, p99Ms }: Sample): boolean => time > now - withinMs && p99Ms !== null;
  return seconds.findLast(measured) ?? null;
}
