import { startProcess } from '../../frame/own-process.ts';
import type { CaseNews, CaseShown } from './case.ts';
import caseUrl from './case-process.ts?worker&url';

/** A case from its file; null where it is none that this sovereign signed and the log has. */
export function readCase(file: string): Promise<CaseShown | null> {
  const { promise, resolve } = Promise.withResolvers<CaseShown | null>();
  const reader = startProcess<string>(
    caseUrl,
    (news: CaseNews) => resolve(news.kind === 'read' ? news.found : null),
    () => resolve(null),
  );
  reader.send(file);
  return promise.finally(reader.end);
}
