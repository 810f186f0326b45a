import type { Force, Instant } from '../tree/index.ts';
import type { Piece } from './piece.ts';
import { clip, every, nth, placed, type Reading, textOf, wrong } from './reading.ts';

const DAY_MS = 86_400_000;
const WRITTEN = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?Z)?$/;

export function readForce(reading: Reading, piece: Piece): Force {
  const instants = every(piece, 'Instant');
  const from = nth(instants, 0, piece);
  const until = instants[1];
  const force: Force = {
    kind: 'force',
    from: readInstant(reading, from),
    until: until === undefined ? null : readInstant(reading, until),
  };
  return placed(reading, piece, force, { from, until: until ?? from });
}

/** `2027-07-10` or `2027-07-10T12:00Z`, as ms since 1970-01-01 UTC. */
export function readInstant(reading: Reading, piece: Piece): Instant {
  const written = textOf(reading, piece);
  const instant = instantOf(written);
  if (instant === undefined) {
    const message = `"${clip(written)}" is no date: write the year from 1970 on, the month and the day, such as 2027-07-10.`;
    wrong(reading, 'date', piece, message);
    return 0;
  }
  const padded = written.replaceAll(/-(\d)(?!\d)/g, '-0$1');
  if (padded !== written) {
    wrong(reading, 'date', piece, 'Months and days are written with two digits.', padded);
  }
  return instant;
}

/** The instant that a text says; undefined where it is none. Months and days may have one digit. */
export function instantOf(text: string): Instant | undefined {
  const [, year, month, day, hour, minute, second] = (WRITTEN.exec(text) ?? []).map(Number);
  const parts = { year: year ?? 0, month: month ?? 0, day: day ?? 0 };
  const clock = { hour: hour || 0, minute: minute || 0, second: second || 0 };
  if (!isDate(parts) || clock.hour > 23 || clock.minute > 59 || clock.second > 59) return undefined;
  const seconds = (clock.hour * 60 + clock.minute) * 60 + clock.second;
  return daysTo(parts) * DAY_MS + seconds * 1000;
}

interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTH_DAYS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate({ year, month, day }: CivilDate): boolean {
  const days = (MONTH_DAYS[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
  return year >= 1970 && day >= 1 && day <= days;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days from 1970-01-01, in the Gregorian calendar. */
function daysTo({ year, month, day }: CivilDate): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  let days = before * 365 + leaps - 719_162 + day - 1;
  for (let i = 1; i < month; i += 1) days += MONTH_DAYS[i - 1] as number;
  return month > 2 && isLeap(year) ? days + 1 : days;
}
