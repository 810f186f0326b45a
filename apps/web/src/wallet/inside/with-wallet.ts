import type { Outcome, Wallet } from '@tallystick/wallet/browser';

/** Works with the open wallet, or answers that it is locked. */
export type WithWallet = <T>(work: (open: Wallet) => Promise<Outcome<T>>) => Promise<Outcome<T>>;
