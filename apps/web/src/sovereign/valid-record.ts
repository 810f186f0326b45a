import type { IdentityShown } from './answers.ts';

/** The country record under which payments are decided unless another is chosen: the first that is valid, as the SDK has it. */
export function validRecord(
  { countries }: Pick<IdentityShown, 'countries'>,
  now: number,
): IdentityShown['countries'][number] | undefined {
  return countries.find(({ validUntil }) => validUntil === null || validUntil >= now);
}
