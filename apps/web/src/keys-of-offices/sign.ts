import { scriptUrl } from '../frame/script-url.ts';
import type { SignAnswer, SignNews, SignRequest } from './messages.ts';
import signUrl from './sign-process.ts?worker&url';

/** Has an office's key sign one word, in a process that ends with it. */
export function signInProcess(request: SignRequest): Promise<SignAnswer> {
  const { promise, resolve } = Promise.withResolvers<SignAnswer>();
  const worker = new Worker(scriptUrl(signUrl), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<SignNews>) => {
    if (data.kind === 'listening') worker.postMessage(request);
    else resolve(data);
  });
  worker.addEventListener('error', () => resolve({ kind: 'not-signed', fault: 'damaged' }));
  return promise.finally(() => worker.terminate());
}
