import { LISTENING } from './listening.ts';
import { scriptUrl } from './script-url.ts';

/** A process of this page's own, with the script at `url`. */
export interface OwnProcess<Asked> {
  /** Sent as soon as it listens, in this order. */
  readonly send: (asked: Asked, given?: Transferable[]) => void;
  readonly end: () => void;
}

/** Starts one that {@link LISTENING} is the first word of. `failed`: its script could not be loaded, or threw. */
export function startProcess<Asked>(
  url: string,
  hear: (news: never) => void,
  failed: () => void = () => undefined,
): OwnProcess<Asked> {
  const worker = new Worker(scriptUrl(url), { type: 'module' });
  const { promise: listening, resolve } = Promise.withResolvers<null>();
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === LISTENING) resolve(null);
    else hear(data as never);
  });
  worker.addEventListener('error', failed);
  return {
    send: (asked, given = []) => void listening.then(() => worker.postMessage(asked, given)),
    end: () => worker.terminate(),
  };
}
