import { type Context, createContext, useCallback, useContext, useEffect, useState } from 'react';
import { type AskFailure, type Asked, ask, askText } from './ask.ts';

/** What a page knows of an answer: nothing yet, the answer, or why there is none. */
export interface Answer<T> {
  readonly value: T | null;
  /** Why there is none, or why it is old: asked again, nobody answered. */
  readonly failure: AskFailure | null;
  /** When the value was answered, in ms since 1970; 0 where there is none. */
  readonly at: number;
  readonly again: () => void;
}

export type Asker = <T>(path: string) => Promise<Asked<T>>;

/** Who is asked: the sovereign that served the page, where nothing around it says otherwise. */
export const AskerContext: Context<Asker> = createContext<Asker>(ask);

/** The JSON at a path, asked when the path changes, and every `everyMs` where that is given. */
export function useAnswer<T>(path: string, everyMs?: number): Answer<T> {
  const asking = useContext(AskerContext);
  return useAsked<T>(path, asking, everyMs);
}

/** The text at a path. */
export function useText(path: string): Answer<string> {
  return useAsked(path, askText);
}

interface Known<T> extends Omit<Answer<T>, 'again'> {
  readonly path: string;
}

/** What is known after an answer. What was shown stays where asking again fails, with the time that it is of. */
export function afterAsked<T>(old: Known<T>, path: string, asked: Asked<T>, now: number): Known<T> {
  if (asked.ok) return { path, value: asked.value, failure: null, at: now };
  const { failure } = asked;
  return old.path === path ? { ...old, failure } : { path, value: null, failure, at: 0 };
}

/** What a path answers, by whoever asks, as {@link useAnswer}. */
export function useAsked<T>(
  path: string,
  asking: (path: string) => Promise<Asked<T>>,
  everyMs?: number,
): Answer<T> {
  const [state, setState] = useState<Known<T>>({ path, value: null, failure: null, at: 0 });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const asked = await asking(path);
      if (!isCurrent) return;
      setState((old) => afterAsked(old, path, asked, Date.now()));
    };
    void look();
    const timer = everyMs === undefined ? undefined : setInterval(() => void look(), everyMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [path, asking, everyMs, turn]);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  if (state.path !== path) return { value: null, failure: null, at: 0, again };
  const { value, failure, at } = state;
  return { value, failure, at, again };
}
