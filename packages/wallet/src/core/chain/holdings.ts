import {
  type Amount,
  type Hash,
  type Operation,
  type PutOperation,
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

/** The movements of the balances by an operation; the currency of a taking and of a raise stands in its detail. */
export function movementsOf(operation: Operation, details: readonly Detail[]): Movement[] {
  if (operation.kind === 'put') {
    return putAmounts(operation, details).map(({ currency, amount }) => ({
      currency,
      amount: -amount,
    }));
  }
  return takings(details).map(({ currency, amount }) => ({ currency, amount }));
}

/** What a put sets aside: its holds in their order, then its raises as far as the details know their currencies. */
export function putAmounts(operation: PutOperation, details: readonly Detail[]): Holding[] {
  const { holds, raises = [] } = operation;
  return [
    ...holds.map(({ currency, cap: amount }) => ({ currency, amount })),
    ...raises.flatMap(({ by: amount }, i) => {
      const detail = details[holds.length + i];
      return detail?.kind === 'set-aside' ? [{ currency: detail.currency, amount }] : [];
    }),
  ];
}

/** Whether the details tell the currencies that stand in no operation: those of takings and of raises. */
export function tellsAmounts(operation: Operation, details: readonly Detail[]): boolean {
  if (operation.kind === 'take') return details.length === operation.takings.length;
  if (operation.kind !== 'put') return true;
  const { holds, raises = [] } = operation;
  return raises.every((_, i) => details[holds.length + i]?.kind === 'set-aside');
}

/**
 * The movements of what lies in open holds that this device put. `setAside`: what it counted for a taking's hold, of which
 * the payee may have taken a part before the rest returns; undefined for another device's.
 */
export function outgoingMovementsOf(
  operation: Operation,
  details: readonly Detail[],
  setAside: (taking: number) => Amount | undefined,
): Movement[] {
  if (operation.kind === 'put') return putAmounts(operation, details);
  return details.flatMap((detail, taking) => {
    const counted = setAside(taking);
    return detail.kind === 'returned' && counted !== undefined
      ? [{ currency: detail.currency, amount: -counted }]
      : [];
  });
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

function takings(details: readonly Detail[]): Extract<Detail, { kind: 'received' | 'returned' }>[] {
  return details.flatMap((detail) =>
    detail.kind === 'received' || detail.kind === 'returned' ? [detail] : [],
  );
}
