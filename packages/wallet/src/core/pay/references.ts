import { equalBytes, holdId, stateId } from '@tallystick/protocol';
import { certificateOfEntry } from '../chain/stored-certificate.ts';
import { type Context, findRecord } from '../context.ts';
import type { Detail } from '../records/detail.ts';
import {
  type ReferenceRecord,
  entryRecordCodec,
  referenceRecordCodec,
} from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import { stop } from '../stop.ts';
import { paymentView, pendingView } from '../views.ts';
import type { Payment } from '../wallet-types.ts';

/** What was put under a reference, and where. */
export interface PutBefore {
  readonly put: Payment;
  readonly place: ReferenceRecord;
  readonly details: readonly Detail[];
}

/** The payment that a reference stands for; as {@link findPut}. */
export async function findPayment(
  context: Context,
  reference: string | undefined,
): Promise<Payment | undefined> {
  const before = await findPut(context, reference);
  if (before === undefined) return undefined;
  const { put, place, details } = before;
  if (details[place.hold]?.kind === 'paid') return put;
  return stop(
    'usage',
    'reference-twice',
    'This reference stands for something that was set aside.',
  );
}

/**
 * What a reference stands for, where that is pending or final. What was refused or abandoned is nothing: the next one may use its
 * reference.
 */
export async function findPut(
  context: Context,
  reference: string | undefined,
): Promise<PutBefore | undefined> {
  if (reference === undefined) return undefined;
  const place = await findRecord(context.vault, KEYS.reference(reference), referenceRecordCodec);
  if (place === undefined) return undefined;
  const { transition, sequence, hold } = place;
  const { pending } = context.chains.device;
  if (pending !== null && equalBytes(stateId(pending.state), transition)) {
    if (pending.refusal !== null) return undefined;
    const { details } = pending;
    return { put: pendingView(transition, holdId(transition, hold)), place, details };
  }
  const entry = await findRecord(context.vault, KEYS.entry('device', sequence), entryRecordCodec);
  if (entry === undefined || !equalBytes(stateId(entry.transition.state), transition)) {
    return undefined;
  }
  const certificate = await certificateOfEntry(context.vault, entry);
  const put = paymentView({ id: transition, entry, certificate }, holdId(transition, hold));
  return { put, place, details: entry.details };
}
