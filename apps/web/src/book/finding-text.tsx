import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';

/** One line of a gates' report. */
export interface FindingShown {
  readonly kind: string;
  readonly rule: string;
  /** In English. */
  readonly message: string;
  /** A payment that shows it. */
  readonly witness: string | null;
}

/** What was found, in the language of the page where that has words for its kind. */
export function FindingText({
  finding: { kind, rule, message },
}: {
  finding: FindingShown;
}): ReactElement {
  const { words } = useLanguage();
  const own = words.pipeline.report.finding(kind, rule);
  return (
    <span lang={own === '' ? 'en' : undefined} dir="auto">
      {own === '' ? message : own}
    </span>
  );
}
