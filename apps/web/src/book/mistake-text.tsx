import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';

/** What is wrong with a text of rules or a proposal; a sovereign of another version may have other codes, or none. */
export interface MistakeShown {
  readonly code?: string;
  /** In English. */
  readonly message: string;
}

/** What is wrong, in the language of the page where that has words for its code, and what exactly, in English. */
export function MistakeText({
  mistake: { code = '', message },
}: {
  mistake: MistakeShown;
}): ReactElement {
  const { words } = useLanguage();
  const own = words.pipeline.report.mistake(code);
  const exactly = (
    <bdi lang="en" dir="ltr" className={own === '' ? undefined : 'faded small'}>
      {message}
    </bdi>
  );
  return own === '' ? (
    exactly
  ) : (
    <span>
      {own} {exactly}
    </span>
  );
}
