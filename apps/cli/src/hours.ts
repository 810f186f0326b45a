import { InvalidArgumentError } from 'commander';

/** How long a proposal can be handed in, as it is typed. */
export function readHours(text: string): number {
  const hours = Number(text);
  if (/^\d{1,4}$/.test(text) && hours > 0) return hours;
  throw new InvalidArgumentError('Write a whole number of hours, such as 12.');
}
