import { MAX_HOLDS, holdId, stateId } from '@tallystick/protocol';
import type { Certified } from '../chain/certify.ts';
import { freePlace, propose, refusalFailure } from '../chain/settle.ts';
import { type Context, store, storing } from '../context.ts';
import { uploadMemos } from '../memo/deliver.ts';
import type { StorageChange } from '../ports.ts';
import { type ReferenceRecord, referenceRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import { Stop, stop } from '../stop.ts';
import { paymentView, pendingView } from '../views.ts';
import type { PayRequest, Payment } from '../wallet-types.ts';
import { carryingOut } from './carry-out.ts';
import { buildPut, movedOut } from './build-put.ts';
import { type PreparedPayment, ownCountry, preparePayment } from './prepare.ts';
import { findPayment } from './references.ts';

/**
 * Pays all requests in one put. A request whose reference stands for a payment that is pending or final is answered with
 * that payment, and not paid again.
 */
export async function pay(
  context: Context,
  requests: readonly PayRequest[],
): Promise<readonly Payment[]> {
  checkRequests(requests);
  await freePlace(context, 'device');
  const known = await Promise.all(requests.map(({ reference }) => findPayment(context, reference)));
  const fresh = requests.filter((_, i) => known[i] === undefined);
  const made = fresh.length === 0 ? [] : await payFresh(context, fresh);
  let next = 0;
  return known.map((payment) => payment ?? (made[next++] as Payment));
}

function checkRequests(requests: readonly PayRequest[]): void {
  if (requests.length < 1 || requests.length > MAX_HOLDS) {
    stop('usage', 'too-many-payments', `One transition makes 1 to ${MAX_HOLDS} payments.`);
  }
  const references = requests.flatMap(({ reference }) => reference ?? []);
  if (new Set(references).size < references.length) {
    stop('usage', 'reference-twice', 'Two of these payments have the same reference.');
  }
  const countries = new Set(requests.map(({ country }) => country));
  if (countries.size > 1) {
    stop('usage', 'several-countries', 'One transition is decided under one own country record.');
  }
}

async function payFresh(context: Context, requests: readonly PayRequest[]): Promise<Payment[]> {
  const country = ownCountry(context, requests[0]?.country);
  const payments: PreparedPayment[] = [];
  for (const request of requests) payments.push(await preparePayment(context, request));
  const carried = await Promise.all(payments.map(({ hold }) => carryingOut(context, hold)));
  const holds = carried.map(({ hold }) => hold);
  const built = buildPut(context, country, { holds }, movedOut(holds));
  const id = stateId(built.stateBytes);
  const settled = await propose(context, 'device', {
    built,
    details: payments.map(({ detail }) => detail),
    uploads: payments.flatMap(({ upload }) => upload ?? []),
    changes: [
      ...referenceChanges(payments, { transition: id, sequence: built.state.sequence }),
      ...carried.flatMap(({ forget }) => forget),
    ],
  });
  if (settled.kind === 'refused') {
    await store(
      context.vault,
      carried.flatMap(({ keep }) => keep),
    );
    throw new Stop(refusalFailure(settled));
  }
  if (settled.kind === 'unknown') return payments.map((_, i) => pendingView(id, holdId(id, i)));
  await uploadMemos(context);
  return finalPayments(settled.certified, payments.length);
}

function finalPayments(certified: Certified, count: number): Payment[] {
  const { id } = certified;
  return Array.from({ length: count }, (_, i) => paymentView(certified, holdId(id, i)));
}

function referenceChanges(
  payments: readonly PreparedPayment[],
  place: Omit<ReferenceRecord, 'hold'>,
): StorageChange[] {
  return payments.flatMap(({ detail: { reference } }, hold) =>
    reference === null
      ? []
      : [storing(KEYS.reference(reference), referenceRecordCodec, { ...place, hold })],
  );
}
