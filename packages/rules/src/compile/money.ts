import { CURRENCIES } from '../codes/iso-4217.ts';
import type { Money } from '../tree/index.ts';
import type { OwnCurrency } from './source.ts';

/** Decimals of a currency: the sovereign's own first, then ISO 4217. */
export function decimalsOf(currencies: readonly OwnCurrency[], code: string): number | undefined {
  return currencies.find((own) => own.code === code)?.decimals ?? CURRENCIES.get(code);
}

/** Money in smallest units of its currency. */
export function smallestUnits(
  { units, decimals }: Pick<Money, 'units' | 'decimals'>,
  all: number,
): bigint {
  return units * 10n ** BigInt(all - decimals);
}
