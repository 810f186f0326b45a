import {
  type Amount,
  type Claim,
  type Hash,
  type Hold,
  MAX_COUNTRIES,
  MAX_TIER,
  type PutOperation,
  equalBytes,
  fromHex,
  holdId,
  stateId,
  toHex,
} from '@tallystick/protocol';
import { move } from '../chain/holdings.ts';
import { ledgerTime } from '../chain/ledger-time.ts';
import { freePlace, propose, refusalFailure } from '../chain/settle.ts';
import { type Context, storing } from '../context.ts';
import { checkCountry } from '../identity/checks.ts';
import { buildPut } from '../pay/build-put.ts';
import { amountOf, currencyOf, insufficient, ownCountry, payeeCountry } from '../pay/prepare.ts';
import { readRecipient, resolveParty } from '../pay/resolve-party.ts';
import type { StorageChange } from '../ports.ts';
import type { Detail } from '../records/detail.ts';
import { Stop, stop } from '../stop.ts';
import { renewEvidence } from './evidence.ts';
import type { AllowanceRequest, SetAside, TabRequest } from './set-aside-types.ts';
import { type OpenOwnHold, findOwnHold, openOwnHolds } from './own-hold.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { type OwnHold, type PutPlace, ownHoldCodec } from './records/payer-records.ts';
import { namingPut, openedOn, setAsideBefore } from './set-aside-before.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 3650;
/** protocol.md section 10: raises of one bundle. */
const MOST_RAISES = 8;
/** How much longer collateral and cover last than their allowance, so that what is short at the end can still be taken. */
export const COLLATERAL_MS: number = 7 * DAY_MS;

/** Sets value aside for one payee: its acts cannot be spent twice as long as the payee claims in time. */
export async function openTab(context: Context, request: TabRequest): Promise<SetAside> {
  const currency = currencyOf(context, request.currency);
  const cap = amountOf(currency, request.amount);
  const { to } = readRecipient(request.to);
  const payee = await resolveParty(context, to);
  const country = payeeCountry(context, payee, request.toCountry);
  const { identity, handle } = payee;
  const claim: Claim = {
    payee: { kind: 'identity', identity, country },
    meter: { kind: 'voucher' },
    condition: null,
    until: untilOf(context, request),
  };
  const terms = termsOf(currency.id, cap, claim);
  const detail: Detail = {
    kind: 'set-aside',
    party: identity,
    handle,
    currency: currency.id,
    amount: cap,
  };
  const same = { isEndNamed: request.until !== undefined, collateral: 0n };
  const before = await setAsideBefore(context, request.reference, (one) =>
    openedOn(context, one, terms, same),
  );
  const put =
    before ??
    (await putItem(context, request, { holds: [terms] }, detail, (placed) => {
      const hold = holdId(placed.put, 0);
      return { hold, change: storingOwn(hold, newOwn(placed, terms, null)) };
    }));
  await afterPut(() => renewEvidence(context));
  return put;
}

/** Adds to a tab, which stays one hold with one chain of acts. */
export async function raiseTab(
  context: Context,
  id: string,
  amount: string,
  reference?: string,
): Promise<SetAside> {
  const open = await needTab(context, id);
  const { hold, own } = open;
  const known = context.trust.currencies.find((one) => toHex(one.id) === toHex(own.terms.currency));
  if (known === undefined) throw new RangeError('a tab of no currency');
  const by = amountOf(known, amount);
  const [claim] = own.terms.claims;
  const party = claim?.payee.kind === 'identity' ? claim.payee.identity : null;
  const detail: Detail = { kind: 'set-aside', party, handle: null, currency: known.id, amount: by };
  const items = { holds: [], raises: [{ hold, by }] };
  const before = await setAsideBefore(context, reference, async (put) =>
    own.raises.some((one) => equalBytes(one.put, put) && one.by === by) ? hold : undefined,
  );
  if (before === undefined && own.raises.length >= MOST_RAISES) {
    stop('refused', 'raised-often', `A tab is raised at most ${MOST_RAISES} times: open another.`);
  }
  const put =
    before ??
    (await putItem(context, { reference }, items, detail, (placed) => ({
      hold,
      change: storingOwn(hold, { ...own, raises: [...own.raises, { ...placed, by }] }),
    })));
  await afterPut(() => renewEvidence(context));
  return put;
}

async function needTab(context: Context, id: string): Promise<OpenOwnHold> {
  const hold = fromHex(id, 32);
  const open = hold === undefined ? undefined : await findOwnHold(context, hold);
  if (open?.kind === 'tab' && open.own.stopped === null) return open;
  return stop('usage', 'unknown-tab', 'This wallet has no open tab of that id.');
}

/** Sets value aside for cheques, then the collateral that pays when two copies of this wallet have written some. */
export async function openAllowance(
  context: Context,
  request: AllowanceRequest,
): Promise<SetAside> {
  const currency = currencyOf(context, request.currency);
  const cap = amountOf(currency, request.amount);
  const perCheque = amountOf(currency, request.perCheque);
  if (perCheque > cap) {
    stop('usage', 'cheque-above-cap', 'One cheque cannot be for more than the whole allowance.');
  }
  const collateral = request.collateral === undefined ? 0n : amountOf(currency, request.collateral);
  const until = untilOf(context, request);
  const claim: Claim = {
    payee: boundsOf(request),
    meter: { kind: 'cheque', perCheque },
    condition: null,
    until,
  };
  const terms = termsOf(currency.id, cap, claim);
  const guarantee =
    collateral === 0n ? null : { amount: collateral, until: until + COLLATERAL_MS, placed: null };
  const detail: Detail = {
    kind: 'set-aside',
    party: null,
    handle: null,
    currency: currency.id,
    amount: cap,
  };
  const same = { isEndNamed: request.until !== undefined, collateral };
  const before = await setAsideBefore(context, request.reference, (one) =>
    openedOn(context, one, terms, same),
  );
  if (before === undefined) requireBalance(context, currency.id, cap + collateral);
  const put =
    before ??
    (await putItem(context, request, { holds: [terms] }, detail, (placed) => {
      const hold = holdId(placed.put, 0);
      return { hold, change: storingOwn(hold, newOwn(placed, terms, guarantee)) };
    }));
  const opened = fromHex(put.hold, 32);
  const open = opened === undefined ? undefined : await findOwnHold(context, opened);
  await afterPut(async () => {
    if (put.status === 'final' && open !== undefined) await placeGuarantee(context, open);
    await renewEvidence(context);
  });
  return put;
}

