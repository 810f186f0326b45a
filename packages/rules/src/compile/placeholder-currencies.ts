import { decimalsOf } from './money.ts';
import type { OwnCurrency } from './source.ts';

/** Currencies of others have no id here: any that none of ours has will do. */
export function withPlaceholders(
  own: readonly OwnCurrency[],
  codes: Iterable<string>,
): OwnCurrency[] {
  const currencies = [...own];
  for (const code of codes) {
    if (currencies.some((one) => one.code === code)) continue;
    const id = new Uint8Array(32);
    id.set(new TextEncoder().encode(code).subarray(0, 32));
    currencies.push({ code, id, decimals: decimalsOf(own, code) ?? 0 });
  }
  return currencies;
}
