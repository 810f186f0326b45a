import { type Failure, type ForkEvidence, type Verified, failed } from '@tallystick/wallet/browser';

/** What checking everything found, as it stands on every page from then on; null where all is as it was signed. */
export function problemFound({ problems }: Pick<Verified, 'problems'>): Failure | null {
  const [first] = problems;
  if (first === undefined) return null;
  const found = problems.map(({ where, what }) => ({ where, what }));
  // What is stored here is named by its record; everything else is what the sovereign has shown.
  const isStored = problems.every(({ where }) => where.startsWith('record '));
  const code = isStored ? 'record-damaged' : 'check-failed';
  const message = `${first.where}: ${first.what}`;
  return failed('tampering', code, message, { problems: found }).failure;
}

/** The same of what comparing with another wallet found. */
export function forkFound(forks: readonly ForkEvidence[]): Failure | null {
  const [first] = forks;
  if (first === undefined) return null;
  const all = forks.map((fork) => ({ ...fork }));
  return failed('tampering', 'log-forked', first.what, { forks: all }).failure;
}
