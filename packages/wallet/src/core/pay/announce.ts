import { INTENT_SALT_BYTES, encodeStatement, equalBytes, intentHash } from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { freePlace } from '../chain/settle.ts';
import { type Context, findRecord, store, storing } from '../context.ts';
import { findSaid } from '../governance/say-once.ts';
import { sayOnIdentity } from '../identity/change.ts';
import type { Announced, PayRequest } from '../wallet-types.ts';
import { LAPSES_AFTER_MS, hasLapsed, intentRecordCodec, keyOf } from './carry-out.ts';
import { preparePayment } from './prepare.ts';

/** Says on the ledger that a payment is meant, by a salted hash; the same payment asked for later carries it out. */
export async function announce(context: Context, request: PayRequest): Promise<Announced> {
  const { hold } = await preparePayment(context, request);
  const key = keyOf(hold);
  const known = await findRecord(context.vault, key, intentRecordCodec);
  const isOpen = known !== undefined && !hasLapsed(context, known);
  if (isOpen && known.at !== null) return announcedAt(known.at);
  const salt = isOpen ? known.salt : context.ports.random(INTENT_SALT_BYTES);
  if (!isOpen) await store(context.vault, [storing(key, intentRecordCodec, { salt, at: null })]);
  const said = encodeStatement({ kind: 'intent', terms: intentHash(hold, salt) });
  await freePlace(context, 'identity'); // what a crash left is settled first
  const before = await findSaid(
    context,
    ({ statement, body }) => statement === said.statement && equalBytes(body, said.body),
  );
  if (before === undefined) await sayOnIdentity(context, said);
  const at = ledgerTime(context);
  await store(context.vault, [storing(key, intentRecordCodec, { salt, at })]);
  return announcedAt(at);
}

/** What is stored of a payment's announcement; null where there is none that could still be carried out. */
export async function announced(context: Context, request: PayRequest): Promise<Announced | null> {
  const { hold } = await preparePayment(context, request);
  const known = await findRecord(context.vault, keyOf(hold), intentRecordCodec);
  const isOpen = known !== undefined && !hasLapsed(context, known);
  return isOpen && known.at !== null ? announcedAt(known.at) : null;
}

function announcedAt(at: number): Announced {
  return { at, until: at + LAPSES_AFTER_MS };
}
