import type { CountedAgain } from '@tallystick/wallet/votes';
import type { CountingWords } from '../words/english/counting.ts';

type Counted = {
  [K in 'tally' | 'procedure']: NonNullable<CountedAgain[K]>;
} & Pick<CountedAgain, 'isOpen'>;

/** What the ballots come to by the procedure, sentence by sentence; vendors have no name in a count. */
export function resultLines(
  say: CountingWords,
  number: (value: number) => string,
  { tally, procedure, isOpen }: Counted,
): string[] {
  const { whole, parts, passes, hasVendors, vendors } = tally;
  const big = (value: bigint): string => number(Number(value));
  const share = (permille: number): string => number(permille / 10);
  const cast = whole.yes + whole.no + whole.abstain;
  const wanting = parts.filter((part) => !part.isQuorate || !part.isApproved);
  const needed = procedure.vendors;
  return [
    say.result[isOpen ? 'open' : 'over'][passes ? 'passes' : 'fails'],
    say.counted(big(whole.yes), big(whole.no), big(whole.abstain), big(whole.members)),
    say.quorum[whole.isQuorate ? 'enough' : 'few'](big(cast), share(procedure.quorumPermille)),
    say.approval[whole.isApproved ? 'enough' : 'few'](
      big(whole.yes),
      big(whole.yes + whole.no),
      share(procedure.approvalPermille),
    ),
    ...(needed === 0 ? [] : [say.vendors(number(vendors), number(needed), hasVendors)]),
    ...(needed === 0 || parts.length === 0 ? [] : [say.without(number(wanting.length))]),
  ];
}
