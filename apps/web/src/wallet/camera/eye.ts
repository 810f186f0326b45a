import { scriptUrl } from '../../frame/script-url.ts';
import type { EyeAnswer, EyeAsk, EyeWork, Picture } from './eye-messages.ts';
import processUrl from './eye-process.ts?worker&url';

/** The process that reads and draws codes, so that a page stays quick while it does. */
export interface Eye {
  readonly ask: <K extends keyof EyeWork>(
    work: K,
    given: EyeWork[K]['given'],
  ) => Promise<EyeWork[K]['got']>;
  readonly end: () => void;
}

export function startEye(): Eye {
  const worker = new Worker(scriptUrl(processUrl), { type: 'module' });
  const waiting = new Map<number, (got: unknown) => void>();
  const { promise: ready, resolve: isReady } = Promise.withResolvers<null>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<EyeAnswer>) => {
    if (data.kind === 'ready') return isReady(null);
    waiting.get(data.id)?.(data.got);
    waiting.delete(data.id);
  });
  return {
    ask: async (work, given) => {
      await ready;
      last += 1;
      const id = last;
      return await new Promise((resolve) => {
        waiting.set(id, resolve as (got: unknown) => void);
        const asked = { id, work, given } as EyeAsk;
        worker.postMessage(asked, isPicture(given) ? [given] : []);
      });
    },
    end: () => worker.terminate(),
  };
}

function isPicture(given: unknown): given is Picture {
  if (given instanceof ImageBitmap) return true;
  return 'VideoFrame' in globalThis && given instanceof VideoFrame;
}
