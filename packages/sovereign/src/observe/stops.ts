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
  decided: number;
  stopped: number;
  readonly rules: Map<string, { all: number; refused: number }>;
  readonly codes: Map<string, number>;
}

function newSpan(number: number): Span {
  return { number, decided: 0, stopped: 0, rules: new Map(), codes: new Map() };
}

export function newStops(time: number): Stops {
  let current = newSpan(Math.floor(time / SPAN_MS));
  let spans: Span[] = [current];
  const none = { hour: 0, day: 0 };
  let told: ToldStops = { at: time, decided: none, stopped: none, rules: [], codes: [] };

  return {
    decided(decisions) {
      for (const { outcome, rule } of decisions) {
        if (outcome === 'no-objection') current.decided += 1;
        else if (rule !== null) note(current, rule, outcome === 'refuse');
      }
    },
    refused(code) {
      const count = current.codes.get(code);
      if (count !== undefined || current.codes.size < MOST_NAMES) {
        current.codes.set(code, (count ?? 0) + 1);
      }
    },
    look(now) {
      told = tell(spans, now);
      const number = Math.floor(now / SPAN_MS);
      if (number <= current.number) return;
      current = newSpan(number);
      spans = [...spans.filter((span) => span.number > number - SPANS.day), current];
    },
    get told() {
      return told;
    },
  };
}

function note(span: Span, rule: string, isRefused: boolean): void {
  span.decided += 1;
  span.stopped += 1;
  let counted = span.rules.get(rule);
  if (counted === undefined) {
    if (span.rules.size >= MOST_NAMES) return;
    span.rules.set(rule, (counted = { all: 0, refused: 0 }));
  }
  counted.all += 1;
  if (isRefused) counted.refused += 1;
}

function tell(spans: readonly Span[], now: number): ToldStops {
  const newest = Math.floor(now / SPAN_MS);
  const day = spans.filter(({ number }) => number > newest - SPANS.day);
  const hour = spans.filter(({ number }) => number >= newest - SPANS.hour);
  const often = (countOf: (span: Span) => number): Often => {
    const sum = (of: readonly Span[]): number =>
      inSteps(of.reduce((all, span) => all + countOf(span), 0));
    return { hour: sum(hour), day: sum(day) };
  };
  const names = (namesOf: (span: Span) => Iterable<string>): string[] => [
    ...new Set(day.flatMap((span) => [...namesOf(span)])),
  ];
  const rules = names(({ rules }) => rules.keys()).map((rule) => ({
    rule,
    ...often(({ rules }) => rules.get(rule)?.all ?? 0),
    refused: often(({ rules }) => rules.get(rule)?.refused ?? 0).day,
  }));
  const codes = names(({ codes }) => codes.keys()).map((code) => ({
    code,
    ...often(({ codes }) => codes.get(code) ?? 0),
  }));
  return {
    at: now,
    decided: often((span) => span.decided),
    stopped: often((span) => span.stopped),
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
