import { InvalidArgumentError } from 'commander';
import { readSpan } from '../../hours.ts';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?Z$/;

/** A moment as it is typed, in ms since 1970: a time such as 2027-01-01T00:00Z, or a span from now such as 30d. */
export function readMoment(text: string): number {
  if (!TIME.test(text)) return Date.now() + readSpan(text);
  const time = Date.parse(text);
  if (Number.isSafeInteger(time)) return time;
  throw new InvalidArgumentError('Write a time such as 2027-01-01T00:00Z, or a span such as 30d.');
}
