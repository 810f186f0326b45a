import type { DoorLoaders } from '../frame/door-words.tsx';
import type { WalletWords } from '../words/english/wallet.ts';

/** What the wallet says, by language. */
export const loadWalletWords: DoorLoaders<WalletWords> = {
  en: async () => (await import('../words/english/wallet.ts')).walletEnglish,
  de: async () => (await import('../words/german/wallet.ts')).walletGerman,
  ar: async () => (await import('../words/arabic/wallet.ts')).walletArabic,
};
