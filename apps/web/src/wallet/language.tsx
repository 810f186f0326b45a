import { type DoorWords, doorWords } from '../frame/door-words.tsx';
import { type Language, useLanguage } from '../frame/language.tsx';
import type { WalletWords } from '../words/english/wallet.ts';
import { loadWalletWords } from './load-words.ts';

const door: DoorWords<WalletWords> = doorWords(loadWalletWords);

export const WalletLanguage: DoorWords<WalletWords>['Provider'] = door.Provider;

interface WalletLanguageShown extends Language {
  readonly words: Language['words'] & { readonly wallet: WalletWords };
}

/** The language of the pages, with what the wallet says in it. */
export function useWalletLanguage(): WalletLanguageShown {
  const language = useLanguage();
  const wallet = door.useWords();
  return { ...language, words: { ...language.words, wallet } };
}
