import {
  type Amount,
  type Hash,
  MAX_CHEQUES,
  type OfflineRequest,
  equalBytes,
  meteredClaim,
  toHex,
} from '@tallystick/protocol';
import { type Context, findRecord } from '../context.ts';
import { amountOf } from '../pay/prepare.ts';
import { StorageDamage } from '../storage/damage.ts';
import { stop } from '../stop.ts';
import { MARGIN_MS, offlineNow } from './clock.ts';
import { type HandedAct, handedOver, readAct, signedAct } from './handover.ts';
import type { OfflineChoice, OfflinePayment } from './offline-types.ts';
import { type OpenOwnHold, findOwnHold, minTierOf, openOwnHolds, roomOf } from './own-hold.ts';
import { type CheckedRequest, checkRequest } from './read-request.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import { type ActPointer, type ActRecord, actPointerCodec } from './records/payer-records.ts';
import { stoppedUpTo } from './rolled-back.ts';
import { amountText, currencyById } from './views.ts';
import { sequenceAfter, writeAct } from './write-act.ts';

/**
 * Pays a request from a tab for its payee, or by a cheque: the act is stored with all that follows from it, then signed and handed over.
 * Asked again with the same request it hands over the same act. `shown`: the hold that its owner was shown, in hexadecimal; where
 * it would come from another one now, nothing is signed.
 */
export async function payOffline(
  context: Context,
  bytes: Uint8Array,
  confirmAmount: string,
  shown?: string,
): Promise<OfflinePayment> {
  const checked = await checkRequest(context, bytes);
  requireConfirmed(context, checked.request, confirmAmount);
  const chosen = await chooseAct(context, checked);
  requireShown(chosen, shown);
  if (chosen.act !== null) {
    const { hold, sequence } = chosen.act;
    const record = await signedAct(context, hold, sequence);
    const answered = record.status === 'confirmed' ? 'confirmed' : 'handed-over';
    const status = chosen.hands === 'same' ? answered : 'again';
    return await handedOver(context, { hold, sequence, record }, status);
  }
  const { payee: to, amount, memo } = checked.request;
  const act = { to, request: checked.id, amount, memo, stream: null, also: () => [] };
  const sequence = await writeAct(context, chosen.open, act);
  const record = await signedAct(context, chosen.open.hold, sequence);
  return await handedOver(context, { hold: chosen.open.hold, sequence, record }, 'handed-over');
}

/** From what a request would be paid now, for its owner to see before: nothing is stored or signed. */
export async function offlineChoice(context: Context, bytes: Uint8Array): Promise<OfflineChoice> {
  const { open, hands } = await chooseAct(context, await checkRequest(context, bytes));
  return { hold: toHex(open.hold), kind: kindOf(open), hands };
}

function kindOf({ kind }: OpenOwnHold): OfflineChoice['kind'] {
  return kind === 'tab' ? 'tab' : 'cheque';
}

function requireShown({ open }: Chosen, shown: string | undefined): void {
  const hold = toHex(open.hold);
  if (shown === undefined || shown === hold) return;
  const message =
    'It would come from something else than what was shown: look again, and confirm that.';
  stop('refused', 'choice-differs', message, { hold, kind: kindOf(open) });
}

function requireConfirmed(context: Context, request: OfflineRequest, confirmed: string): void {
  const currency = currencyById(context, request.currency);
  if (currency === undefined) throw new RangeError('a request of no currency');
  if (amountOf(currency, confirmed) === request.amount) return;
  const asked = amountText(context, request.currency, request.amount);
  const message = `The request asks for ${asked.amount} ${asked.currency}, and ${confirmed.slice(0, 32)} was confirmed.`;
  stop('usage', 'amount-differs', message, { ...asked });
}

