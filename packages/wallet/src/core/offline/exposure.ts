import { type Amount, encodeAddress, meteredClaim, toHex } from '@tallystick/protocol';
import { moved } from '../chain/holdings.ts';
import { offeredTabs } from '../collect/offered.ts';
import { type Context, listRecords } from '../context.ts';
import type { Holding } from '../records/chain-record.ts';
import { readHashKey } from '../records/keys.ts';
import { amountsView } from '../views.ts';
import { offlineNow } from './clock.ts';
import { dueCheques } from './limits.ts';
import type { Exposure, ExposureLine, HeldHoldView, OwnHoldView } from './offline-types.ts';
import { type OpenOwnHold, givenOf, openOwnHolds } from './own-hold.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import { type HeldRecord, gotActRecordCodec, heldRecordCodec } from './records/payee-records.ts';
import { stoppedUpTo } from './rolled-back.ts';
import { CLOSED } from './stop-closed.ts';
import { gotOf, gotTicks } from './stream/got-ticks.ts';
import { amountText } from './views.ts';
import { STREAM } from './words.ts';

const CLAIM_BEFORE =
  'Double spending is prevented as long as this is claimed before the window ends. What can be lost is what is not claimed by then.';
const DEPOSIT_BEFORE =
  'Double spending is detected, and proven to anyone, once two conflicting halves reach one honest party. Until it is deposited, what can be lost is what was accepted.';

/** This wallet's tabs and allowances, from storage. */
export async function ownHolds(context: Context): Promise<OwnHoldView[]> {
  const stoppedAt = await stoppedUpTo(context);
  return (await openOwnHolds(context)).map((open) => ownView(context, open, stoppedAt));
}

function ownView(context: Context, open: OpenOwnHold, stoppedAt: number): OwnHoldView {
  const { hold, kind, own, cap, until, guarantee } = open;
  const text = (amount: Amount): string => amountText(context, own.terms.currency, amount).amount;
  const payee = meteredClaim(own.terms)?.claim.payee;
  const stopped = own.stopped ?? (own.placed.sequence <= stoppedAt ? 'rolled-back' : null);
  return {
    hold: toHex(hold),
    kind,
    ...(payee?.kind === 'identity' ? { to: encodeAddress(payee.identity) } : {}),
    currency: amountText(context, own.terms.currency, cap).currency,
    cap: text(cap),
    given: text(givenOf(open)),
    until,
    ...(own.guarantee === null ? {} : { collateral: text(own.guarantee.amount) }),
    ...(own.guarantee !== null && guarantee === null ? { isCollateralMissing: true } : {}),
    ...(stopped === null ? {} : { stopped }),
  };
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
      ? { got: await gotOf(context, hold, value), taken: value.taken }
      : await chequesOf(context, hold);
    const { currency, amount: got } = amountText(context, terms.currency, sums.got);
    views.push({
      hold: toHex(hold),
      kind: isTab ? 'tab' : 'allowance',
      from: encodeAddress(owner.identity),
      currency,
      ...(isTab ? { cap: amountText(context, terms.currency, value.cap).amount } : {}),
      got,
      taken: amountText(context, terms.currency, sums.taken).amount,
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
): Promise<{ got: Amount; taken: Amount }> {
  const acts = await listRecords(context.vault, OFFLINE_KEYS.gotActs(hold), gotActRecordCodec);
  let [got, taken] = [0n, 0n];
  for (const { value } of acts) {
    got += value.value;
    taken += value.paid;
  }
  return { got, taken };
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
      words: isStream ? STREAM.words : CLAIM_BEFORE,
    });
  }
  const terms = new Map(held.map(({ key, value }) => [toHex(readHashKey(key)), value.terms]));
  for (const { key, value } of await dueCheques(context)) {
    const hold = toHex(readActKey(key).hold);
    const amount = value.value - value.paid;
    atRisk.push({ currency: value.currency, amount });
    const of = terms.get(hold);
    lines.push({
      kind: 'cheque',
      role: 'payee',
      hold,
      party: encodeAddress(value.from),
      ...amountText(context, value.currency, amount),
      until: (of === undefined ? undefined : meteredClaim(of)?.claim.until) ?? 0,
      words: DEPOSIT_BEFORE,
    });
  }
  const own = (await openOwnHolds(context)).filter(
    ({ own: { stopped }, until }) => until >= now && stopped !== CLOSED,
  );
  lines.push(...own.map((open) => ownLine(context, open)));
  return { lines, atRisk: amountsView(context.trust, moved([], atRisk)) };
}

function ownLine(context: Context, open: OpenOwnHold): ExposureLine {
  const { hold, kind, own, cap, until } = open;
  const payee = meteredClaim(own.terms)?.claim.payee;
  const words =
    kind === 'tab'
      ? 'Set aside for one payee: nobody else gets it, and what the payee does not claim returns after the window.'
      : 'Set aside for cheques: what nobody deposits returns after the window. A second copy of this wallet that writes cheques loses it the collateral too.';
  return {
    kind: open.stream === null ? kind : 'stream',
    role: 'payer',
    hold: toHex(hold),
    ...(payee?.kind === 'identity' ? { party: encodeAddress(payee.identity) } : {}),
    ...amountText(context, own.terms.currency, cap),
    until,
    words,
  };
}
