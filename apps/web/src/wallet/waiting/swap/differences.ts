import type { Failure, SwapDifference } from '@tallystick/wallet';

const DIFFERENCES: readonly SwapDifference[] = [
  'amount',
  'currency',
  'from',
  'claims',
  'condition',
  'hash',
  'until',
];

/** What differs, where a failure is that. */
export function differencesOf({ code, data }: Failure): SwapDifference[] {
  const told = data['differs'];
  if (code !== 'swap-differs' || !Array.isArray(told)) return [];
  return DIFFERENCES.filter((one) => told.includes(one));
}
