const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MOST_DAYS = 3650;

/** How many days were typed: a whole number, 1 to 3,650; null where it is none. */
export function daysIn(typed: string): number | null {
  const days = /^\s*\d{1,4}\s*$/.test(typed) ? Number(typed) : 0;
  return days >= 1 && days <= MOST_DAYS ? days : null;
}

/** The end of what lasts so many days from now: a whole minute, as it is shown, in ms since 1970. */
export function endAfter(days: number, now: number): number {
  return Math.ceil((now + days * DAY_MS) / MINUTE_MS) * MINUTE_MS;
}

/** Codes of countries, each once; null where something else was typed, so that no bound is left out by a slip. */
export function countriesIn(typed: string): readonly string[] | null {
  const codes = typed
    .toUpperCase()
    .split(/[\s,;]+/u)
    .filter((code) => code !== '');
  return codes.every((code) => /^[A-Z]{2}$/.test(code)) ? [...new Set(codes)] : null;
}
