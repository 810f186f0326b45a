import { type DoorWords, doorWords } from '../frame/door-words.tsx';
import { type Language, useLanguageWithoutArabic } from '../frame/language.tsx';
import type { FoundWords } from '../words/english/found.ts';

const english = async (): Promise<FoundWords> =>
  (await import('../words/english/found.ts')).foundEnglish;

const door: DoorWords<FoundWords> = doorWords<FoundWords>({
  en: english,
  de: async () => (await import('../words/german/found.ts')).foundGerman,
  ar: english,
});

export const FoundLanguage: DoorWords<FoundWords>['Provider'] = door.Provider;

interface FoundLanguageShown extends Language {
  readonly say: FoundWords;
}

/** The language of the pages, with what this one says in it. */
export function useFoundLanguage(): FoundLanguageShown {
  const language = useLanguageWithoutArabic();
  const say = door.useWords();
  return { ...language, say };
}
