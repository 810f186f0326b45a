import { expect, it } from 'vitest';
import type { ListShown, ListsShown } from '../../sovereign/answers.ts';
import { consoleEnglish } from '../../words/english/console.ts';
import { consoleGerman } from '../../words/german/console.ts';
import type { Health, Sample, Stops } from './answers.ts';
import { type Seen, type WorryKind, levelOf, worriesOf } from './worries.ts';

const NOW = 1_800_000_000_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const GIB = 2 ** 30;

const WELL: Health = {
  status: 'ready',
  now: NOW,
  startedAt: NOW - DAY_MS,
  ledgerFailed: false,
  workersFailed: false,
  ring: { failed: false, starts: 1, restartedAt: null },
  clockAheadMs: 0,
  headerAt: NOW - 30_000,
  heartbeatMs: 60_000,
  queue: { waiting: 12, most: 8192 },
  alarmsRaised: 0,
  appealsOverdue: 0,
  forks: 0,
  lastBackupAt: NOW - DAY_MS,
  hasKeptLog: true,
  forgets: false,
  disks: [
    { of: 'folder', freeBytes: 50 * GIB, totalBytes: 100 * GIB },
    { of: 'kept-log', freeBytes: 50 * GIB, totalBytes: 100 * GIB },
  ],
};
const STOPS: Stops = {
  at: NOW,
  decided: { hour: 1000, day: 9000 },
  stopped: { hour: 60, day: 400 },
  rules: [{ rule: 'KE-2', hour: 60, day: 400, refused: 400 }],
  codes: [],
};

function sample(time: number, p99Ms: number | null): Sample {
  const none = { admitted: 0, refused: 0, stopped: null, requests: 0, queued: 0, lateMs: 0 };
  return { ...none, time, spanMs: 1000, medianMs: p99Ms, p99Ms, residentBytes: 1 };
}

const SECONDS = Array.from({ length: 60 }, (_, at) => sample(NOW - 60_000 + at * 1000, 9));

function kinds(change: Partial<Health>, seen: Partial<Seen> = {}): WorryKind[] {
  const health = { ...WELL, ...change };
  const all = { health, stops: STOPS, lists: null, seconds: SECONDS, forksSeen: 0, ...seen };
  return worriesOf(all).map(({ kind }) => kind);
}

it('has nothing to say where everything works', () => {
  expect(kinds({})).toEqual([]);
  expect(kinds({}, { stops: null, seconds: [] })).toEqual([]);
  expect(kinds({ headerAt: null })).toEqual([]); // nothing has been logged yet
});

const FULL = { of: 'folder', freeBytes: 1000, totalBytes: GIB } as const;
const BUSY: Stops = { ...STOPS, rules: [{ rule: 'KE-1', hour: 200, day: 200, refused: 0 }] };
const LATE = SECONDS.map(({ time }) => sample(time, 4000));

/** A list that a rule refuses receivers by, good for ninety days, in force since `age` days. */
function list(age: number, more: Partial<ListShown> = {}): ListShown {
  const from = NOW - age * DAY_MS;
  const freshUntil = from + 90 * DAY_MS;
  const what = { of: 'parties', isConfidential: false, entries: 3 } as const;
  const times = { from, until: null, freshUntil, isInForce: true };
  const one = {
    module: 'global',
    owner: 'global',
    rule: 'G-1',
    title: '',
    isExcepted: false,
  } as const;
  const rules = [{ ...one, subject: 'receiver', does: 'refuse', pauses: true }] as const;
  return { name: 'FROZEN', version: 1, ...what, ...times, rules, otherRules: [], ...more };
}

const lists = (...all: ListShown[]): ListsShown => ({ time: NOW, lists: all });

/** Each state in which something is wrong, and the one thing that is to be said of it. */
const WRONG: [what: string, Partial<Health>, WorryKind, Partial<Seen>?][] = [
  ['the ledger stopped', { status: 'failed', ledgerFailed: true }, 'ledger-stopped'],
  ['a worker ended', { status: 'failed', workersFailed: true }, 'workers-ended'],
  ['no ring', { status: 'failed', ring: { ...WELL.ring, failed: true } }, 'ring-down'],
  ['failed, and nobody knows why', { status: 'failed' }, 'not-ready'],
  ['the clock leapt', { status: 'clock-ahead', clockAheadMs: 5 * HOUR_MS }, 'clock-ahead'],
  ['it stops', { status: 'stopping' }, 'stopping'],
  ['a state without words', { status: 'new' as Health['status'] }, 'not-ready'],
  ['no header comes', { headerAt: NOW - 5 * 60_000 }, 'standing-still'],
  ['the queue is full', { queue: { waiting: 8000, most: 8192 } }, 'queue-full'],
  ['the disk is full, and it runs', { disks: [FULL] }, 'disk-low'],
  ['the disk fills', { disks: [{ ...FULL, freeBytes: GIB, totalBytes: 100 * GIB }] }, 'disk-low'],
  [
    'the kept log’s disk fills',
    { disks: [{ of: 'kept-log', freeBytes: GIB, totalBytes: 90 * GIB }] },
    'disk-low',
  ],
  [
    'the ring was started again',
    { ring: { failed: false, starts: 2, restartedAt: NOW - HOUR_MS } },
    'ring-restarted',
  ],
  ['an alarm', { alarmsRaised: 1 }, 'alarms-raised'],
  ['a fork', { forks: 1 }, 'forks-found'],
  ['an appeal waits', { appealsOverdue: 2 }, 'appeals-overdue'],
  ['a rule stops much', {}, 'rule-stops-much', { stops: BUSY }],
  ['a list is over', {}, 'list-stale', { lists: lists(list(90)) }],
  ['a list goes stale soon', {}, 'list-ages', { lists: lists(list(77)) }],
  ['answers are slow', {}, 'slow', { seconds: LATE }],
  ['an old backup', { lastBackupAt: NOW - 9 * DAY_MS }, 'backup-old'],
  ['no backup', { lastBackupAt: null }, 'no-backup'],
  ['no kept log', { hasKeptLog: false }, 'no-kept-log'],
  ['in memory only', { forgets: true, lastBackupAt: null, hasKeptLog: false }, 'forgets'],
];