/** What follows a put, and the next sync does where nobody answers now: told as failed, what is put would be put once more. */
async function afterPut(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Stop) || error.failure.kind !== 'unreachable') throw error;
  }
}

/** For whom cheques are: the payee's wallet checks its own record, and the ledger the one under which it takes. */
function boundsOf({ countries = [], minTier = 0 }: AllowanceRequest): Claim['payee'] {
  if (new Set(countries).size < countries.length || countries.length > MAX_COUNTRIES.payee) {
    stop('usage', 'bad-country', `Name at most ${MAX_COUNTRIES.payee} countries, each once.`);
  }
  if (!Number.isInteger(minTier) || minTier < 0 || minTier > MAX_TIER) {
    stop('usage', 'bad-tier', `A tier is a whole number, 0 to ${MAX_TIER}.`);
  }
  return { kind: 'anyone', countries: countries.map(checkCountry), minTier };
}

/**
 * Puts the collateral of allowances that are certified: after a crash between the two, again by the next sync. What cannot be
 * put, as when the balance was spent elsewhere, stays missing, as the wallet's own holds show, and keeps nothing else from going on.
 */
export async function placeGuarantees(context: Context): Promise<void> {
  for (const open of await openOwnHolds(context)) {
    try {
      await placeGuarantee(context, open);
    } catch (error) {
      if (!(error instanceof Stop) || error.failure.kind !== 'refused') throw error;
    }
  }
}

async function placeGuarantee(context: Context, open: OpenOwnHold): Promise<void> {
  const { own, hold } = open;
  const wanted = own.guarantee;
  if (wanted === null || open.guarantee !== null || own.stopped !== null) return;
  const [claim] = own.terms.claims;
  if (claim?.meter.kind !== 'cheque' || claim.until < ledgerTime(context)) return;
  const { amount, until } = wanted;
  const terms = termsOf(own.terms.currency, amount, {
    ...claim,
    condition: { kind: 'fork', hold },
    until,
  });
  const { currency } = own.terms;
  const detail: Detail = { kind: 'set-aside', party: null, handle: null, currency, amount };
  await putItem(context, {}, { holds: [terms] }, detail, (placed) => ({
    hold,
    change: storingOwn(hold, { ...own, guarantee: { ...wanted, placed } }),
  }));
}

type Items = Pick<PutOperation, 'holds' | 'raises'>;

/** Under which own country record a put is decided, and the caller's name for it. */
interface Named {
  readonly country?: string | undefined;
  readonly reference?: string | undefined;
}

/** Puts one item, and remembers in the same write as the transition its reference and what `remember` says. */
export async function putItem(
  context: Context,
  { country: chosen, reference }: Named,
  items: Items,
  detail: Extract<Detail, { kind: 'set-aside' }>,
  remember: (placed: PutPlace) => { hold: Hash; change: StorageChange },
): Promise<SetAside> {
  await freePlace(context, 'device');
  const country = ownCountry(context, chosen);
  const { currency, amount } = detail;
  const built = buildPut(context, country, items, [{ currency, amount: -amount }]);
  const placed = { sequence: built.state.sequence, put: stateId(built.stateBytes) };
  const { hold, change } = remember(placed);
  const naming = namingPut(reference, placed);
  const proposal = { built, details: [detail], uploads: [], changes: [change, ...naming] };
  const settled = await propose(context, 'device', proposal);
  if (settled.kind === 'refused') throw new Stop(refusalFailure(settled));
  const status = settled.kind === 'final' ? 'final' : 'pending';
  return { status, hold: toHex(hold), id: toHex(placed.put) };
}

function requireBalance(context: Context, currency: Hash, amount: Amount): void {
  const after = move(context.chains.device.balances, [{ currency, amount: -amount }]);
  if (!after.ok) insufficient(context, currency);
}

function termsOf(currency: Hash, cap: Amount, claim: Claim): Hold {
  return { currency, cap, writer: { kind: 'putter' }, note: null, claims: [claim] };
}

function newOwn(placed: PutPlace, terms: Hold, guarantee: OwnHold['guarantee']): OwnHold {
  const nothing = { head: null, amount: 0n, total: 0n, stopped: null };
  return { placed, index: 0, terms, raises: [], guarantee, ...nothing };
}

function storingOwn(hold: Hash, own: OwnHold): StorageChange {
  return storing(OFFLINE_KEYS.own(hold), ownHoldCodec, own);
}

function untilOf(context: Context, { days, until }: TabRequest | AllowanceRequest): number {
  const now = ledgerTime(context);
  if (until !== undefined) {
    const isAhead = Number.isSafeInteger(until) && until > now;
    if (isAhead && until - now <= MOST_DAYS * DAY_MS) return until;
    return stop('usage', 'bad-until', `It ends in the future, within ${MOST_DAYS} days.`);
  }
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    stop('usage', 'bad-days', `Say for how many days: 1 to ${MOST_DAYS}.`);
  }
  return now + days * DAY_MS;
}
