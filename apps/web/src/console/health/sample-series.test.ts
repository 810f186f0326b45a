import { expect, it } from 'vitest';
import { bytesText } from '../bytes-text.ts';
import type { Sample } from './answers.ts';
import { joined, perSecond, recentRate, recentValue, seriesOf } from './sample-series.ts';

function sample(time: number, more: Partial<Sample> = {}): Sample {
  return {
    time,
    spanMs: 1000,
    admitted: 10,
    refused: 0,
    stopped: null,
    requests: 10,
    medianMs: 2,
    p99Ms: 5,
    queued: 0,
    residentBytes: 1,
    lateMs: 0,
    ...more,
  };
}

it('joins what has come to what was known, each once, as far back as a chart goes', () => {
  const known = Array.from({ length: 600 }, (_, at) => sample((at + 1) * 1000));
  const all = joined(known, [sample(600_000), sample(601_000), sample(602_000)], 'second');
  expect(all).toHaveLength(600);
  expect([all[0]?.time, all.at(-1)?.time]).toEqual([3000, 602_000]);
  expect(joined([], [], 'minute')).toEqual([]);
});

it('leaves a gap where the node was down, and none where it was only late', () => {
  const { times, of } = seriesOf([sample(1000), sample(2500, { spanMs: 1500 }), sample(60_000)]);
  expect(times).toEqual([1000, 2500, 2501, 60_000]);
  expect(of(({ admitted }) => admitted)).toEqual([10, 10, null, 10]);
});

it('says rates by the second, whatever a span lasted', () => {
  expect(perSecond(30, sample(0, { spanMs: 1500 }))).toBe(20);
  const seconds = [sample(1000), sample(2000, { admitted: 40 }), sample(4000, { spanMs: 2000 })];
  expect(recentRate(seconds, 4000, 3500)).toBe(15);
  expect(recentRate(seconds, 100_000, 3500)).toBe(0);
});

it('tells a latency of lately, not of long ago', () => {
  const seconds = [sample(1000), sample(2000, { p99Ms: null })];
  expect(recentValue(seconds, 3000, 60_000)?.time).toBe(1000);
  expect(recentValue(seconds, 90_000, 60_000)).toBeNull();
});

it('says sizes in a unit that people read', () => {
  const said = [0, 999, 1536, 5_368_709_120, 2 ** 52].map((bytes) => bytesText(bytes, String));
  expect(said).toEqual(['0 bytes', '999 bytes', '1.5 KiB', '5 GiB', '4096 TiB']);
});
