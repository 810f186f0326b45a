import { answerHash } from '@tallystick/protocol';
import { refuse } from '../../refusal/refusal.ts';
import { checkOffice } from '../check-office.ts';
import { lastingExemptions } from '../exemptions.ts';
import type { Judged, Saying, Speech } from './speech.ts';

/** Appeals of one identity that nobody has answered. */
const MOST_APPEALS = 16;
/** Exemptions of one identity that it has not used, and that are not over. */
const MOST_EXEMPTIONS = 16;

/** Somebody appeals from a decision about a payment of their own, with a note of why. */
export function judgeAppeal(speech: Speech, { decision, note }: Saying<'appeal'>): Judged {
  const { governing, law, slot, identity, id, header } = speech;
  if (law.governance.appeals === null) return refuse('not-available', { feature: 'appeals' });
  const { appeals } = governing.speaker(slot);
  if (appeals.length >= MOST_APPEALS) {
    return refuse('limit-reached', { limit: 'appeals', most: MOST_APPEALS });
  }
  const appeal = { id, identity, decision, note, at: header.time, answer: null, used: null };
  return { ok: true, change: { kind: 'appeal', identity: slot, appeal } };
}

/** The office of appeals answers once. */
export function judgeAnswer(speech: Speech, statement: Saying<'answer'>): Judged {
  const { state, governing, law, id, header, context } = speech;
  const { offices, appeals } = law.governance;
  const office = appeals === null ? undefined : offices[appeals];
  if (office === undefined) return refuse('not-available', { feature: 'appeals' });
  const appeal = governing.appeal(statement.appeal);
  if (appeal === undefined) {
    return refuse('unknown-appeal', { appeal: statement.appeal.toHex() });
  }
  if (appeal.answer !== null) return refuse('appeal-answered', {});
  const { outcome, exemption, signatures } = statement;
  const message = answerHash(statement);
  const spoken = { kind: 'answer', message, signatures } as const;
  const refusal = checkOffice(state.sovereign, office, spoken, context.verifyInside);
  if (refusal !== undefined) return refusal;
  const identity = state.identities.find(appeal.identity);
  const { exemptions } = governing.speaker(identity);
  const lasting = lastingExemptions(governing, exemptions, header.time);
  if (exemption !== null && lasting.length >= MOST_EXEMPTIONS) {
    return refuse('limit-reached', { limit: 'exemptions', most: MOST_EXEMPTIONS });
  }
  const answer = { outcome, at: header.time, by: id, exemption };
  const answered = { ...appeal, answer };
  return { ok: true, change: { kind: 'answer', identity, appeal: answered } };
}
