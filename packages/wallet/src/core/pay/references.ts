import { equalBytes, holdId, stateId } from '@tallystick/protocol';
import { certificateOfEntry } from '../chain/stored-certificate.ts';
import { type Context, findRecord } from '../context.ts';
import { entryRecordCodec, referenceRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import { paymentView, pendingView } from '../views.ts';
import type { Payment } from '../wallet-types.ts';

/**
 * The payment that a reference stands for, where it is pending or final. One whose transition was refused or abandoned is
 * none: the next one may use its reference.
 */
export async function findPayment(
  context: Context,
  reference: string | undefined,
): Promise<Payment | undefined> {
  if (reference === undefined) return undefined;
  const record = await findRecord(context.vault, KEYS.reference(reference), referenceRecordCodec);
  if (record === undefined) return undefined;
  const { transition, sequence, hold } = record;
  const { pending } = context.chains.device;
  if (pending !== null && equalBytes(stateId(pending.state), transition)) {
    return pending.refusal === null ? pendingView(transition, holdId(transition, hold)) : undefined;
  }
  const entry = await findRecord(context.vault, KEYS.entry('device', sequence), entryRecordCodec);
  if (entry === undefined || !equalBytes(stateId(entry.transition.state), transition)) {
    return undefined;
  }
  const certificate = await certificateOfEntry(context.vault, entry);
  return paymentView({ id: transition, entry, certificate }, holdId(transition, hold));
}
