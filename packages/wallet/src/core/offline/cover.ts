import {
  type Hash,
  type Hold,
  MAX_GUARANTEES,
  fromHex,
  decodeState,
  encodeAddress,
  equalBytes,
  guaranteedUntil,
  holdId,
  meteredClaim,
  toHex,
} from '@tallystick/protocol';
import { entryAt } from '../chain/entry-at.ts';
import { fetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import { ledgerTime } from '../chain/ledger-time.ts';
import { leftOf } from '../collect/hold-left.ts';
import { type Context, findRecord, listRecords, store, storing } from '../context.ts';
import { type ProvenPut, ownPutText, readProvenPut } from '../holds/terms-text.ts';
import { amountOf } from '../pay/prepare.ts';
import type { Detail } from '../records/detail.ts';
import { KEYS, readHashKey } from '../records/keys.ts';
import { stop } from '../stop.ts';
import { newestEpoch } from '../trust/epochs.ts';
import { coverEntry, coversOf, provenUnder } from './evidence.ts';
import type {
  CoverRequest,
  CoverTerms,
  CoverView,
  GivenCover,
  SetAside,
  ShownCoverView,
} from './set-aside-types.ts';
import { COLLATERAL_MS, putItem } from './open-hold.ts';
import { type OpenOwnHold, findOwnHold } from './own-hold.ts';
import { payerHandles } from './payer-handles.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import {
  type CoverRecord,
  type ShownCoverRecord,
  coverRecordCodec,
  shownCoverRecordCodec,
} from './records/other-records.ts';
import { setAsideBefore } from './set-aside-before.ts';
import { amountText, currencyById } from './views.ts';

/** What can be handed on of a put of this wallet: of its allowances to a guarantor, of cover that it gave to whom it is for. */
export async function termsOfOwn(context: Context, id: string): Promise<string> {
  const hold = fromHex(id, 32) ?? new Uint8Array(32);
  const open = await findOwnHold(context, hold);
  const cover = await findRecord(context.vault, OFFLINE_KEYS.cover(hold), coverRecordCodec);
  const entry = cover === undefined ? open?.entry : await entryAt(context, placeOf(cover));
  if (entry !== undefined) return await ownPutText(context, entry, { names: [], words: [] });
  const message = 'This wallet has put no allowance or cover of that id that is certified.';
  return stop('usage', 'unknown-allowance', message);
}

function placeOf({ placed }: CoverRecord): { sequence: number; id: Hash } {
  return { sequence: placed.sequence, id: placed.put };
}

/** Whose allowance somebody asks cover for, and what is known of it; proven, and nothing is put. */
export async function readCoverTerms(context: Context, terms: string): Promise<CoverTerms> {
  const { of, terms: hold, perCheque, until } = await readAllowance(context, terms);
  return {
    of: encodeAddress(of),
    handle: await handleOf(context, of),
    ...amountText(context, hold.currency, hold.cap),
    perCheque: amountText(context, hold.currency, perCheque).amount,
    until,
  };
}

async function handleOf(context: Context, identity: Hash): Promise<string | null> {
  return (await payerHandles(context, [identity])).get(toHex(identity)) ?? null;
}

interface Allowance {
  readonly id: Hash;
  readonly of: Hash;
  readonly terms: Hold;
  readonly perCheque: bigint;
  readonly until: number;
}

/** An allowance of somebody's, as its put says. */
async function readAllowance(context: Context, text: string): Promise<Allowance> {
  const { holds, shown } = await readProvenPut(context, text);
  const [only] = holds;
  const claim = only === undefined ? undefined : meteredClaim(only.hold)?.claim;
  const isAllowance =
    holds.length === 1 &&
    only?.hold.claims.length === 1 &&
    claim?.meter.kind === 'cheque' &&
    claim.condition === null;
  if (!isAllowance)
    return stop('usage', 'no-allowance', 'These are not the terms of an allowance.');
  const { perCheque } = claim.meter;
  const { id, hold: terms } = only;
  return { id, of: shown.putter.identity, terms, perCheque, until: claim.until };
}

/**
 * Gives cover for somebody's allowance: a hold that pays its cheques once they are short, after the allowance itself, under the
 * condition `fork(allowance)`. What it has not paid comes back a week after the allowance's window. Who gives it stands for the
 * payer: all of it can be lost, and only the payer decides whether.
 */
export async function giveCover(context: Context, request: CoverRequest): Promise<GivenCover> {
  const allowance = await readAllowance(context, request.terms);
  const { id, of, terms } = allowance;
  if (equalBytes(of, context.enrolment.identity)) {
    stop('usage', 'own-allowance', 'Cover is given by others: open the allowance with collateral.');
  }
  const currency = currencyById(context, terms.currency);
  if (currency === undefined) throw new RangeError('an allowance of no currency');
  const amount = amountOf(currency, request.amount);
  const before = await setAsideBefore(context, request.reference, async (put) => {
    const own = holdId(put, 0);
    const cover = await findRecord(context.vault, OFFLINE_KEYS.cover(own), coverRecordCodec);
    const isThis = cover?.amount === amount && equalBytes(cover.allowance, id);
    return isThis ? own : undefined;
  });
  const put = before ?? (await coverAnew(context, request, allowance, amount));
  const shown = put.status === 'final' ? await termsOfOwn(context, put.hold) : null;
  return { ...put, terms: shown };
}

