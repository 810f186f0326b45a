import type { Procedure } from '@tallystick/protocol';
import type { Part, Tally } from './tally.ts';

/** What came of a vote, sentence by sentence; `nameOf` tells people the name of a vendor. */
export function explainTally(
  counted: Tally,
  procedure: Procedure,
  nameOf: (vendor: string) => string,
): string[] {
  const { whole, parts, passes } = counted;
  const wanting = parts.filter((part) => !part.isQuorate || !part.isApproved);
  return [
    passes ? 'The proposal has passed.' : 'The proposal has not passed.',
    `${countOf(whole.members, 'identity', 'identities')} could vote. ${whole.yes} voted yes, ${whole.no} no, and ${whole.abstain} abstained.`,
    ...sentencesOf(whole, procedure),
    ...wanting.flatMap((part) => [
      `Voting keys of one vendor must not decide a vote. Without those of ${nameOf(part.without as string)}, ${countOf(part.members, 'identity is', 'identities are')} left, with ${part.yes} yes, ${part.no} no and ${part.abstain} abstentions.`,
      ...sentencesOf(part, procedure),
    ]),
    ...vendorSentences(counted, procedure, wanting.length === 0),
  ];
}

function sentencesOf(part: Part, procedure: Procedure): string[] {
  const { quorumPermille, approvalPermille } = procedure;
  const cast = part.yes + part.no + part.abstain;
  const voted = countOf(cast, 'vote was', 'votes were');
  const quorum = `at least ${percent(quorumPermille)} of ${part.members} had to take part`;
  const approval = `at least ${percent(approvalPermille)} of the ${part.yes + part.no} who said yes or no had to say yes`;
  return [
    part.isQuorate
      ? `Enough took part: ${quorum}, and ${voted} cast.`
      : `Too few took part: ${quorum}, and ${voted} cast.`,
    part.isApproved
      ? `Enough of them agreed: ${approval}.`
      : `Too few of them agreed: ${approval}, and one at least.`,
  ];
}

function vendorSentences(
  { vendors, hasVendors, parts }: Tally,
  procedure: Procedure,
  isCarried: boolean,
): string[] {
  if (procedure.vendors === 0) return ['No voting keys were asked for.'];
  const used = `voting keys of ${countOf(BigInt(vendors), 'vendor', 'vendors')} were used, and ${procedure.vendors} are needed`;
  const enough = hasVendors ? `Enough vendors: ${used}.` : `Too few vendors: ${used}.`;
  if (!isCarried || parts.length === 0) return [enough];
  return [enough, 'It is so as well when the votes of any one vendor are taken away.'];
}

/** `1 identity`, `3 identities`. */
export function countOf(count: bigint, one: string, many: string): string {
  return `${count} ${count === 1n ? one : many}`;
}

/** 667 of a thousand are 66.7 %. */
export function percent(permille: number): string {
  const tenths = permille % 10;
  return `${Math.floor(permille / 10)}${tenths === 0 ? '' : `.${tenths}`} %`;
}
