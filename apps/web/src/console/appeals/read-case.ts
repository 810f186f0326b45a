import { scriptUrl } from '../../frame/script-url.ts';
import type { CaseNews, CaseShown } from './case.ts';
import caseUrl from './case-process.ts?worker&url';

/** A case from its file; null where it is none that this sovereign signed and the log has. */
export function readCase(file: string): Promise<CaseShown | null> {
  const { promise, resolve } = Promise.withResolvers<CaseShown | null>();
  const worker = new Worker(scriptUrl(caseUrl), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<CaseNews>) => {
    if (data.kind === 'listening') worker.postMessage(file);
    else resolve(data.kind === 'read' ? data.found : null);
  });
  worker.addEventListener('error', () => resolve(null));
  return promise.finally(() => worker.terminate());
}
