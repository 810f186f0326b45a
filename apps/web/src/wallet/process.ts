import type { Outcome } from '@tallystick/wallet';
import { scriptUrl } from '../frame/script-url.ts';
import type { CallMessage, ProcessMessage, WalletCalls } from './calls.ts';
import processUrl from './inside/wallet-process.ts?worker&url';

/** What the process tells by itself. */
export type ProcessNews = Exclude<ProcessMessage, { kind: 'answer' | 'ready' }>;

/** The process that has the keys. Ending it takes them out of memory. */
export interface WalletProcess {
  readonly call: <K extends keyof WalletCalls>(
    name: K,
    ...args: Parameters<WalletCalls[K]>
  ) => ReturnType<WalletCalls[K]>;
  readonly end: () => void;
}

export function startProcess(tell: (news: ProcessNews) => void): WalletProcess {
  const worker = new Worker(scriptUrl(processUrl), { type: 'module' });
  const waiting = new Map<number, (outcome: Outcome<unknown>) => void>();
  let last = 0;
  // What is sent while its modules wait for WebAssembly reaches no listener.
  const { promise: ready, resolve: isReady } = Promise.withResolvers<null>();
  worker.addEventListener('message', ({ data }: MessageEvent<ProcessMessage>) => {
    if (data.kind === 'ready') return isReady(null);
    if (data.kind !== 'answer') return tell(data);
    waiting.get(data.id)?.(data.outcome);
    waiting.delete(data.id);
  });
  const give = <T>(call: keyof WalletCalls, args: readonly unknown[]): Promise<T> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve as (outcome: Outcome<unknown>) => void);
      const message: CallMessage = { id: last, call, args };
      const ports = args.filter((given) => given instanceof MessagePort);
      void ready.then(() => worker.postMessage(message, ports));
    });
  return {
    call: ((name, ...args) => give(name, args)) as WalletProcess['call'],
    end: () => worker.terminate(),
  };
}
