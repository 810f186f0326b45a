import { expect, test } from 'vitest';
import { type Looked, newSamples } from './samples.ts';

const START = 1_800_000_000_000;

function looked(seconds: number, more: Partial<Looked> = {}): Looked {
  const steadyMs = seconds * 1000;
  return { time: START + steadyMs, steadyMs, queued: 0, residentBytes: 1, lateMs: 0, ...more };
}

test('a second has what happened in it, and the next begins at nothing', () => {
  const samples = newSamples(0);
  samples.admitted(3);
  samples.admitted(4);
  samples.refused();
  for (let n = 0; n < 20; n += 1) samples.answered(10, true);
  samples.answered(5000, false);
  samples.look(looked(1, { queued: 9, lateMs: 1.6, residentBytes: 77 }));
  samples.look(looked(2.5));
  const [first, second] = samples.since('second', 0);
  expect(first).toMatchObject({ admitted: 7, refused: 1, requests: 21, queued: 9, lateMs: 2 });
  expect(first).toMatchObject({ spanMs: 1000, residentBytes: 77, time: START + 1000 });
  expect(first?.medianMs).toBeGreaterThanOrEqual(10);
  expect(first?.p99Ms).toBeLessThan(11); // other requests have no part in it
  expect(second).toMatchObject({ admitted: 0, requests: 0, spanMs: 1500, medianMs: null });
});

test('a minute is the sum of its seconds, and the worst of them', () => {
  const samples = newSamples(0);
  const ends = [];
  for (let at = 1; at <= 120; at += 1) {
    samples.admitted(at);
    samples.answered(at, true);
    if (samples.look(looked(at, { queued: at === 30 ? 400 : 1, lateMs: at }))) ends.push(at);
  }
  expect(ends).toEqual([60, 120]);
  const [first] = samples.since('minute', 0);
  expect(first).toMatchObject({ admitted: 1830, requests: 60, queued: 400, lateMs: 60 });
  expect(first?.medianMs).toBeGreaterThanOrEqual(30);
  expect(first?.medianMs).toBeLessThan(33);
  expect(first?.p99Ms).toBeGreaterThanOrEqual(60);
});

test('how long a few answers took is not told: one that nothing was admitted for was stopped by a rule', () => {
  const samples = newSamples(0);
  for (let n = 0; n < 19; n += 1) samples.answered(10, true);
  samples.look(looked(1));
  expect(samples.since('second', 0)[0]).toMatchObject({ medianMs: null, p99Ms: null });
});

test('what rules stopped is told of minutes, in steps, and never of few', () => {
  const samples = newSamples(0);
  samples.stopped(19);
  for (let at = 1; at <= 60; at += 1) samples.look(looked(at));
  samples.stopped(23);
  for (let at = 61; at <= 120; at += 1) samples.look(looked(at));
  expect(samples.since('minute', 0).map(({ stopped }) => stopped)).toEqual([0, 20]);
  expect(samples.since('second', 0).every(({ stopped }) => stopped === null)).toBe(true);
});

test('ten minutes of seconds and a day of minutes are kept, and what is new is asked for alone', () => {
  const samples = newSamples(0);
  for (let at = 1; at <= 90_000; at += 1) samples.look(looked(at));
  expect(samples.since('second', 0)).toHaveLength(600);
  expect(samples.since('minute', 0)).toHaveLength(1440);
  expect(samples.since('second', START + 89_997_000)).toHaveLength(3);
});
