import {
  type Codec,
  type Hash,
  appealNote,
  bytes,
  encodeAppealCase,
  record,
  text,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { type Context, findRecord, store, storing } from '../context.ts';
import { appeal as sayAppeal } from '../governance/door.ts';
import { KEYS } from '../records/keys.ts';
import { stop } from '../stop.ts';
import { decisionRecordCodec } from './decision-record.ts';
import type { Appealed } from './decisions-types.ts';

/** Nobody can be held to remember longer why it was decided so. */
const APPEAL_DAYS = 30;
const DAY_MS = 86_400_000;
const MAX_REASON_BYTES = 4096;
const SALT_BYTES = 32;

/** What was said, before it is said. */
interface AppealRecord {
  readonly reason: string;
  readonly salt: Uint8Array;
}

const appealRecordCodec: Codec<AppealRecord> = record({
  reason: text(MAX_REASON_BYTES, 1),
  salt: bytes(SALT_BYTES),
});

/** Appeals once from a decision: asked again, also after a crash, it is the same appeal. */
export async function appealFrom(
  context: Context,
  decision: Hash,
  decidedAt: number,
  reason: string | undefined,
): Promise<Appealed> {
  const kept = await findRecord(context.vault, KEYS.decision(decision), decisionRecordCodec);
  if (kept === undefined) {
    stop(
      'refused',
      'no-receipt',
      'Only what was refused or held with a receipt can be appealed from.',
    );
  }
  const { reason: said, salt } = await reasonOf(context, decision, decidedAt, reason);
  const note = toHex(appealNote({ reason: said, salt }));
  const appealed = await sayAppeal(context, toHex(decision), note);
  const shown = encodeAppealCase({ receipt: kept.receipt, reason: said, salt });
  return { ...appealed, decision: toHex(decision), note, reason: said, case: toBase64url(shown) };
}

async function reasonOf(
  context: Context,
  decision: Hash,
  decidedAt: number,
  reason: string | undefined,
): Promise<AppealRecord> {
  const key = KEYS.appeal(decision);
  const before = await findRecord(context.vault, key, appealRecordCodec);
  if (before !== undefined) {
    if (reason === undefined || reason === before.reason) return before;
    return stop(
      'refused',
      'appealed',
      'This wallet has appealed from that decision with other words.',
    );
  }
  const length = new TextEncoder().encode(reason ?? '').length;
  if (reason === undefined || length < 1 || length > MAX_REASON_BYTES) {
    return stop(
      'usage',
      'bad-reason',
      `An appeal gives a reason of 1 to ${MAX_REASON_BYTES} bytes.`,
    );
  }
  if (ledgerTime(context) > decidedAt + APPEAL_DAYS * DAY_MS) {
    return stop('refused', 'too-late', `A decision can be appealed from for ${APPEAL_DAYS} days.`);
  }
  const made = { reason, salt: context.ports.random(SALT_BYTES) };
  await store(context.vault, [storing(key, appealRecordCodec, made)]);
  return made;
}
