import {
  type ReactElement,
  type ReactNode,
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { ConditionSentences } from '../words/conditions.ts';
import { type BookWords, bookEnglish } from '../words/english/book.ts';
import { type Formats, formatsOf } from './formats.ts';

export type LanguageTag = 'en' | 'de' | 'ar';

interface Loaded {
  readonly words: BookWords;
  /** Null: conditions are shown with the English words that they come with. */
  readonly conditions: ConditionSentences | null;
}

interface LanguageShown {
  /** As its own readers write it. */
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
  readonly load: () => Promise<Loaded>;
}

const ENGLISH: Loaded = { words: bookEnglish, conditions: null };

/** Languages by their tags (BCP 47). English is complete by definition; the others have its type. */
export const LANGUAGES: Readonly<Record<LanguageTag, LanguageShown>> = {
  en: { name: 'English', dir: 'ltr', load: () => Promise.resolve(ENGLISH) },
  de: {
    name: 'Deutsch',
    dir: 'ltr',
    load: async () => ({
      words: (await import('../words/german/book.ts')).bookGerman,
      conditions: (await import('../words/german/conditions.ts')).conditionsGerman,
    }),
  },
  ar: {
    name: 'العربية',
    dir: 'rtl',
    load: async () => ({
      words: (await import('../words/arabic/book.ts')).bookArabic,
      conditions: null,
    }),
  },
};

const KEPT = 'tallystick-language';
const ENGLISH_FORMATS = formatsOf('en');

/** What a page says, and how it writes amounts, dates and names. */
export interface Language extends Formats, Loaded {
  readonly tag: LanguageTag;
  readonly dir: 'ltr' | 'rtl';
  readonly choose: (tag: LanguageTag) => void;
}

/** How a place is set that has no Arabic yet: as the English that it shows. What stands in it stays as it is typed. */
export function setInEnglish(tag: LanguageTag): { readonly lang?: string; readonly dir?: string } {
  return tag === 'ar' ? { lang: 'en', dir: 'ltr' } : {};
}

const LanguageContext = createContext<Language | null>(null);

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error('no language around this');
  return language;
}

/** The language of a place that has no Arabic: what is written there is written as the English around it. */
export function useLanguageWithoutArabic(): Language {
  const language = useLanguage();
  return language.tag === 'ar' ? { ...language, ...ENGLISH_FORMATS } : language;
}

/** The language that was chosen here before, else the first of the browser's that there is. */
export function firstChoice(): LanguageTag {
  const kept = keptChoice();
  const wanted = kept === null ? navigator.languages : [kept];
  const tags = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return tags.find((tag): tag is LanguageTag => tag in LANGUAGES) ?? 'en';
}

function keptChoice(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keepChoice(tag: LanguageTag): void {
  try {
    localStorage.setItem(KEPT, tag);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

export function LanguageProvider({ children }: { children: ReactNode }): ReactElement | null {
  const [tag, setTag] = useState(firstChoice);
  const [loaded, setLoaded] = useState<({ tag: LanguageTag } & Loaded) | null>(
    tag === 'en' ? { tag, ...ENGLISH } : null,
  );
  useEffect(() => {
    let isCurrent = true;
    const load = async (): Promise<void> => {
      const said = await LANGUAGES[tag].load();
      if (!isCurrent) return;
      document.documentElement.lang = tag;
      document.documentElement.dir = LANGUAGES[tag].dir;
      setLoaded({ tag, ...said });
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [tag]);
  const language = useMemo(
    () =>
      loaded && {
        ...loaded,
        ...formatsOf(loaded.tag),
        dir: LANGUAGES[loaded.tag].dir,
        choose(chosen: LanguageTag) {
          keepChoice(chosen);
          setTag(chosen);
        },
      },
    [loaded],
  );
  if (language === null) return null;
  return <LanguageContext value={language}>{children}</LanguageContext>;
}