it.each(WRONG)('says what is wrong: %s', (_what, change, kind, seen) => {
  expect(kinds(change, seen)).toEqual([kind]);
});

it('says that the disk is full where that has stopped the ledger', () => {
  const found = kinds({ status: 'failed', ledgerFailed: true, disks: [FULL] });
  expect(found).toEqual(['disk-full']);
});

it('every wrong status of the node stops payments, whatever else is fine', () => {
  for (const status of ['failed', 'stopping', 'clock-ahead'] as const) {
    const [worst] = worriesOf({
      health: { ...WELL, status },
      stops: STOPS,
      lists: null,
      seconds: SECONDS,
      forksSeen: 0,
    });
    expect(worst && levelOf(worst)).toBe('stopped');
  }
});

it('warns of a list only where rules look at it and nothing that is decided follows in time', () => {
  const said = (...all: ListShown[]): WorryKind[] => kinds({}, { lists: lists(...all) });
  const next = list(-13, { version: 2, isInForce: false });
  expect(said(list(75))).toEqual([]);
  expect(said(list(100, { rules: [] }))).toEqual([]);
  expect(said(list(100, { rules: [], otherRules: ['KE-1'] }))).toEqual(['list-stale']);
  expect(said(list(77), next)).toEqual([]); // it is in force from the instant on
  expect(said(list(77), { ...next, from: next.from + 1 })).toEqual(['list-ages']);
  expect(said(list(90), next)).toEqual(['list-stale']);
  // An emergency over it lapses, and what it stood over stands again; it goes stale of itself, too.
  const lapses = list(1, { version: 2, until: NOW + DAY_MS });
  expect(said(list(20), lapses)).toEqual([]);
  expect(said(list(77), lapses)).toEqual(['list-ages']);
  expect(said(list(20), { ...lapses, freshUntil: NOW })).toEqual(['list-stale']);
  expect(said(list(1, { until: NOW + DAY_MS }))).toEqual(['list-ages']); // after it there is none
  const short = { from: NOW - DAY_MS, freshUntil: NOW + 3 * DAY_MS };
  expect(said(list(0, short))).toEqual([]);
  expect(said(list(0, { ...short, freshUntil: NOW + DAY_MS }))).toEqual(['list-ages']);
});

it('a stale list stops everybody where rules for everybody look at it', () => {
  const levels = (all: ListShown): (string | undefined)[] =>
    worriesOf({ health: WELL, stops: null, lists: lists(all), seconds: [], forksSeen: 0 }).map(
      levelOf,
    );
  expect(levels(list(91))).toEqual(['stopped']);
  const ofCurrency = list(91).rules.map((rule) => ({ ...rule, owner: 'currency' as const }));
  expect(levels(list(91, { rules: ofCurrency }))).toEqual(['look']);
  expect(levels(list(91, { rules: [], otherRules: ['KE-1'] }))).toEqual(['look']);
});

it('names the worst first', () => {
  const found = kinds({ status: 'stopping', lastBackupAt: null, alarmsRaised: 1, forks: 3 });
  expect(found).toEqual(['stopping', 'alarms-raised', 'forks-found', 'no-backup']);
});

it('is calm about what is over, was seen or is little', () => {
  expect(kinds({ forks: 3 }, { forksSeen: 3 })).toEqual([]);
  expect(kinds({ forks: 4 }, { forksSeen: 3 })).toEqual(['forks-found']);
  const long = { failed: false, starts: 2, restartedAt: NOW - 2 * DAY_MS };
  expect(kinds({ ring: long })).toEqual([]);
  const one = [...SECONDS.slice(1), sample(NOW, 9000)]; // a single slow second
  expect(kinds({}, { seconds: one })).toEqual([]);
  expect(kinds({}, { seconds: LATE.map((old) => ({ ...old, time: old.time - HOUR_MS })) })).toEqual(
    [],
  );
  const small = { of: 'folder', freeBytes: 3 * GIB, totalBytes: 4 * GIB } as const;
  expect(kinds({ disks: [small] })).toEqual([]);
});

it('has words in every language for each thing that can be wrong, and what to do about it', () => {
  const tested = new Set([...WRONG.map(([, , kind]) => kind), 'disk-full', 'unreachable']);
  for (const { health } of [consoleEnglish, consoleGerman]) {
    expect(new Set(Object.keys(health.worries))).toEqual(tested);
    for (const { what, next } of Object.values(health.worries)) {
      expect(what('7', 'x').length).toBeGreaterThan(10);
      expect(next.length).toBeGreaterThan(10);
    }
  }
});
