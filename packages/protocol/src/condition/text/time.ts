const DAY_MS = 86_400_000;
/** Days of 400 years of the Gregorian calendar, after which it repeats. */
const CYCLE_DAYS = 146_097;
/** From 0000-03-01 to 1970-01-01; years that begin in March end with the leap day. */
const EPOCH_DAYS = 719_468;
/** 10000-01-01: years from here on have more than four digits. */
const FIRST_LONG_YEAR = 253_402_300_800_000;
const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?Z$/;
const MILLISECONDS = /^(0|[1-9]\d{0,15})ms$/;

/** `2027-01-01T00:00Z`, with seconds or milliseconds where they are not 0 (ISO 8601); after the year 9999 `…ms` since 1970. */
export function formatTime(time: number): string {
  if (time >= FIRST_LONG_YEAR) return `${time}ms`;
  const days = Math.floor(time / DAY_MS);
  const { year, month, day } = dateOf(days);
  const ms = time - days * DAY_MS;
  const seconds = Math.floor(ms / 1000) % 60;
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const clock = `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}`;
  const fraction = ms % 1000 === 0 ? '' : `.${pad(ms % 1000, 3)}`;
  const end = seconds === 0 && fraction === '' ? '' : `:${pad(seconds, 2)}${fraction}`;
  return `${date}T${clock}${end}Z`;
}

/** What `formatTime` writes; undefined for anything else, and for days and hours that there are not. */
export function parseTime(text: string): number | undefined {
  const plain = MILLISECONDS.exec(text);
  if (plain !== null) {
    const time = Number(plain[1]);
    return Number.isSafeInteger(time) && formatTime(time) === text ? time : undefined;
  }
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second, ms] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59)
    return undefined;
  const days = daysOf(year, month, day);
  // A day that the month does not have is one of the next.
  const date = dateOf(days);
  if (date.month !== month || days < 0) return undefined;
  return days * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms;
}

/** Days since 1970-01-01 of a date of the Gregorian calendar. */
function daysOf(year: number, month: number, day: number): number {
  const fromMarch = (month + 9) % 12;
  const y = month < 3 ? year - 1 : year;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leapDays + daysBefore(fromMarch) + day - 1 - EPOCH_DAYS;
}

function dateOf(days: number): { year: number; month: number; day: number } {
  const since = days + EPOCH_DAYS;
  const cycle = Math.floor(since / CYCLE_DAYS);
  const inCycle = since - cycle * CYCLE_DAYS;
  // An estimate of the year that is at most one too high.
  let year = Math.min(399, Math.floor(inCycle / 365));
  while (daysBeforeYear(year) > inCycle) year -= 1;
  const inYear = inCycle - daysBeforeYear(year);
  let fromMarch = 11;
  while (daysBefore(fromMarch) > inYear) fromMarch -= 1;
  const month = ((fromMarch + 2) % 12) + 1;
  const whole = cycle * 400 + year + (month < 3 ? 1 : 0);
  return { year: whole, month, day: inYear - daysBefore(fromMarch) + 1 };
}

function daysBeforeYear(year: number): number {
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100);
}

/** Days from March 1 to the first of the month that is `fromMarch` months later. */
function daysBefore(fromMarch: number): number {
  return [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337][fromMarch] as number;
}

function pad(value: number, width: number): string {
  return value.toString().padStart(width, '0');
}
