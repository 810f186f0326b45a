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
  isDecided = true,
}: {
  finding: FindingShown;
  /** Whether it was found, or is what could not be decided. */
  isDecided?: boolean;
}): ReactElement {
  const { words } = useLanguage();
  const say = words.pipeline.report;
  const own = isDecided ? say.finding(kind, rule) : say.undecided(kind, rule);
  return (
    <span lang={own === '' ? 'en' : undefined} dir="auto">
      {own === '' ? message : own}
    </span>
  );
}
