import {
  type Amount,
  type Claim,
  type Hold,
  MAX_AMOUNT,
  encodeAddress,
  formatAmount,
  fromHex,
  holdId,
  toHex,
} from '@tallystick/protocol';
import { holdingOf } from '../chain/holdings.ts';
import { entryAt } from '../chain/entry-at.ts';
import { ledgerTime } from '../chain/ledger-time.ts';
import { isShunned, shun } from '../collect/wary.ts';
import { freePlace } from '../chain/settle.ts';
import { type Context, findRecord, listRecords, store, storing } from '../context.ts';
import { amountText, currencyById } from '../offline/views.ts';
import { amountOf, currencyOf, ownCountry, payeeCountry, referenceOf } from '../pay/prepare.ts';
import { findPut } from '../pay/references.ts';
import { readRecipient, resolveParty } from '../pay/resolve-party.ts';
import { readHashKey } from '../records/keys.ts';
import { Stop, stop } from '../stop.ts';
import type { MandateRequest, MandateView } from './holds-types.ts';
import { isPending } from './known.ts';
import { type PreparedHold, putPrepared, setAside } from './put-hold.ts';
import {
  HOLD_KEYS,
  type MandatePut,
  type MandateRecord,
  type Place,
  mandateRecordCodec,
} from './records.ts';

/** A period is at least an hour, and a mandate at most 1,200 of them: a century of months. */
const LEAST_PERIOD_MS = 3_600_000;
const MOST_PERIODS = 1200;
/** protocol.md section 4: keys of one condition. */
const MAX_KEYS = 16;

/** Gives a mandate: the first periods are set aside in the same write that remembers it. */
export async function createMandate(
  context: Context,
  request: MandateRequest,
): Promise<MandateView> {
  await freePlace(context, 'device');
  const known = await findMandate(context, request.reference);
  if (known !== undefined) return known;
  const mandate = await prepareMandate(context, request);
  const reference = referenceOf(request.reference);
  const [made] = await fund(context, mandate, [], { id: null, reference });
  if (made === undefined) throw new RangeError('a mandate of no hold');
  return await mandateView(context, made);
}

/** The mandate whose first put a reference stands for, where that is pending or final. */
async function findMandate(
  context: Context,
  reference: string | undefined,
): Promise<MandateView | undefined> {
  const first = await findPut(context, reference);
  if (first === undefined) return undefined;
  const known = (await listMandates(context)).find(({ mandate }) => mandate === first.put.id);
  if (known !== undefined) return known;
  return stop('usage', 'reference-twice', 'This reference stands for something else.');
}

async function prepareMandate(context: Context, request: MandateRequest): Promise<MandateRecord> {
  const { periodMs, periods } = request;
  const currency = currencyOf(context, request.currency);
  const amount = amountOf(currency, request.amount);
  const firstAt = request.firstAt ?? ledgerTime(context);
  const ahead = request.ahead ?? periods;
  const isWhole = [periodMs, periods, firstAt, ahead].every(Number.isSafeInteger);
  if (!isWhole || periodMs < LEAST_PERIOD_MS || periods < 1 || periods > MOST_PERIODS) {
    const message = `A mandate has 1 to ${MOST_PERIODS} periods of at least an hour.`;
    stop('usage', 'bad-periods', message);
  }
  if (ahead < 1 || ahead > periods || !Number.isSafeInteger(firstAt + periods * periodMs)) {
    stop('usage', 'bad-periods', 'At least one period is set aside at a time, and at most all.');
  }
  if (amount * BigInt(periods) > MAX_AMOUNT) {
    stop('usage', 'amount-too-large', 'All periods together are larger than any amount can be.');
  }
  const payee = await resolveParty(context, readRecipient(request.to).to);
  return {
    to: payee.identity,
    handle: payee.handle,
    toCountry: payeeCountry(context, payee, request.toCountry),
    country: ownCountry(context, request.country),
    currency: currency.id,
    amount,
    periodMs,
    firstAt,
    periods,
    ahead,
    puts: [],
    cancelled: false,
  };
}

/** A mandate by its key, and the puts of it that there are. */
interface Kept {
  readonly id: Place['id'];
  readonly mandate: MandateRecord;
}

/** Sets the next periods aside. `id` is the mandate's, null for one that is made by this put, which may have a reference. */
async function fund(
  context: Context,
  mandate: MandateRecord,
  before: readonly MandatePut[],
  { id, reference }: { readonly id: Place['id'] | null; readonly reference: string | null },
): Promise<Kept[]> {
  const first = fundedBy(before);
  const periods = Math.min(mandate.ahead, mandate.periods - first);
  const prepared = { ...(await holdOf(context, mandate, first, periods)), reference };
  const kept: Kept[] = [];
  await putPrepared(context, mandate.country, [prepared], (placed) => {
    const next = { ...mandate, puts: [...before, { ...placed, first, periods }] };
    kept.push({ id: id ?? placed.id, mandate: next });
    return [storing(HOLD_KEYS.mandate(id ?? placed.id), mandateRecordCodec, next)];
  });
  return kept;
}

