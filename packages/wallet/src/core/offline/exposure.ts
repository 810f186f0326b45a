import {
  type Amount,
  type Hash,
  encodeAddress,
  holdId,
  meteredClaim,
  toHex,
} from '@tallystick/protocol';
import { moved } from '../chain/holdings.ts';
import { leftOf } from '../collect/hold-left.ts';
import { offeredTabs } from '../collect/offered.ts';
import { type Context, listRecords } from '../context.ts';
import type { Holding } from '../records/chain-record.ts';
import { readHashKey } from '../records/keys.ts';
import { amountsView } from '../views.ts';
import { offlineNow } from './clock.ts';
import { coverFor, heldBacking, ownBacking, uncoveredOf } from './backing.ts';
import { admittedCovers } from './cover.ts';
import { FORKED } from './learn-own-forks.ts';
import { dueCheques } from './limits.ts';
import type { Exposure, ExposureLine, HeldHoldView, OwnHoldView } from './offline-types.ts';
import { type OpenOwnHold, givenOf, openOwnHolds } from './own-hold.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import type { CoverRecord } from './records/other-records.ts';
import {
  type GotActRecord,
  type HeldRecord,
  gotActRecordCodec,
  heldRecordCodec,
} from './records/payee-records.ts';
import { stoppedUpTo } from './rolled-back.ts';
import { CLOSED } from './stop-closed.ts';
import { gotOf, gotTicks } from './stream/got-ticks.ts';
import { amountText } from './views.ts';
import { promisedText } from './words.ts';

const SET_ASIDE_FOR_ONE =
  'Set aside for one payee: nobody else gets it, and what the payee does not claim returns after the window.';
const SET_ASIDE_FOR_CHEQUES =
  'Set aside for cheques: what nobody deposits returns after the window. A second copy of this wallet that writes cheques loses it the collateral too.';
const STOPPED_BY_FORK =
  'Stopped: its cheques contradict one another, so there is a copy of this wallet. All of it can be lost, and the collateral too.';
const STOPPED_BY_COPY =
  'Stopped: this wallet was put back from an older copy, so more may have been given of it than this wallet knows.';
const UNCOVERED =
  'Deposited, and not covered: neither the allowance nor collateral nor cover has anything left to pay it.';
const GUARANTEED =
  'Set aside for the payees of somebody’s allowance: it pays what their cheques are short of once the allowance and its collateral are used up. What can be lost is all of it; what is left comes back after the window.';

/** This wallet's tabs and allowances, from storage. */
export async function ownHolds(context: Context): Promise<OwnHoldView[]> {
  const stoppedAt = await stoppedUpTo(context);
  const open = await openOwnHolds(context);
  return await Promise.all(open.map((one) => ownView(context, one, stoppedAt)));
}

async function ownView(
  context: Context,
  open: OpenOwnHold,
  stoppedAt: number,
): Promise<OwnHoldView> {
  const { hold, kind, own, cap, until, guarantee } = open;
  const text = (amount: Amount): string => amountText(context, own.terms.currency, amount).amount;
  const claim = meteredClaim(own.terms)?.claim;
  const payee = claim?.payee;
  const cover = kind === 'allowance' ? await coverFor(context, hold) : 0n;
  const stopped = stoppedOf(open, stoppedAt);
  return {
    hold: toHex(hold),
    kind,
    ...(payee?.kind === 'identity' ? { to: encodeAddress(payee.identity) } : {}),
    currency: amountText(context, own.terms.currency, cap).currency,
    cap: text(cap),
    given: text(givenOf(open)),
    until,
    ...(open.stream === null ? {} : { isStream: true }),
    ...(claim?.meter.kind === 'cheque' ? { perCheque: text(claim.meter.perCheque) } : {}),
    ...(payee?.kind === 'anyone' && (payee.countries.length > 0 || payee.minTier > 0)
      ? { bounds: { countries: payee.countries, minTier: payee.minTier } }
      : {}),
    ...(own.guarantee === null ? {} : { collateral: text(own.guarantee.amount) }),
    ...(cover === 0n ? {} : { cover: text(cover) }),
    ...(own.guarantee !== null && guarantee === null ? { isCollateralMissing: true } : {}),
    ...(stopped === null ? {} : { stopped }),
  };
}

