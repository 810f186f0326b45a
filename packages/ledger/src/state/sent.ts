import { type Amount, MAX_AMOUNT } from '@tallystick/protocol';
import {
  type HourBucket,
  MAX_WINDOW_HOURS,
  sumSent,
  type WindowCount,
  type WindowSum,
} from '@tallystick/rules';
import { type IdentityDetail, NO_DETAIL } from './details.ts';
import type { LastSent } from './identities.ts';
import { detailOf, type LedgerState } from './state.ts';

const NOTHING_ASKED: readonly never[] = [];
const MOST_PAYMENTS = 0xffff_ffff;

/** What an identity has sent of a currency, one sum per window, as of `hour`. */
export function sentSums(
  state: LedgerState,
  identity: number,
  currency: number,
  hour: number,
  windows: readonly number[],
): readonly WindowSum[] {
  if (windows.length === 0) return NOTHING_ASKED;
  const last = state.identities.lastSent(identity);
  const older = detailOf(state, identity)?.sent ?? NOTHING_ASKED;
  if (older.length === 0) return windows.map((hours) => onlyOf(last, currency, hour, hours));
  const buckets = bucketsOf(older, last, currency);
  return windows.map((hours) => sumSent(buckets, hour, hours));
}

/** How many holds and raises an identity has put, of any currency, in each window as of `hour`. */
export function paymentCounts(
  state: LedgerState,
  identity: number,
  hour: number,
  windows: readonly number[],
): readonly WindowCount[] {
  if (windows.length === 0) return NOTHING_ASKED;
  const last = state.identities.lastSent(identity);
  const older = detailOf(state, identity)?.sent ?? [];
  const buckets = last === undefined ? older : [...older, last];
  return windows.map((hours) => {
    let count = 0;
    for (const bucket of buckets) if (bucket.hour > hour - hours) count += bucket.payments;
    return { hours, count };
  });
}

/** Sums with `reserved` on top: what earlier holds of the same put send. */
export function withReserved(sums: readonly WindowSum[], reserved: Amount): readonly WindowSum[] {
  if (reserved === 0n) return sums;
  return sums.map(({ hours, amount }) => {
    const total = amount === null ? MAX_AMOUNT : amount + reserved;
    return { hours, amount: total >= MAX_AMOUNT ? null : total };
  });
}

/**
 * Adds what was sent now: the last hour's sum stands in the packed record, older ones in the
 * detail.
 */
export function addSent(state: LedgerState, identity: number, sent: LastSent): void {
  const last = state.identities.lastSent(identity);
  if (last?.currency === sent.currency && last.hour === sent.hour) {
    state.identities.setLastSent(identity, together(last, sent));
    return;
  }
  const detail = detailOf(state, identity);
  const kept = recent(detail, sent.hour);
  const before = kept.find((one) => one.currency === sent.currency && one.hour === sent.hour);
  const others = kept.filter((one) => one !== before);
  if (last !== undefined && isRecent(last, sent.hour)) others.push(last);
  state.identities.setLastSent(identity, before === undefined ? sent : together(before, sent));
  if (detail === undefined && others.length === 0) return;
  setDetail(state, identity, { ...(detail ?? NO_DETAIL), sent: others });
}

/** Replaces an identity's detail; one that says nothing more is none. */
export function setDetail(state: LedgerState, identity: number, detail: IdentityDetail): void {
  state.identities.setDetailed(identity, true);
  state.details.set(identity, detail);
}

/** Ascending by hour: the packed one is the newest, and the others were pushed in order of time. */
function bucketsOf(
  older: readonly LastSent[],
  last: LastSent | undefined,
  currency: number,
): readonly HourBucket[] {
  const buckets = older.filter((one) => one.currency === currency);
  if (last?.currency === currency) buckets.push(last);
  return buckets;
}

/** The sum where an identity has sent in one hour alone, as most have. */
function onlyOf(
  last: LastSent | undefined,
  currency: number,
  hour: number,
  hours: number,
): WindowSum {
  const isWithin = last?.currency === currency && last.hour > hour - hours;
  if (!isWithin) return { hours, amount: 0n };
  return { hours, amount: last.amount >= MAX_AMOUNT ? null : last.amount };
}

function recent(detail: IdentityDetail | undefined, hour: number): LastSent[] {
  return (detail?.sent ?? []).filter((one) => isRecent(one, hour));
}

function isRecent(sent: LastSent, hour: number): boolean {
  return sent.hour > hour - MAX_WINDOW_HOURS;
}

/** Two of one currency and hour as one. */
function together(before: LastSent, { currency, hour, amount, payments }: LastSent): LastSent {
  const total = before.amount + amount;
  return {
    currency,
    hour,
    amount: total > MAX_AMOUNT ? MAX_AMOUNT : total,
    payments: Math.min(before.payments + payments, MOST_PAYMENTS),
  };
}
