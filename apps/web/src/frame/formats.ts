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
  /** A country by its two letters (ISO 3166-1). */
  readonly country: (code: string) => string;
  /** Every country, by name. */
  readonly countries: readonly { readonly value: string; readonly label: string }[];
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

export function formatsOf(tag: string): Formats {
  // Digits are those of the amounts that people type here.
  const locale = tag === 'ar' ? 'ar-u-nu-latn' : tag === 'en' ? englishLocale() : tag;
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const whole = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const ticks = TICKS.map(
    ([stepMs, format]) => [stepMs, new Intl.DateTimeFormat(locale, format)] as const,
  );
  const country = (code: string): string =>
    /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
  const amount = (decimal: string): string => {
    const decimals = decimal.split('.')[1]?.length ?? 0;
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    // As text: a number would round beyond 2^53.
    return new Intl.NumberFormat(locale, digits).format(decimal as `${number}`);
  };
  return {
    amount,
    units: (units, decimals) => amount(decimalOf(units, decimals)),
    number: (value) => whole.format(value),
    compact: (value) => compact.format(value),
    share: (part) => percent.format(part),
    day: (ms) => day.format(ms),
    moment: (ms) => moment.format(ms),
    distance(ms, now) {
      const off = ms - now;
      const [unit, size] = STEPS.find(([, step]) => Math.abs(off) >= step) ?? SECOND;
      return relative.format(Math.round(off / size), unit);
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
      return format.format(ms);
    },
    country,
    countries: [...COUNTRIES]
      .map((value) => ({ value, label: country(value) }))
      .toSorted((a, b) => a.label.localeCompare(b.label, locale)),
  };
}

/** Readers of English write dates in several ways: the browser knows which. */
function englishLocale(): string {
  return navigator.languages.find((one) => one.startsWith('en')) ?? 'en-GB';
}
