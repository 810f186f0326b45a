import { type AdmittedSuites, isSuite } from '@tallystick/protocol';
import { type Drafted, drafted, failed } from './drafted.ts';
import { type ChangeDraft, ROLES_OF_SUITES } from './messages.ts';

/** The suites of each role, with those that somebody wants admitted or not any more. */
export function suitesWith(
  typed: Extract<ChangeDraft, { matter: 'suites' }>['suites'],
  before: AdmittedSuites,
): Drafted<AdmittedSuites> {
  let suites = before;
  for (const { role, suite, isAdmitted } of typed) {
    if (!ROLES_OF_SUITES.includes(role) || !isSuite(suite)) return failed('unfit');
    const others = suites[role].filter((one) => one !== suite);
    const wanted = isAdmitted ? [...others, suite].sort((a, b) => a - b) : others;
    // One that stays is not moved: the order is of the bytes, and says nothing.
    const isSame = isAdmitted === suites[role].includes(suite);
    if (!isSame) suites = { ...suites, [role]: wanted };
  }
  return drafted(suites);
}