async function coverAnew(
  context: Context,
  request: CoverRequest,
  allowance: Allowance,
  amount: bigint,
): Promise<SetAside> {
  const { id, of, terms } = allowance;
  const { currency } = terms;
  if (allowance.until < ledgerTime(context)) {
    stop('refused', 'allowance-over', 'The window of that allowance is over.');
  }
  if ((await context.client.fork(id)) !== null) {
    const message = 'The sovereign has proof of a fork on that allowance: cover would be lost.';
    stop('refused', 'forked', message);
  }
  const until = allowance.until + COLLATERAL_MS;
  const claims = terms.claims.map((claim) => ({
    ...claim,
    condition: { kind: 'fork', hold: id } as const,
    until,
  }));
  const hold: Hold = { ...terms, cap: amount, writer: { kind: 'none' }, claims };
  const handle = await handleOf(context, of);
  const detail: Extract<Detail, { kind: 'set-aside' }> = {
    kind: 'set-aside',
    party: of,
    handle,
    currency,
    amount,
  };
  return await putItem(context, request, { holds: [hold] }, detail, (placed) => {
    const cover = { placed, allowance: id, of, currency, amount, until };
    const own = holdId(placed.put, 0);
    const change = storing(OFFLINE_KEYS.cover(own), coverRecordCodec, cover);
    return { hold: own, change };
  });
}

/** Cover that this wallet gave and that the sovereign has admitted; `isOver`: its hold is closed. */
export async function admittedCovers(
  context: Context,
): Promise<{ readonly hold: Hash; readonly cover: CoverRecord; readonly isOver: boolean }[]> {
  const listed = await listRecords(context.vault, OFFLINE_KEYS.allCovers, coverRecordCodec);
  const admitted = [];
  for (const { key, value: cover } of listed) {
    if ((await entryAt(context, placeOf(cover))) === undefined) continue;
    const hold = readHashKey(key);
    const isOver = (await context.vault.get(KEYS.outgoing(hold))) === undefined;
    admitted.push({ hold, cover, isOver });
  }
  return admitted;
}

/** The same, to be shown. */
export async function givenCovers(context: Context): Promise<CoverView[]> {
  const views: CoverView[] = [];
  for (const { hold, cover, isOver } of await admittedCovers(context)) {
    const paid = cover.amount - ((await leftOf(context, hold)) ?? cover.amount);
    views.push({
      hold: toHex(hold),
      allowance: toHex(cover.allowance),
      of: encodeAddress(cover.of),
      ...amountText(context, cover.currency, cover.amount),
      paid: amountText(context, cover.currency, paid).amount,
      until: cover.until,
      isOver,
    });
  }
  return views;
}

/** Keeps cover that somebody gave for an own allowance, proven, to be shown to payees: also to those that know the allowance. */
export async function keepCover(context: Context, text: string): Promise<ShownCoverView> {
  const put = await readProvenPut(context, text);
  const { open, index, hold, until } = await coveredOf(context, put);
  const before = await coversOf(context, open.hold);
  const id = holdId(put.put, index);
  const isNew = before.every((one) => !equalBytes(one.hold, id));
  const others = before.length + (open.own.guarantee === null ? 0 : 1);
  if (isNew && others >= MAX_GUARANTEES) {
    const message = `Payees are shown at most ${MAX_GUARANTEES} holds that guarantee an allowance.`;
    stop('refused', 'covered-often', message);
  }
  const by = put.shown.putter.identity;
  const { certificate, state, operation } = put.shown;
  const record: ShownCoverRecord = {
    state,
    operation,
    number: index,
    by,
    amount: hold.cap,
    until,
    index: certificate.index,
    effects: certificate.effects,
    epoch: newestEpoch(context.trust).number,
  };
  const under = await fetchCheckpoint(context);
  const key = OFFLINE_KEYS.shownCover(open.hold, id);
  await store(context.vault, [
    ...(await provenUnder(context, [coverEntry(record)], under)),
    storing(key, shownCoverRecordCodec, record),
  ]);
  const { currency } = open.own.terms;
  const what = amountText(context, currency, hold.cap);
  const handle = await handleOf(context, by);
  return { allowance: toHex(open.hold), by: encodeAddress(by), handle, ...what, until };
}

/** The own allowance that a put covers. */
async function coveredOf(
  context: Context,
  { holds, shown }: ProvenPut,
): Promise<{
  readonly open: OpenOwnHold;
  readonly index: number;
  readonly hold: Hold;
  readonly until: number;
}> {
  const state = decodeState(shown.state);
  const isOwn = state.ok && equalBytes(state.value.chain, context.deviceChain);
  for (const { hold, index } of isOwn ? [] : holds) {
    const condition = hold.claims[0]?.condition;
    if (condition?.kind !== 'fork') continue;
    const open = await findOwnHold(context, condition.hold);
    if (open?.kind !== 'allowance') continue;
    const until = guaranteedUntil(hold, open.hold, open.own.terms);
    if (until !== undefined) return { open, index, hold, until };
  }
  const message = 'These are not the terms of cover for an allowance of this wallet.';
  return stop('usage', 'no-cover', message);
}
