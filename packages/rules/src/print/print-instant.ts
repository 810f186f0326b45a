import type { Force, Instant } from '../tree/index.ts';

const DAY_MS = 86_400_000;
/** Days of 400 Gregorian years, after which the calendar repeats. */
const ERA_DAYS = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const BEFORE_1970 = 719_468;

export function printForce({ from, until }: Force): string {
  const start = `in force from ${printInstant(from)}`;
  return until === null ? start : `${start} until ${printInstant(until)}`;
}

/** `2027-07-10`, with the time of day where it is not the first moment of the day. */
export function printInstant(instant: Instant): string {
  const days = Math.floor(instant / DAY_MS);
  const seconds = (instant - days * DAY_MS) / 1000;
  if (seconds === 0) return printDate(days);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${printDate(days)}T${parts.map((part) => pad(part, 2)).join(':')}Z`;
}

/** Counted in years that begin in March, so that the leap day is a year's last. */
function printDate(days: number): string {
  const shifted = days + BEFORE_1970;
  const era = Math.floor(shifted / ERA_DAYS);
  const day = shifted - era * ERA_DAYS;
  const leaps = Math.floor(day / 1460) - Math.floor(day / 36_524) + Math.floor(day / 146_096);
  const yearOfEra = Math.floor((day - leaps) / 365);
  const century = Math.floor(yearOfEra / 100);
  const dayOfYear = day - (365 * yearOfEra + Math.floor(yearOfEra / 4) - century);
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

function pad(part: number, width: number): string {
  return String(part).padStart(width, '0');
}
