import type { Amount } from '@tallystick/protocol';
import type { Totals } from './currencies.ts';
import type { LedgerState } from './state.ts';

/** Where the running totals of one currency are not what a full count finds. */
export interface Miscount {
  readonly currency: number;
  readonly what: 'balances' | 'held' | 'conservation';
  readonly counted: Amount;
  readonly expected: Amount;
}

/**
 * Counts every balance and every open hold. Admission keeps running totals instead; this is what
 * they are held to, in audits and in tests.
 */
export function recount(state: LedgerState): Miscount[] {
  const { currencies, devices, holds } = state;
  const counts = currencies.ids.map(() => ({ balances: 0n, held: 0n }));
  for (let slot = 0; slot < devices.count; slot += 1) {
    for (const { currency, amount } of devices.balances(slot)) {
      (counts[currency] as { balances: bigint }).balances += amount;
    }
  }
  for (const { currency, cap, paid } of holds.all()) {
    (counts[currency] as { held: bigint }).held += cap - paid;
  }
  return counts.flatMap(({ balances, held }, currency): Miscount[] => {
    const totals = currencies.totals[currency] as Totals;
    const expected = totals.minted - totals.burned;
    const found: Miscount[] = [
      { currency, what: 'balances', counted: balances, expected: totals.balances },
      { currency, what: 'held', counted: held, expected: totals.held },
      { currency, what: 'conservation', counted: balances + held, expected },
    ];
    return found.filter((one) => one.counted !== one.expected);
  });
}
