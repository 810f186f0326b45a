import { type DoorWords, doorWords } from '../frame/door-words.tsx';
import { type Language, useLanguageWithoutArabic } from '../frame/language.tsx';
import type { ConsoleWords } from '../words/english/console.ts';

const english = async (): Promise<ConsoleWords> =>
  (await import('../words/english/console.ts')).consoleEnglish;

const door: DoorWords<ConsoleWords> = doorWords<ConsoleWords>({
  en: english,
  de: async () => (await import('../words/german/console.ts')).consoleGerman,
  ar: english,
});

export const ConsoleLanguage: DoorWords<ConsoleWords>['Provider'] = door.Provider;

interface ConsoleLanguageShown extends Language {
  readonly words: Language['words'] & { readonly console: ConsoleWords };
}

/** The language of the pages, with what the console says in it. */
export function useConsoleLanguage(): ConsoleLanguageShown {
  const language = useLanguageWithoutArabic();
  const console = door.useWords();
  return { ...language, words: { ...language.words, console } };
}