/** So many periods from `first` on: the payee's by schedule, and the owner's again where the payee signs that. */
async function holdOf(
  context: Context,
  { to, handle, toCountry, country, currency, amount, periodMs, firstAt }: MandateRecord,
  first: number,
  periods: number,
): Promise<PreparedHold> {
  const begins = firstAt + first * periodMs;
  // What is set aside late is paid late, and its payee has as long for it.
  const ends = Math.max(begins + periods * periodMs, ledgerTime(context));
  const until = ends + context.profile.claimWindowMs;
  const { keys } = await resolveParty(context, { kind: 'identity', identity: to });
  const schedule: Claim = {
    payee: { kind: 'identity', identity: to, country: toCountry },
    meter: { kind: 'schedule', amount, periodMs, firstAt: begins, periods },
    condition: null,
    until,
  };
  const back: Claim = {
    payee: { kind: 'identity', identity: context.enrolment.identity, country },
    meter: { kind: 'all' },
    condition: { kind: 'signed', threshold: 1, keys: keys.slice(0, MAX_KEYS) },
    until,
  };
  const terms: Hold = {
    currency,
    cap: amount * BigInt(periods),
    writer: { kind: 'none' },
    note: null,
    claims: keys.length === 0 ? [schedule] : [schedule, back],
  };
  const detail = setAside(terms, { identity: to, handle });
  return { terms, detail, reference: null, changes: [] };
}

function fundedBy(puts: readonly MandatePut[]): number {
  const last = puts.at(-1);
  return last === undefined ? 0 : last.first + last.periods;
}

/** The puts that happened, or may yet. */
async function livingPuts(context: Context, { puts }: MandateRecord): Promise<MandatePut[]> {
  const living: MandatePut[] = [];
  for (const put of puts) {
    const happened = (await entryAt(context, put)) !== undefined || isPending(context, put);
    // What comes after a put that never happened would leave its periods out.
    if (!happened || put.first !== fundedBy(living)) break;
    living.push(put);
  }
  return living;
}

/** Those whose first put happened, or may yet: one that was refused is none, and nothing is put for it later. */
async function givenMandates(context: Context): Promise<Kept[]> {
  const given: Kept[] = [];
  for (const { key, value: mandate } of await listRecords(
    context.vault,
    HOLD_KEYS.allMandates,
    mandateRecordCodec,
  )) {
    const isGiven = (await livingPuts(context, mandate)).length > 0;
    if (isGiven) given.push({ id: readHashKey(key), mandate });
  }
  return given;
}

/** Sets aside what is due: a period before those that are funded end. One that is short waits, and its view says so. */
export async function fundMandates(context: Context): Promise<void> {
  for (const { id, mandate } of await givenMandates(context)) {
    const key = HOLD_KEYS.mandate(id);
    const puts = await livingPuts(context, mandate);
    const due = dueFunding(mandate, puts);
    if (due === null || isOver(context, mandate) || ledgerTime(context) < due.from) continue;
    if (holdingOf(context.chains.device.balances, mandate.currency) < due.amount) continue;
    if (isShunned(context, key)) continue;
    try {
      await fund(context, mandate, puts, { id, reference: null });
    } catch (error) {
      if (!(error instanceof Stop) || error.failure.kind !== 'refused') throw error;
      await shun(context, key);
    }
    // One that was refused, or got no answer, still has the chain's next place.
    if (context.chains.device.pending !== null) return;
  }
}

/** Whether its last period has ended: what was not set aside by then never is. */
function isOver(context: Context, { firstAt, periods, periodMs }: MandateRecord): boolean {
  return ledgerTime(context) >= firstAt + periods * periodMs;
}

/** The next periods to set aside, from when on, and when the first of them begins. */
function dueFunding(
  { amount, ahead, firstAt, periodMs, periods, cancelled }: MandateRecord,
  puts: readonly MandatePut[],
): { readonly amount: Amount; readonly from: number; readonly by: number } | null {
  const funded = fundedBy(puts);
  if (cancelled || funded >= periods) return null;
  const by = firstAt + funded * periodMs;
  return { amount: amount * BigInt(Math.min(ahead, periods - funded)), from: by - periodMs, by };
}

export async function listMandates(context: Context): Promise<MandateView[]> {
  const views: MandateView[] = [];
  for (const kept of await givenMandates(context)) views.push(await mandateView(context, kept));
  return views;
}

export async function cancelMandate(context: Context, given: string): Promise<MandateView> {
  const id = fromHex(given, 32);
  const key = id === undefined ? '' : HOLD_KEYS.mandate(id);
  const mandate = await findRecord(context.vault, key, mandateRecordCodec);
  if (id === undefined || mandate === undefined) {
    return stop('usage', 'unknown-mandate', 'This wallet has given no such mandate.');
  }
  const cancelled = { ...mandate, cancelled: true };
  await store(context.vault, [storing(key, mandateRecordCodec, cancelled)]);
  return await mandateView(context, { id, mandate: cancelled });
}

async function mandateView(context: Context, { id, mandate }: Kept): Promise<MandateView> {
  const { to, handle, currency, amount, periodMs, firstAt, periods, cancelled } = mandate;
  const puts = await livingPuts(context, mandate);
  const isPast = isOver(context, mandate);
  const status = cancelled ? 'cancelled' : isPast ? 'over' : 'active';
  return {
    mandate: toHex(id),
    to: encodeAddress(to),
    handle,
    ...amountText(context, currency, amount),
    periodMs,
    firstAt,
    periods,
    funded: fundedBy(puts),
    status,
    holds: puts.map((put) => toHex(holdId(put.id, 0))),
    reminder: isPast ? null : reminderOf(context, mandate, puts),
  };
}

function reminderOf(
  context: Context,
  mandate: MandateRecord,
  puts: readonly MandatePut[],
): MandateView['reminder'] {
  const due = dueFunding(mandate, puts);
  if (due === null || ledgerTime(context) < due.from) return null;
  const there = holdingOf(context.chains.device.balances, mandate.currency);
  if (there >= due.amount) return null;
  const decimals = currencyById(context, mandate.currency)?.declared.decimals ?? 0;
  return { needed: formatAmount(due.amount - there, decimals), by: due.by };
}