/** Why nothing more is written on an own hold; null where something may be. */
function stoppedOf({ own }: OpenOwnHold, stoppedAt: number): string | null {
  return own.stopped ?? (own.placed.sequence <= stoppedAt ? 'rolled-back' : null);
}

/** Holds of others from which this wallet has acts, and tabs for it of which it has none yet. */
export async function heldHolds(context: Context): Promise<HeldHoldView[]> {
  const listed = await listRecords(context.vault, OFFLINE_KEYS.allHeld, heldRecordCodec);
  const views: HeldHoldView[] = [];
  for (const { key, value } of listed) {
    const hold = readHashKey(key);
    const { terms, owner, isOver } = value;
    const isTab = isTabOf(value);
    const sums = isTab
      ? { got: await gotOf(context, hold, value), taken: value.taken, uncovered: 0n }
      : await chequesOf(context, hold, value);
    const { currency, amount: got } = amountText(context, terms.currency, sums.got);
    views.push({
      hold: toHex(hold),
      kind: isTab ? 'tab' : 'allowance',
      from: encodeAddress(owner.identity),
      currency,
      ...(isTab ? { cap: amountText(context, terms.currency, value.cap).amount } : {}),
      got,
      taken: amountText(context, terms.currency, sums.taken).amount,
      ...(sums.uncovered === 0n
        ? {}
        : { uncovered: amountText(context, terms.currency, sums.uncovered).amount }),
      until: meteredClaim(terms)?.claim.until ?? 0,
      isOver,
    });
  }
  const known = new Set(views.map(({ hold }) => hold));
  const unused = (await offeredTabs(context)).filter(({ hold }) => !known.has(toHex(hold)));
  return [...views, ...unused.map((tab) => unusedView(context, tab))];
}

function unusedView(
  context: Context,
  { hold, offered }: Awaited<ReturnType<typeof offeredTabs>>[number],
): HeldHoldView {
  const { amount: nothing, currency } = amountText(context, offered.currency, 0n);
  return {
    hold: toHex(hold),
    kind: 'tab',
    from: encodeAddress(offered.from),
    currency,
    cap: amountText(context, offered.currency, offered.cap).amount,
    got: nothing,
    taken: nothing,
    until: offered.until,
    isOver: false,
  };
}

function isTabOf({ terms }: HeldRecord): boolean {
  return meteredClaim(terms)?.claim.meter.kind !== 'cheque';
}

async function chequesOf(
  context: Context,
  hold: Uint8Array,
  held: HeldRecord,
): Promise<{ got: Amount; taken: Amount; uncovered: Amount }> {
  const acts = await listRecords(context.vault, OFFLINE_KEYS.gotActs(hold), gotActRecordCodec);
  let [got, taken, uncovered] = [0n, 0n, 0n];
  for (const { value } of acts) {
    got += value.value;
    taken += value.paid;
    uncovered += uncoveredOf(value, hold, held);
  }
  return { got, taken, uncovered };
}

