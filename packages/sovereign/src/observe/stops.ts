import type { Decision } from '@tallystick/rules';
import { inSteps } from '../alarms/count-alarm.ts';

/** How often, in steps (see `inSteps`). */
interface Often {
  readonly hour: number;
  readonly day: number;
}

/** What was stopped in the last hour and day: of nobody in particular, and nothing of few. */
interface ToldStops {
  /** When it was counted last, ms since 1970. */
  readonly at: number;
  /** Holds that a rule that it named stopped, and those that none objected to. */
  readonly decided: Often;
  readonly stopped: Often;
  /** By the code of the rule, those most often first, 32 at most. */
  readonly rules: readonly StopsOf[];
  /** Refusals of transitions that are not the rules', by code, likewise. */
  readonly codes: readonly RefusalsOf[];
}

interface StopsOf extends Often {
  readonly rule: string;
  /** Of those of the day. */
  readonly refused: number;
}

interface RefusalsOf extends Often {
  readonly code: string;
}

export interface Stops {
  /** Never throws. What nobody explains, a decoy or a list's hold, has no part in it. */
  decided(decisions: readonly Decision[]): void;
  refused(code: string): void;
  /** Once a minute, so that nobody sees by whom a count moved. */
  look(time: number): void;
  readonly told: ToldStops;
}

/** A span of five minutes: the hour that is told is an hour and at most as much more. */
const SPAN_MS = 300_000;
const SPANS = { hour: 12, day: 288 } as const;
/** In one span; what a rulebook has more of is counted in the sums alone. */
const MOST_NAMES = 256;
const MOST_TOLD = 32;

interface Span {
  readonly number: number;
  readonly counts: Counts;
}

interface Counts {
  decided: number;
  stopped: number;
  readonly rules: Map<string, Stopped>;
  readonly codes: Map<string, number>;
}

interface Stopped {
  readonly all: number;
  readonly refused: number;
}

function noCounts(): Counts {
  return { decided: 0, stopped: 0, rules: new Map(), codes: new Map() };
}

export function newStops(time: number): Stops {
  let current: Span = { number: Math.floor(time / SPAN_MS), counts: noCounts() };
  /** Those that are over, of the last day, and their sum: nobody adds up a day each minute. */
  let over: Span[] = [];
  const ofOver = noCounts();
  const none = { hour: 0, day: 0 };
  let told: ToldStops = { at: time, decided: none, stopped: none, rules: [], codes: [] };

  function turn(number: number): void {
    add(ofOver, current.counts, 1);
    const all = [...over, current];
    over = all.filter((span) => span.number > number - SPANS.day);
    for (const span of all) if (!over.includes(span)) add(ofOver, span.counts, -1);
    current = { number, counts: noCounts() };
  }

  function look(now: number): void {
    const number = Math.floor(now / SPAN_MS);
    const hour = noCounts();
    for (const span of over) if (span.number >= number - SPANS.hour) add(hour, span.counts, 1);
    add(hour, current.counts, 1);
    const day = noCounts();
    add(day, ofOver, 1);
    add(day, current.counts, 1);
    told = tell(hour, day, now);
    if (number > current.number) turn(number);
  }

  return {
    decided(decisions) {
      for (const { outcome, rule } of decisions) {
        if (outcome === 'no-objection') current.counts.decided += 1;
        else if (rule !== null) note(current.counts, rule, outcome === 'refuse');
      }
    },
    refused(code) {
      const { codes } = current.counts;
      const count = codes.get(code);
      if (count !== undefined || codes.size < MOST_NAMES) codes.set(code, (count ?? 0) + 1);
    },
    look,
    get told() {
      return told;
    },
  };
}

function note(counts: Counts, rule: string, isRefused: boolean): void {
  counts.decided += 1;
  counts.stopped += 1;
  const counted = counts.rules.get(rule);
  if (counted === undefined && counts.rules.size >= MOST_NAMES) return;
  const { all, refused } = counted ?? { all: 0, refused: 0 };
  counts.rules.set(rule, { all: all + 1, refused: refused + (isRefused ? 1 : 0) });
}

/** Adds counts to a sum, or takes them out of it again. */
function add(sum: Counts, { decided, stopped, rules, codes }: Counts, sign: 1 | -1): void {
  sum.decided += sign * decided;
  sum.stopped += sign * stopped;
  for (const [rule, { all, refused }] of rules) {
    const known = sum.rules.get(rule) ?? { all: 0, refused: 0 };
    const next = { all: known.all + sign * all, refused: known.refused + sign * refused };
    if (next.all === 0) sum.rules.delete(rule);
    else sum.rules.set(rule, next);
  }
  for (const [code, count] of codes) {
    const next = (sum.codes.get(code) ?? 0) + sign * count;
    if (next === 0) sum.codes.delete(code);
    else sum.codes.set(code, next);
  }
}

function tell(hour: Counts, day: Counts, now: number): ToldStops {
  const often = (countOf: (counts: Counts) => number): Often => ({
    hour: inSteps(countOf(hour)),
    day: inSteps(countOf(day)),
  });
  const rules = [...day.rules].map(([rule, { refused }]) => ({
    rule,
    ...often(({ rules: counted }) => counted.get(rule)?.all ?? 0),
    refused: inSteps(refused),
  }));
  const codes = [...day.codes.keys()].map((code) => ({
    code,
    ...often(({ codes: counted }) => counted.get(code) ?? 0),
  }));
  return {
    at: now,
    decided: often(({ decided }) => decided),
    stopped: often(({ stopped }) => stopped),
    rules: mostOften(rules),
    codes: mostOften(codes),
  };
}

function mostOften<T extends Often>(all: readonly T[]): T[] {
  return all
    .filter(({ day }) => day > 0)
    .toSorted((a, b) => b.day - a.day)
    .slice(0, MOST_TOLD);
}
