import {
  type Codec,
  type Hold,
  INTENT_SALT_BYTES,
  bytes,
  intentHash,
  nullable,
  record,
  time,
} from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { type Context, findRecord, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { KEYS } from '../records/keys.ts';

/** A payment that was announced and not made yet. */
interface IntentRecord {
  readonly salt: Uint8Array;
  /** When the ledger had it, in ms since 1970; null where that is not known yet. */
  readonly at: number | null;
}

export const intentRecordCodec: Codec<IntentRecord> = record({
  salt: bytes(INTENT_SALT_BYTES),
  at: nullable(time),
});

/** protocol.md section 4: an intent lapses after 31 days. */
export const LAPSES_AFTER_MS: number = 31 * 86_400_000;
const NO_SALT = new Uint8Array(INTENT_SALT_BYTES);

/** A hold as it is put, with what announced it. */
interface Carried {
  readonly hold: Hold;
  /** What forgets the intent with the put, and what keeps it where the put is refused. */
  readonly forget: readonly StorageChange[];
  readonly keep: readonly StorageChange[];
}

/** The hold of a payment that may have been announced. */
export async function carryingOut(context: Context, hold: Hold): Promise<Carried> {
  const key = keyOf(hold);
  const known = await findRecord(context.vault, key, intentRecordCodec);
  if (known === undefined || hasLapsed(context, known)) return { hold, forget: [], keep: [] };
  return {
    hold: { ...hold, intent: known.salt },
    forget: [{ key, value: null }],
    keep: [storing(key, intentRecordCodec, known)],
  };
}

/** Found by what is to be paid, to whom, and what for. */
export function keyOf(hold: Hold): string {
  return KEYS.intent(intentHash(hold, NO_SALT));
}

export function hasLapsed(context: Context, { at }: IntentRecord): boolean {
  return at !== null && ledgerTime(context) - at > LAPSES_AFTER_MS;
}
