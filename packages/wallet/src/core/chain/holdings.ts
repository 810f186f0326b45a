import {
  type Amount,
  type Hash,
  type Operation,
  addAmounts,
  equalBytes,
  subtractAmounts,
} from '@tallystick/protocol';
import type { Holding } from '../records/chain-record.ts';
import type { Detail } from '../records/detail.ts';

/** What an operation changes on a device's chain: negative amounts leave the balance. */
export interface Movement {
  readonly currency: Hash;
  readonly amount: bigint;
}

export type Moved =
  | { readonly ok: true; readonly holdings: readonly Holding[] }
  | { readonly ok: false; readonly fault: 'insufficient' | 'too-much'; readonly currency: Hash };

/** The movements of the balances by an operation; a taking's currency stands in its detail. */
export function movementsOf(operation: Operation, details: readonly Detail[]): Movement[] {
  if (operation.kind === 'put') {
    return operation.holds.map(({ currency, cap }) => ({ currency, amount: -cap }));
  }
  return takings(details).map(({ currency, amount }) => ({ currency, amount }));
}

/** The movements of what lies in open holds that this device put: `isOwn` tells those of takings. */
export function outgoingMovementsOf(
  operation: Operation,
  details: readonly Detail[],
  isOwn: (taking: number) => boolean,
): Movement[] {
  if (operation.kind === 'put') {
    return operation.holds.map(({ currency, cap }) => ({ currency, amount: cap }));
  }
  return details.flatMap((detail, taking) =>
    detail.kind === 'returned' && isOwn(taking)
      ? [{ currency: detail.currency, amount: -detail.amount }]
      : [],
  );
}

/** Holdings after movements, in order; amounts stay within 0 and 2^63 − 1, and a currency with nothing is left out. */
export function move(holdings: readonly Holding[], movements: readonly Movement[]): Moved {
  let moved = holdings;
  for (const { currency, amount } of movements) {
    const before = holdingOf(moved, currency);
    const after = amount < 0n ? subtractAmounts(before, -amount) : addAmounts(before, amount);
    if (after === undefined) {
      return { ok: false, fault: amount < 0n ? 'insufficient' : 'too-much', currency };
    }
    const others = moved.filter((holding) => !equalBytes(holding.currency, currency));
    moved = after === 0n ? others : [...others, { currency, amount: after }];
  }
  return { ok: true, holdings: moved };
}

/** As {@link move}, for what cannot fail: amounts that were certified. */
export function moved(
  holdings: readonly Holding[],
  movements: readonly Movement[],
): readonly Holding[] {
  const after = move(holdings, movements);
  if (!after.ok) throw new RangeError(`certified amounts do not add up: ${after.fault}`);
  return after.holdings;
}

export function holdingOf(holdings: readonly Holding[], currency: Hash): Amount {
  return holdings.find((holding) => equalBytes(holding.currency, currency))?.amount ?? 0n;
}

/** As the protocol's contents take them. */
export function balancePairs(holdings: readonly Holding[]): [currency: Hash, balance: Amount][] {
  return holdings.map(({ currency, amount }) => [currency, amount]);
}

function takings(details: readonly Detail[]): Extract<Detail, { amount: bigint }>[] {
  return details.filter((detail) => detail.kind !== 'paid');
}
