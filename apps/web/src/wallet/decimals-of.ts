import type { WalletView } from '@tallystick/wallet';

/** The decimals of a currency by its code; none of one that this wallet does not know. */
export function decimalsOf({ currencies }: Pick<WalletView, 'currencies'>, code: string): number {
  return currencies.find((one) => one.code === code)?.decimals ?? 0;
}
