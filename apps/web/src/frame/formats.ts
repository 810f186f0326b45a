import { COUNTRIES } from '@tallystick/rules/countries';
import { decimalOf } from './decimal-of.ts';

/** How amounts, times and names are written for people of one language. */
export interface Formats {
  /** A decimal text, as `1234.50`, with as many decimals as it has. */
  readonly amount: (decimal: string) => string;
  /** An amount of the smallest unit, as text. */
  readonly units: (units: string, decimals: number) => string;
  readonly number: (value: number) => string;
  /** A number where there is little room, as `1.2K`: for axes of charts, never for an amount that somebody goes by. */
  readonly compact: (value: number) => string;
  /** A day, as `3 May 2027`. */
  readonly day: (ms: number) => string;
  /** A day where there is little room, as `3 May 2027` or `03.05.2027`. */
  readonly dayShort: (ms: number) => string;
  /** A day with the time of it. */
  readonly moment: (ms: number) => string;
  /** `in 3 hours`, `2 days ago`. */
  readonly distance: (ms: number, now: number) => string;
  /** How long something lasts, in the largest unit that it fills. */
  readonly duration: (ms: number) => string;
  /** A part of a whole, 1 being all of it, as `98.5 %`. */
  readonly share: (part: number) => string;
  /** A time beside others that are `stepMs` apart, as shortly as that allows: `14:30`, `3 May`, `May 2027`. */
  readonly tick: (ms: number, stepMs: number) => string;
  /** Several, as `A, B and C`. */
  readonly list: (items: readonly string[]) => string;
  /** A country by its two letters (ISO 3166-1). */
  readonly country: (code: string) => string;
  /** Every country, by name. */
  readonly countries: () => readonly CountryShown[];
}

interface CountryShown {
  /** Two letters (ISO 3166-1). */
  readonly value: string;
  readonly label: string;
}

type Step = readonly [unit: Intl.RelativeTimeFormatUnit, ms: number];
const SECOND: Step = ['second', 1000];
const STEPS: readonly Step[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  SECOND,
];

/** How ticks that are at least so far apart are told from each other. */
const TICKS: readonly (readonly [stepMs: number, format: Intl.DateTimeFormatOptions])[] = [
  [360 * 86_400_000, { year: 'numeric' }],
  [28 * 86_400_000, { month: 'short', year: 'numeric' }],
  [86_400_000, { day: 'numeric', month: 'short' }],
  [60_000, { hour: 'numeric', minute: '2-digit' }],
  [0, { hour: 'numeric', minute: '2-digit', second: '2-digit' }],
];

/**
 * A formatter is made when something is first written with it: a browser needs a tenth of a second of a slow processor for all of
 * them, and the first page needs few.
 */
export function formatsOf(tag: string): Formats {
  // Digits are those of the amounts that people type here.
  const locale = tag === 'ar' ? 'ar-u-nu-latn' : tag === 'en' ? englishLocale() : tag;
  const numbers = (options: Intl.NumberFormatOptions): (() => Intl.NumberFormat) =>
    once(() => new Intl.NumberFormat(locale, options));
  const dates = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
    once(() => new Intl.DateTimeFormat(locale, options));
  const names = once(() => new Intl.DisplayNames([locale], { type: 'region' }));
  const conjunction = once(() => new Intl.ListFormat(locale));
  const day = dates({ dateStyle: 'long' });
  const dayShort = dates({ dateStyle: 'medium' });
  const moment = dates({ dateStyle: 'medium', timeStyle: 'short' });
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const whole = numbers({});
  const compact = numbers({ notation: 'compact', maximumFractionDigits: 2 });
  const percent = numbers({ style: 'percent', maximumFractionDigits: 1 });
  const ticks = TICKS.map(([stepMs, format]) => [stepMs, dates(format)] as const);
  const country = (code: string): string =>
    /^[A-Z]{2}$/.test(code) ? (names().of(code) ?? code) : code;
  const amount = (decimal: string): string => {
    const decimals = decimal.split('.')[1]?.length ?? 0;
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    // As text: a number would round beyond 2^53.
    return new Intl.NumberFormat(locale, digits).format(decimal as `${number}`);
  };
  // Where a sentence is still in English, a date keeps its own order inside of it (Unicode TR 9, isolates).
  const apart = (text: string): string => (tag === 'ar' ? `\u2067${text}\u2069` : text);
  return {
    amount,
    units: (units, decimals) => amount(decimalOf(units, decimals)),
    number: (value) => whole().format(value),
    compact: (value) => compact().format(value),
    share: (part) => percent().format(part),
    day: (ms) => apart(day().format(ms)),
    dayShort: (ms) => apart(dayShort().format(ms)),
    moment: (ms) => apart(moment().format(ms)),
    distance(ms, now) {
      const off = ms - now;
      const [unit, size] = STEPS.find(([, step]) => Math.abs(off) >= step) ?? SECOND;
      return relative().format(Math.round(off / size), unit);
    },
    duration(ms) {
      const [unit, size] = STEPS.find(([, step]) => ms >= step) ?? SECOND;
      const options = {
        style: 'unit',
        unit,
        unitDisplay: 'long',
        maximumFractionDigits: 1,
      } as const;
      return new Intl.NumberFormat(locale, options).format(ms / size);
    },
    tick(ms, stepMs) {
      const [, format] = ticks.find(([least]) => stepMs >= least) ?? [0, moment];
      return format().format(ms);
    },
    list: (items) => conjunction().format(items),
    country,
    countries: once(() => {
      const { compare } = new Intl.Collator(locale);
      return [...COUNTRIES]
        .map((value) => ({ value, label: country(value) }))
        .toSorted((a, b) => compare(a.label, b.label));
    }),
  };
}

/** What `make` gives, made when it is first asked for. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Readers of English write dates in several ways: the browser knows which. */
function englishLocale(): string {
  return navigator.languages.find((one) => one.startsWith('en')) ?? 'en-GB';
}
