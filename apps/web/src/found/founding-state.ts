import { useEffect, useState } from 'react';
import { ask, askAs } from '../sovereign/ask.ts';

/** What `GET /v1/founding` answers. */
export type FoundingAnswer =
  | { readonly state: 'open'; readonly failure: string | null }
  | {
      readonly state: 'founding';
      readonly progress: {
        readonly doing: 'keys' | 'sealing' | 'starting';
        readonly done: number;
        readonly of: number;
      };
    }
  | { readonly state: 'done' };

/** What this page knows: nothing yet, the last answer, or that nobody answers. */
export interface Watched {
  readonly answer: FoundingAnswer | null;
  /** Since when nobody has answered, ms since 1970; null while somebody does. */
  readonly silentSince: number | null;
}

const LOOK_MS = 300;

/** Asks how the founding does, often while there is one. `turn` asks anew. */
export function useFounding(turn: number): Watched {
  const [watched, setWatched] = useState<Watched>({ answer: null, silentSince: null });
  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const asked = await ask<FoundingAnswer>('/v1/founding');
      if (!isCurrent) return;
      setWatched((old) =>
        asked.ok
          ? { answer: asked.value, silentSince: null }
          : { ...old, silentSince: old.silentSince ?? Date.now() },
      );
      // The port goes from the door to the node meanwhile: a silence is a part of it.
      const isOver = asked.ok && asked.value.state !== 'founding';
      if (!isOver) timer = setTimeout(() => void look(), LOOK_MS);
    };
    void look();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [turn]);
  return watched;
}

const TOKEN = /^#([A-Za-z0-9_-]{43})$/;

/**
 * The token of the link that led here. This page's memory alone has it: what a tab stores lies on the disk as long as the browser
 * may restore that tab, and for an hour this opens the console. The address forgets it at once: histories and screenshots keep
 * addresses. Whoever loads the page anew follows the link once more.
 */
export function takeFoundersToken(): string | null {
  const token = TOKEN.exec(location.hash)?.[1] ?? null;
  if (token !== null) history.replaceState(null, '', location.pathname);
  return token;
}

/** The operator's first session, where this link still opens one. */
export async function firstSession(token: string): Promise<string | null> {
  const asked = await askAs<{ readonly token: string }>('/v1/sessions/founding', {
    token,
    method: 'POST',
  });
  return asked.ok ? asked.value.token : null;
}
