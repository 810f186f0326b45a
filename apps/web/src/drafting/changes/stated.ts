import { useEffect, useState } from 'react';
import { scriptUrl } from '../../frame/script-url.ts';
import type { BeforeStated, ContentStated } from './messages.ts';
import processUrl from './stated-process.ts?worker&url';

export interface StatedAsked {
  readonly proposal: string;
}

/** What is sent before `listening` reaches nobody. */
export type StatedNews =
  | { readonly kind: 'listening' }
  /** Null: the sovereign does not show it, or what it shows does not have the proposal's hash. */
  | ({ readonly kind: 'stated' } & Stated);

export interface Stated {
  readonly stated: ContentStated | null;
  /** What it would replace; null where that could not be read. */
  readonly before: BeforeStated | null;
}

/** What a proposal says, by its bytes; undefined as long as they are read. */
export function useStated(proposal: string): Stated | undefined {
  const [stated, setStated] = useState<Stated | undefined>(undefined);
  useEffect(() => {
    setStated(undefined);
    const worker = new Worker(scriptUrl(processUrl), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<StatedNews>) => {
      if (data.kind === 'stated') return setStated(data);
      const asked: StatedAsked = { proposal };
      return worker.postMessage(asked);
    });
    return () => worker.terminate();
  }, [proposal]);
  return stated;
}
