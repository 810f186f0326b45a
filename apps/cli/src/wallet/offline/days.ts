import { InvalidArgumentError } from 'commander';
import type { OptionSpec } from '../../command.ts';

/** `--days`, a whole number. */
export function days(what: string, preset: number): OptionSpec {
  return { flags: '--days <number>', what, preset, parse: readDays };
}

function readDays(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number of days, such as 30.');
}
