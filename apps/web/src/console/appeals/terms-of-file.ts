import type { AnswerJob } from '../../keys-of-offices/messages.ts';
import { APPEAL_OUTCOMES } from './case.ts';

/** What others of the office have signed: nobody can sign it with them but in these very words. */
export type AnswerTerms = Pick<AnswerJob, 'outcome' | 'exemption'>;

/** The terms in the file of an answer to this appeal; null for anything else. Signatures are checked where it is signed. */
export function termsInFile(file: string, appeal: string): AnswerTerms | null {
  try {
    const content = JSON.parse(file) as Readonly<Record<string, unknown>>;
    const outcome = APPEAL_OUTCOMES.find((one) => one === content['outcome']);
    const isThis =
      content['kind'] === 'tallystick answer to an appeal' && content['appeal'] === appeal;
    if (!isThis || outcome === undefined) return null;
    if (content['exemption'] === null) return { outcome, exemption: null };
    const exemption = exemptionIn(content['exemption']);
    return exemption && { outcome, exemption };
  } catch {
    return null;
  }
}

function exemptionIn(value: unknown): AnswerTerms['exemption'] {
  const { currency, amount, payee, rule, until } = value as Readonly<Record<string, unknown>>;
  if (typeof currency !== 'string' || typeof amount !== 'string') return null;
  if (typeof payee !== 'string' || typeof rule !== 'string') return null;
  return typeof until === 'number' ? { currency, amount, payee, rule, until } : null;
}
