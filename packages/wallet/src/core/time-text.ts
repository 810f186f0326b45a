/** The last moment that a date can be (ECMA-262, section 21.4.1.1); times on the wire go further. */
const LAST_DATE_MS = 8_640_000_000_000_000;

/** A time in ms since 1970-01-01 UTC, whatever anybody wrote: `2026-11-21 08:00:00 UTC`. */
export function timeText(ms: number): string {
  if (ms > LAST_DATE_MS) return 'the end of time';
  return `${new Date(ms).toISOString().slice(0, -5).replace('T', ' ')} UTC`;
}
