import { useEffect, useState } from 'react';
import { scriptUrl } from '../../frame/script-url.ts';
import type { ContentStated } from './messages.ts';
import processUrl from './stated-process.ts?worker&url';

export interface StatedAsked {
  readonly proposal: string;
}

/** What is sent before `listening` reaches nobody. */
export type StatedNews =
  | { readonly kind: 'listening' }
  /** Null: the sovereign does not show it, or what it shows does not have the proposal's hash. */
  | { readonly kind: 'stated'; readonly stated: ContentStated | null };

/** What a proposal says, by its bytes; undefined as long as they are read. */
export function useStated(proposal: string): ContentStated | null | undefined {
  const [stated, setStated] = useState<ContentStated | null | undefined>(undefined);
  useEffect(() => {
    setStated(undefined);
    const worker = new Worker(scriptUrl(processUrl), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<StatedNews>) => {
      if (data.kind === 'stated') return setStated(data.stated);
      const asked: StatedAsked = { proposal };
      return worker.postMessage(asked);
    });
    return () => worker.terminate();
  }, [proposal]);
  return stated;
}
