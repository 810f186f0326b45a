import {
  type Claim,
  type Hash,
  type Hold,
  type Payee,
  MAX_CLAIMS,
  MAX_COUNTRIES,
  MAX_HOLDS,
  fromHex,
  holdId,
  toHex,
} from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { entryAt } from '../chain/entry-at.ts';
import { freePlace, propose, refusalFailure } from '../chain/settle.ts';
import { type Context, storing } from '../context.ts';
import { buildPut, movedOut } from '../pay/build-put.ts';
import {
  amountOf,
  currencyOf,
  ownCountry,
  payeeCountry,
  purposeOf,
  referenceOf,
} from '../pay/prepare.ts';
import { findPut } from '../pay/references.ts';
import { readRecipient, resolveParty } from '../pay/resolve-party.ts';
import type { StorageChange } from '../ports.ts';
import type { Detail } from '../records/detail.ts';
import { referenceRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import { Stop, stop } from '../stop.ts';
import type { ClaimRequest, HoldRequest, PutHold, SwapWanted } from './holds-types.ts';
import { commitmentOf, keepingHold } from './known.ts';
import { readCondition } from './names.ts';
import { HOLD_KEYS, type KnownHold, type Place, swapRecordCodec } from './records.ts';

/** A hold whose every part is known and checked. */
export interface PreparedHold {
  readonly terms: Hold;
  readonly detail: Extract<Detail, { kind: 'set-aside' }>;
  readonly reference: string | null;
  /** What is to be kept with it: names, words. */
  readonly changes: readonly StorageChange[];
}

/** Puts all requests in one transition; those whose reference stands for a hold already are answered with that. */
export async function putHolds(
  context: Context,
  requests: readonly HoldRequest[],
): Promise<readonly PutHold[]> {
  if (requests.length < 1 || requests.length > MAX_HOLDS) {
    stop('usage', 'too-many-holds', `One transition puts 1 to ${MAX_HOLDS} holds.`);
  }
  const references = requests.flatMap(({ reference }) => reference ?? []);
  if (new Set(references).size < references.length) {
    stop('usage', 'reference-twice', 'Two of these holds have the same reference.');
  }
  if (new Set(requests.map(({ country }) => country)).size > 1) {
    stop('usage', 'several-countries', 'One transition is decided under one own country record.');
  }
  await freePlace(context, 'device');
  const known: (PutHold | undefined)[] = [];
  for (const { reference } of requests) known.push(await findHold(context, reference));
  const fresh = requests.filter((_, i) => known[i] === undefined);
  const prepared: PreparedHold[] = [];
  for (const request of fresh) prepared.push(await prepare(context, request));
  const made =
    prepared.length === 0
      ? []
      : await putPrepared(context, requests[0]?.country, prepared, () => []);
  let next = 0;
  return known.map((one) => one ?? (made[next++] as PutHold));
}

/** The hold that a reference stands for, where its put is pending or final. */
async function findHold(
  context: Context,
  reference: string | undefined,
): Promise<PutHold | undefined> {
  const before = await findPut(context, reference);
  if (before === undefined) return undefined;
  const { status, hold, id } = before.put;
  const { transition, sequence, hold: index } = before.place;
  if ((await context.vault.get(HOLD_KEYS.known(holdId(transition, index)))) === undefined) {
    return stop('usage', 'reference-twice', 'This reference stands for something else.');
  }
  const { pending } = context.chains.device;
  const entry = await entryAt(context, { sequence, id: transition });
  const state = entry?.transition.state ?? pending?.state;
  return state && { status, hold, id, commitment: toHex(commitmentOf(state)) };
}

async function prepare(context: Context, request: HoldRequest): Promise<PreparedHold> {
  const currency = currencyOf(context, request.currency);
  const cap = amountOf(currency, request.amount);
  const reference = referenceOf(request.reference);
  if (request.claims.length < 1 || request.claims.length > MAX_CLAIMS) {
    stop('usage', 'bad-claims', `A hold has 1 to ${MAX_CLAIMS} claims.`);
  }
  const claims: Claim[] = [];
  const changes: StorageChange[] = [];
  let first: { identity: Hash; handle: string | null } | null = null;
  for (const asked of request.claims) {
    const { payee, party } = await payeeOf(context, asked);
    const read = await conditionOf(context, asked, payee, request.names);
    claims.push({ payee, meter: { kind: 'all' }, condition: read.condition, until: asked.until });
    changes.push(...read.changes);
    first ??= party;
  }
  if (request.swap !== undefined) changes.push(await keepingSwap(context, claims, request.swap));
  const purpose = purposeOf(request.purpose);
  const terms: Hold = {
    currency: currency.id,
    cap,
    writer: { kind: 'none' },
    note: null,
    claims,
    ...(purpose === undefined ? {} : { purpose }),
  };
  const detail = setAside(terms, first);
  return { terms, detail, reference, changes };
}

/** Kept under the hash: it is the one thing that both parts have in common. */
async function keepingSwap(
  context: Context,
  [claim, ...others]: readonly Claim[],
  { amount, currency: code, until, answers: part }: SwapWanted,
): Promise<StorageChange> {
  const currency = currencyOf(context, code);
  const answers = part === undefined ? null : fromHex(part, 32);
  const { condition, payee } = claim ?? {};
  const isPart = others.length === 0 && payee?.kind === 'identity' && answers !== undefined;
  if (!isPart || condition?.kind !== 'preimage' || !Number.isSafeInteger(until) || until < 0) {
    const message =
      'A part of a swap has one claim, of somebody by name, which waits for a preimage and nothing else.';
    return stop('usage', 'bad-claims', message);
  }
  // An offer under a secret of this wallet's own would be believed in place of what is to come for its part.
  if (answers !== null && (await context.vault.get(HOLD_KEYS.preimage(condition.hash)))) {
    const message = 'This wallet has that secret already: nobody else offers a swap under it.';
    return stop('refused', 'swap-differs', message, { differs: ['hash'] });
  }
  const wanted = { currency: currency.id, amount: amountOf(currency, amount), until, answers };
  return storing(HOLD_KEYS.swap(condition.hash), swapRecordCodec, wanted);
}

export function setAside(
  { currency, cap: amount }: Hold,
  party: { readonly identity: Hash; readonly handle: string | null } | null,
): PreparedHold['detail'] {
  const handle = party?.handle ?? null;
  return { kind: 'set-aside', party: party?.identity ?? null, handle, currency, amount };
}

async function payeeOf(
  context: Context,
  { to, toCountry }: ClaimRequest,
): Promise<{ payee: Payee; party: { identity: Hash; handle: string | null } | null }> {
  if (typeof to !== 'string') {
    const wrong = to.countries.find((country) => !/^[A-Z]{2}$/.test(country));
    if (wrong !== undefined) stop('usage', 'bad-country', 'A country is two capital letters.');
    const countries = [...new Set(to.countries)];
    if (countries.length > MAX_COUNTRIES.payee) {
      stop('usage', 'bad-country', `Name at most ${MAX_COUNTRIES.payee} countries.`);
    }
    return { payee: { kind: 'anyone', countries, minTier: 0 }, party: null };
  }
  const party = await resolveParty(context, readRecipient(to).to);
  const country = payeeCountry(context, party, toCountry);
  return { payee: { kind: 'identity', identity: party.identity, country }, party };
}

async function conditionOf(
  context: Context,
  { when, until }: ClaimRequest,
  payee: Payee,
  shown: HoldRequest['names'],
): Promise<{ condition: Claim['condition']; changes: readonly StorageChange[] }> {
  const now = ledgerTime(context);
  if (!Number.isSafeInteger(until) || until <= now) {
    stop('usage', 'bad-until', 'A claim ends in the future: say when, in ms since 1970.');
  }
  if (when !== undefined) return await readCondition(context, { when, until, shown }, now);
  if (payee.kind === 'identity') return { condition: null, changes: [] };
  return stop('usage', 'bad-claims', 'A claim for anyone needs a condition.');
}

/** Puts holds, and remembers in the same write as the transition them and what `more` says. */
export async function putPrepared(
  context: Context,
  chosen: string | undefined,
  prepared: readonly PreparedHold[],
  more: (placed: Place) => readonly StorageChange[],
): Promise<PutHold[]> {
  const country = ownCountry(context, chosen);
  const holds = prepared.map(({ terms }) => terms);
  const built = buildPut(context, country, { holds }, movedOut(holds));
  const { id } = built;
  const placed = { sequence: built.state.sequence, id };
  const changes = prepared.flatMap(({ terms, reference, changes: kept }, index) => {
    const record = { transition: id, sequence: placed.sequence, hold: index };
    const naming =
      reference === null ? [] : [storing(KEYS.reference(reference), referenceRecordCodec, record)];
    return [
      ...kept,
      ...naming,
      keepingHold(holdId(id, index), ownHold(context, terms, placed, index)),
    ];
  });
  const settled = await propose(context, 'device', {
    built,
    details: prepared.map(({ detail }) => detail),
    uploads: [],
    changes: [...changes, ...more(placed)],
  });
  if (settled.kind === 'refused') throw new Stop(refusalFailure(settled));
  const status = settled.kind === 'final' ? 'final' : 'pending';
  const commitment = toHex(commitmentOf(built.stateBytes));
  return prepared.map((_, index) => {
    return { status, hold: toHex(holdId(id, index)), id: toHex(id), commitment };
  });
}

function ownHold(context: Context, terms: Hold, placed: Place, index: number): KnownHold {
  return {
    terms,
    put: placed.id,
    index,
    owner: context.enrolment.identity,
    handle: null,
    shown: null,
    placed,
    rest: null,
    claim: null,
    gone: false,
    taking: null,
  };
}