/** Where an act goes, and the stored act that is handed over instead of a new one; null: a new one. */
type Chosen =
  | { readonly open: OpenOwnHold; readonly hands: 'new'; readonly act: null }
  | { readonly open: OpenOwnHold; readonly hands: 'same' | 'earlier'; readonly act: ActPointer };

/**
 * The act that this request has already; else a tab for the payee if there is one with room, else an allowance; of several the one that
 * asks for the lowest tier, since a request does not show its payee's, and of these the one that ends first.
 */
async function chooseAct(context: Context, { request, id }: CheckedRequest): Promise<Chosen> {
  const known = await findRecord(context.vault, OFFLINE_KEYS.answer(id), actPointerCodec);
  if (known !== undefined) {
    const open = await findOwnHold(context, known.hold);
    if (open === undefined)
      throw new StorageDamage([{ where: 'record offline', what: 'has no put' }]);
    return { open, hands: 'same', act: known };
  }
  const fitting = (await aliveHolds(context, request))
    .filter(({ stream }) => stream === null)
    .toSorted((a, b) => {
      if (a.kind !== b.kind) return a.kind === 'tab' ? -1 : 1;
      return minTierOf(a) - minTierOf(b) || a.until - b.until;
    });
  for (const open of fitting) {
    const act = await outstandingAct(context, open, request.payee.identity);
    if (act !== null) return { open, hands: 'earlier', act };
    if (isRoom(open, request.amount)) return { open, hands: 'new', act };
  }
  const message =
    'No tab for this payee and no allowance has room for that: open one, or raise the tab, while the sovereign can be reached.';
  return stop('refused', 'no-room', message);
}

/** Own holds from which a request can be paid, as long as there is room. */
export async function aliveHolds(
  context: Context,
  request: OfflineRequest,
): Promise<OpenOwnHold[]> {
  const now = await offlineNow(context);
  const stoppedAt = await stoppedUpTo(context);
  return (await openOwnHolds(context)).filter((open) => {
    const { own, until } = open;
    const isAlive = own.stopped === null && own.placed.sequence > stoppedAt;
    return isAlive && now + MARGIN_MS <= until && isFor(open, request);
  });
}

function isFor({ kind, own }: OpenOwnHold, request: OfflineRequest): boolean {
  if (!equalBytes(own.terms.currency, request.currency)) return false;
  const payee = meteredClaim(own.terms)?.claim.payee;
  if (payee?.kind === 'identity') {
    return kind === 'tab' && equalBytes(payee.identity, request.payee.identity);
  }
  const countries = payee?.countries ?? [];
  return countries.length === 0 || countries.includes(request.country);
}

function isRoom(open: OpenOwnHold, amount: Amount): boolean {
  const { own, guarantee } = open;
  if (roomOf(open) < amount) return false;
  const meter = meteredClaim(own.terms)?.claim.meter;
  if (meter?.kind !== 'cheque') return true;
  // Before its collateral is certified an allowance is not what its owner has opened.
  if (own.guarantee !== null && guarantee === null) return false;
  return amount <= meter.perCheque && sequenceAfter(own) <= MAX_CHEQUES;
}

/** The act on this hold for this payee whose receipt has not come; the last one on a tab. */
export async function outstandingAct(
  context: Context,
  { hold, kind, own }: OpenOwnHold,
  payee: Hash,
): Promise<HandedAct | null> {
  if (own.head === null) return null;
  const last = sequenceAfter(own) - 1;
  if (kind === 'tab') {
    const record = await readAct(context, hold, last);
    return isOutstanding(record) ? { hold, sequence: last, record } : null;
  }
  for (const [key, to] of await context.vault.list(OFFLINE_KEYS.unconfirmedOf(hold))) {
    if (!equalBytes(to, payee)) continue;
    const { sequence } = readActKey(key);
    return { hold, sequence, record: await readAct(context, hold, sequence) };
  }
  return null;
}

function isOutstanding({ status }: ActRecord): boolean {
  return status === 'written' || status === 'handed-over';
}
