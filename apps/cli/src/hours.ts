import { InvalidArgumentError } from 'commander';

/** How long a proposal can be handed in, as it is typed. */
export function readHours(text: string): number {
  const hours = Number(text);
  if (/^\d{1,4}$/.test(text) && hours > 0) return hours;
  throw new InvalidArgumentError('Write a whole number of hours, such as 12.');
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A span of time as it is typed, in ms: `30d`, `12h`, `90m`, `60s`. */
export function readSpan(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([smhd])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? 0);
  if (ms > 0) return ms;
  throw new InvalidArgumentError('Write a number and a unit, such as 30d, 12h, 90m or 60s.');
}
