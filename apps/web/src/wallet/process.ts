import type { Outcome } from '@tallystick/wallet';
import { scriptUrl } from '../frame/script-url.ts';
import { beginWork } from '../frame/under-way.ts';
import type { CallMessage, ProcessMessage, ProcessNews, WalletCalls } from './calls.ts';
import { givenAway } from './keys/given-away.ts';
import processUrl from './inside/wallet-process.ts?worker&url';

type Call = <K extends keyof WalletCalls>(
  name: K,
  ...args: Parameters<WalletCalls[K]>
) => ReturnType<WalletCalls[K]>;

/** The process that has the keys. Ending it takes them out of memory. */
export interface WalletProcess {
  readonly call: Call;
  /** Calls of one wallet, by name: refused once another one is shown. The same function each time. */
  readonly callOf: (wallet: string) => Call;
  readonly end: () => void;
}

interface Asked {
  readonly resolve: (outcome: Outcome<unknown>) => void;
  readonly over: () => void;
}

export function startProcess(tell: (news: ProcessNews) => void): WalletProcess {
  const worker = new Worker(scriptUrl(processUrl), { type: 'module' });
  const waiting = new Map<number, Asked>();
  let last = 0;
  // What is sent while its modules wait for WebAssembly reaches no listener.
  const { promise: ready, resolve: isReady } = Promise.withResolvers<null>();
  worker.addEventListener('message', ({ data }: MessageEvent<ProcessMessage>) => {
    if (data.kind === 'ready') return isReady(null);
    if (data.kind !== 'answer') return tell(data);
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    asked?.resolve(data.outcome);
    asked?.over();
  });
  const give = <T>(
    wallet: string | null,
    call: keyof WalletCalls,
    args: readonly unknown[],
  ): Promise<T> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, { resolve: resolve as Asked['resolve'], over: beginWork() });
      const message: CallMessage = { id: last, wallet, call, args };
      void ready.then(() => worker.postMessage(message, givenAway(args)));
    });
  const callsOf = new Map<string | null, Call>();
  const callOf = (wallet: string | null): Call => {
    const known = callsOf.get(wallet) ?? (((name, ...args) => give(wallet, name, args)) as Call);
    callsOf.set(wallet, known);
    return known;
  };
  return {
    call: callOf(null),
    callOf,
    end() {
      worker.terminate();
      for (const { over } of waiting.values()) over();
    },
  };
}
