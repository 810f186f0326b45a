import { InvalidArgumentError } from 'commander';
import type { OptionSpec } from '../../command.ts';

/** `--claim`, as `tally hold list` numbers them. */
export const claimOption: OptionSpec = {
  flags: '--claim <number>',
  what: 'which claim, as `tally hold list` numbers them, where it could be several',
  parse: readClaim,
};

function readClaim(text: string): number {
  if (/^(?:\d|1[0-5])$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write the number of a claim: 0 to 15.');
}
