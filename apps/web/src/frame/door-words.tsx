import {
  type ReactElement,
  type ReactNode,
  createContext,
  useContext,
  useEffect,
  useState,
} from 'react';
import { type LanguageTag, useLanguage } from './language.tsx';
import { Waiting } from './states.tsx';

/** What a door says, by language, loaded when somebody opens it. */
export type DoorLoaders<T> = Readonly<Record<LanguageTag, () => Promise<T>>>;

export interface DoorWords<T> {
  readonly Provider: (props: { children: ReactNode }) => ReactElement;
  readonly useWords: () => T;
}

/** The words of one door, and how the pages behind it come to them. */
export function doorWords<T>(loaders: DoorLoaders<T>): DoorWords<T> {
  const Context = createContext<T | null>(null);
  function Provider({ children }: { children: ReactNode }): ReactElement {
    const { tag } = useLanguage();
    const [loaded, setLoaded] = useState<{ tag: LanguageTag; words: T } | null>(null);
    useEffect(() => {
      let isCurrent = true;
      void loaders[tag]().then((words) => isCurrent && setLoaded({ tag, words }));
      return () => {
        isCurrent = false;
      };
    }, [tag]);
    // The words of the language before stay until the others are there.
    if (loaded === null) return <Waiting />;
    return <Context value={loaded.words}>{children}</Context>;
  }
  function useWords(): T {
    const words = useContext(Context);
    if (words === null) throw new Error('no words around this');
    return words;
  }
  return { Provider, useWords };
}
