import {
  type Durations,
  addDurations,
  newDurations,
  noteDuration,
  percentile,
} from './durations.ts';
import { inSteps } from '../alarms/count-alarm.ts';

/** From how many answers on their times are told. */
const LEAST_MEASURED = 20;

/** What a node did in a second, or in a minute, of nobody in particular. */
export interface Sample {
  /** Its end, ms since 1970. */
  readonly time: number;
  /** How long it lasted: a busy node looks late. */
  readonly spanMs: number;
  readonly admitted: number;
  /** By the ledger, not by its rules. */
  readonly refused: number;
  /** Holds that a rule that it named refused or held, in steps; of minutes alone. */
  readonly stopped: number | null;
  /** Of any kind, answered. */
  readonly requests: number;
  /**
   * From a request of transitions to the end of its answer; null where fewer than `LEAST_MEASURED` were answered: beside `admitted`
   * and `refused`, one by itself would tell of a payment that a rule or a decoy has stopped.
   */
  readonly medianMs: number | null;
  readonly p99Ms: number | null;
  /** The most that waited to be admitted when it was looked at. */
  readonly queued: number;
  readonly residentBytes: number;
  /** By how much the node's thread was late, at most. */
  readonly lateMs: number;
}

/** What is looked at when a second is over. */
export interface Looked {
  /** ms since 1970. */
  readonly time: number;
  /** A steady clock, in ms. */
  readonly steadyMs: number;
  readonly queued: number;
  readonly residentBytes: number;
  readonly lateMs: number;
}

export type Every = 'second' | 'minute';
/** Ten minutes of seconds and a day of minutes. */
const KEPT: Readonly<Record<Every, number>> = { second: 600, minute: 1440 };
/** A minute may end a little early rather than last 61 s. */
const MINUTE_MS = 59_500;

/** Counts what happens, and keeps what it came to: in memory, and of bounded size. */
export interface Samples {
  /** Each costs an addition or two. */
  admitted(count: number): void;
  refused(): void;
  stopped(count: number): void;
  answered(ms: number, isOfTransitions: boolean): void;
  /** A second is over. Whether a minute is, too. */
  look(looked: Looked): boolean;
  /** Those that ended after `since` (ms since 1970), oldest first. */
  since(every: Every, since: number): readonly Sample[];
}

interface Counts {
  admitted: number;
  refused: number;
  stopped: number;
  requests: number;
  measured: number;
  durations: Durations;
  queued: number;
  lateMs: number;
  startedMs: number;
}

function noCounts(startedMs: number): Counts {
  const durations = newDurations();
  const none = {
    admitted: 0,
    refused: 0,
    stopped: 0,
    requests: 0,
    measured: 0,
    queued: 0,
    lateMs: 0,
  };
  return { ...none, durations, startedMs };
}

export function newSamples(steadyMs: number): Samples {
  let second = noCounts(steadyMs);
  let minute = noCounts(steadyMs);
  const kept: Record<Every, Sample[]> = { second: [], minute: [] };

  function keep(every: Every, counts: Counts, looked: Looked): void {
    const samples = kept[every];
    if (samples.length >= KEPT[every]) samples.shift();
    const { admitted, refused, requests, durations, queued, lateMs, startedMs } = counts;
    const isTold = counts.measured >= LEAST_MEASURED;
    samples.push({
      time: looked.time,
      spanMs: Math.max(1, Math.round(looked.steadyMs - startedMs)),
      admitted,
      refused,
      stopped: every === 'minute' ? inSteps(counts.stopped) : null,
      requests,
      medianMs: isTold ? percentile(durations, 500) : null,
      p99Ms: isTold ? percentile(durations, 990) : null,
      queued,
      residentBytes: looked.residentBytes,
      lateMs,
    });
  }

  return {
    admitted(count) {
      second.admitted += count;
    },
    refused() {
      second.refused += 1;
    },
    stopped(count) {
      second.stopped += count;
    },
    answered(ms, isOfTransitions) {
      second.requests += 1;
      if (!isOfTransitions) return;
      second.measured += 1;
      noteDuration(second.durations, ms);
    },
    look(looked) {
      second.queued = looked.queued;
      second.lateMs = Math.round(looked.lateMs);
      addUp(minute, second);
      keep('second', second, looked);
      second = noCounts(looked.steadyMs);
      if (looked.steadyMs - minute.startedMs < MINUTE_MS) return false;
      keep('minute', minute, looked);
      minute = noCounts(looked.steadyMs);
      return true;
    },
    since: (every, since) => kept[every].filter(({ time }) => time > since),
  };
}

function addUp(sum: Counts, more: Counts): void {
  sum.admitted += more.admitted;
  sum.refused += more.refused;
  sum.stopped += more.stopped;
  sum.requests += more.requests;
  sum.measured += more.measured;
  addDurations(sum.durations, more.durations);
  sum.queued = Math.max(sum.queued, more.queued);
  sum.lateMs = Math.max(sum.lateMs, more.lateMs);
}
