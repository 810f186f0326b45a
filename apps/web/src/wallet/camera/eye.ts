import { startProcess } from '../../frame/own-process.ts';
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
  const waiting = new Map<number, (got: unknown) => void>();
  let last = 0;
  const { send, end } = startProcess<EyeAsk>(processUrl, ({ id, got }: EyeAnswer) => {
    waiting.get(id)?.(got);
    waiting.delete(id);
  });
  return {
    ask: async (work, given) => {
      last += 1;
      const id = last;
      return await new Promise((resolve) => {
        waiting.set(id, resolve as (got: unknown) => void);
        send({ id, work, given } as EyeAsk, isPicture(given) ? [given] : []);
      });
    },
    end,
  };
}

function isPicture(given: unknown): given is Picture {
  if (given instanceof ImageBitmap) return true;
  return 'VideoFrame' in globalThis && given instanceof VideoFrame;
}
