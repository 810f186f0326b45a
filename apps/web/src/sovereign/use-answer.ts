import { type Context, createContext, useCallback, useContext, useEffect, useState } from 'react';
import { type AskFailure, type Asked, ask, askText } from './ask.ts';

/** What a page knows of an answer: nothing yet, the answer, or why there is none. */
export interface Answer<T> {
  readonly value: T | null;
  readonly failure: AskFailure | null;
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

function useAsked<T>(
  path: string,
  asking: (path: string) => Promise<Asked<T>>,
  everyMs?: number,
): Answer<T> {
  const [state, setState] = useState<{
    readonly path: string;
    readonly value: T | null;
    readonly failure: AskFailure | null;
  }>({ path, value: null, failure: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const asked = await asking(path);
      if (!isCurrent) return;
      // What was shown stays where asking again fails: it was true, and the next answer says more.
      setState((old) => {
        if (asked.ok) return { path, value: asked.value, failure: null };
        return { path, value: old.path === path ? old.value : null, failure: asked.failure };
      });
    };
    void look();
    const timer = everyMs === undefined ? undefined : setInterval(() => void look(), everyMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [path, asking, everyMs, turn]);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  const isSame = state.path === path;
  return { value: isSame ? state.value : null, failure: isSame ? state.failure : null, again };
}
