import type { KnownFork } from '@tallystick/wallet';

/** What somebody has signed on an allowance. */
export function forkWords({ rule, sequence }: Pick<KnownFork, 'rule' | 'sequence'>): string {
  return rule === 'total'
    ? `a total at position ${sequence} that leaves out what it had given before`
    : `two contents for position ${sequence}`;
}