/** What this wallet could still lose, to whom, until when; and what it has set aside itself. */
export async function exposure(context: Context): Promise<Exposure> {
  const lines: ExposureLine[] = [];
  const atRisk: Holding[] = [];
  const now = await offlineNow(context);
  const held = await listRecords(context.vault, OFFLINE_KEYS.allHeld, heldRecordCodec);
  for (const { key, value } of held) {
    if (!isTabOf(value) || value.isOver) continue;
    const hold = readHashKey(key);
    const rest = (await gotOf(context, hold, value)) - value.taken;
    if (rest <= 0n) continue;
    const isStream = (await gotTicks(context, hold, value)) !== undefined;
    const { currency } = value.terms;
    atRisk.push({ currency, amount: rest });
    lines.push({
      kind: isStream ? 'stream' : 'tab',
      role: 'payee',
      hold: toHex(hold),
      party: encodeAddress(value.owner.identity),
      ...amountText(context, currency, rest),
      until: meteredClaim(value.terms)?.claim.until ?? 0,
      words: promisedText(isStream ? 'stream' : 'tab'),
    });
  }
  const known = new Map(held.map(({ key, value }) => [toHex(readHashKey(key)), value]));
  for (const { key, value } of await dueCheques(context)) {
    const { hold } = readActKey(key);
    const amount = value.value - value.paid;
    atRisk.push({ currency: value.currency, amount });
    lines.push(chequeLine(context, hold, value, known.get(toHex(hold))));
  }
  for (const { hold, cover, isOver } of await admittedCovers(context)) {
    if (isOver) continue;
    const rest = (await leftOf(context, hold)) ?? cover.amount;
    atRisk.push({ currency: cover.currency, amount: rest });
    lines.push(coverLine(context, hold, cover, rest));
  }
  const own = (await openOwnHolds(context)).filter(
    ({ own: { stopped }, until }) => until >= now && stopped !== CLOSED,
  );
  const stoppedAt = await stoppedUpTo(context);
  for (const open of own) {
    const line = await ownLine(context, open, stoppedAt);
    if (line !== null) lines.push(line);
  }
  return { lines, atRisk: amountsView(context.trust, moved([], atRisk)) };
}

/** A cheque that is not paid in full. */
function chequeLine(
  context: Context,
  hold: Hash,
  value: GotActRecord,
  held: HeldRecord | undefined,
): ExposureLine {
  const uncovered = held === undefined ? 0n : uncoveredOf(value, hold, held);
  return {
    kind: 'cheque',
    role: 'payee',
    hold: toHex(hold),
    party: encodeAddress(value.from),
    ...amountText(context, value.currency, value.value - value.paid),
    until: (held === undefined ? undefined : meteredClaim(held.terms)?.claim.until) ?? 0,
    words: uncovered > 0n ? UNCOVERED : promisedText('cheque'),
    ...(held === undefined ? {} : { backing: heldBacking(context, held) }),
    ...(uncovered > 0n ? { isUncovered: true } : {}),
  };
}

function coverLine(context: Context, hold: Hash, cover: CoverRecord, rest: Amount): ExposureLine {
  return {
    kind: 'cover',
    role: 'guarantor',
    hold: toHex(hold),
    party: encodeAddress(cover.of),
    ...amountText(context, cover.currency, rest),
    until: cover.until,
    words: GUARANTEED,
  };
}

/** Null where all of it, and of its collateral, was taken: then there is nothing left to lose. */
async function ownLine(
  context: Context,
  open: OpenOwnHold,
  stoppedAt: number,
): Promise<ExposureLine | null> {
  const { hold, kind, own, cap, until, guarantee } = open;
  const left = async (one: Hash): Promise<Amount> => (await leftOf(context, one)) ?? 0n;
  const stopped = stoppedOf(open, stoppedAt);
  const rest = stopped === FORKED ? await left(hold) : cap;
  const collateral = guarantee === null ? 0n : await left(holdId(guarantee.put, 0));
  if (rest === 0n && collateral === 0n) return null;
  const payee = meteredClaim(own.terms)?.claim.payee;
  return {
    kind: open.stream === null ? kind : 'stream',
    role: 'payer',
    hold: toHex(hold),
    ...(payee?.kind === 'identity' ? { party: encodeAddress(payee.identity) } : {}),
    ...amountText(context, own.terms.currency, rest),
    until,
    words: ownWords(kind, stopped),
    ...(kind === 'allowance' ? { backing: await ownBacking(context, open) } : {}),
    ...(stopped === null ? {} : { stopped }),
  };
}

function ownWords(kind: OpenOwnHold['kind'], stopped: string | null): string {
  if (stopped === FORKED) return STOPPED_BY_FORK;
  const words = kind === 'tab' ? SET_ASIDE_FOR_ONE : SET_ASIDE_FOR_CHEQUES;
  return stopped === null ? words : `${words} ${STOPPED_BY_COPY}`;
}
