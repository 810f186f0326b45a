import type { Amount, Hash, IdentityView } from '@tallystick/protocol';
import { arePausing, hasEnded, pausedBy } from '../governance/pauses.ts';
import { hasPassed } from '../header/header.ts';
import type { Totals } from './currencies.ts';
import type { ForkMark } from './forks.ts';
import type { HoldRecord } from './hold-record.ts';
import { termsOf } from './hold-terms.ts';
import { MARKS } from './hold-marks.ts';
import type { OpenHold, Wanted } from './holds.ts';
import { findHandle, findOwner, type LedgerState } from './state.ts';
import { type SupplyPoint, thinned } from './supply-history.ts';
import { identityAt } from './view.ts';

/**
 * What a node answers from: the state as it is in memory, which may be a batch ahead of the disk.
 */

/** A chain that is known. */
export interface ChainView {
  readonly kind: 'identity' | 'device' | 'treasury';
  readonly chain: Hash;
  /** The stateId of its head. */
  readonly head: Hash;
  readonly sequence: number;
  /** Whose it is; null for a treasury. */
  readonly identity: Hash | null;
  /** Of a device; 0 otherwise. */
  readonly ordinal: number;
  /** False for a revoked device. */
  readonly active: boolean;
  readonly balances: readonly { readonly currency: Hash; readonly amount: Amount }[];
}

/** An open hold, seen by whoever may take from it. */
export interface HoldView {
  /** Grows in log order: the cursor of lists. */
  readonly number: number;
  readonly id: Hash;
  /** The transition that put it. */
  readonly put: Hash;
  /** The claim to name in a taking; null for the owner. */
  readonly claim: number | null;
  /** What can be taken. */
  readonly amount: Amount;
  /** When the claim ends, or for the owner the last of all; closures come on top. */
  readonly until: number;
  readonly record: HoldRecord;
}

export function readIdentity(state: LedgerState, id: Hash): IdentityView | undefined {
  const slot = state.identities.find(id);
  return slot < 0 ? undefined : identityAt(state, slot);
}

/** The identity that has a handle, or has had it. */
export function readHandle(state: LedgerState, handle: string): Hash | undefined {
  const slot = findHandle(state, handle);
  return slot < 0 ? undefined : state.identities.id(slot);
}

export function readChain(state: LedgerState, chain: Hash): ChainView | undefined {
  const { devices, identities, currencies } = state;
  const slot = devices.find(chain);
  if (slot < 0) return readIdentityChain(state, chain);
  const owner = devices.owner(slot);
  return {
    kind: owner < 0 ? 'treasury' : 'device',
    chain: devices.id(slot),
    head: devices.head(slot),
    sequence: devices.sequence(slot),
    identity: owner < 0 ? null : identities.id(owner),
    ordinal: devices.ordinal(slot),
    active: devices.isActive(slot),
    balances: devices.balances(slot).map(({ currency, amount }) => ({
      currency: currencies.ids[currency] as Hash,
      amount,
    })),
  };
}

function readIdentityChain(state: LedgerState, chain: Hash): ChainView | undefined {
  const { identities } = state;
  const slot = identities.find(chain);
  if (slot < 0) return undefined;
  return {
    kind: 'identity',
    chain: identities.id(slot),
    head: identities.head(slot),
    sequence: identities.sequence(slot),
    identity: identities.id(slot),
    ordinal: 0,
    active: true,
    balances: [],
  };
}

/**
 * The holds that an identity can take from, after a cursor (-1 for the first), at most `limit`, in
 * log order. A hold stands there once, under the first of the identity's claims that has not ended.
 */
export function readReceivables(
  state: LedgerState,
  identity: Hash,
  after: number,
  limit: number,
): HoldView[] {
  const views: HoldView[] = [];
  const slot = state.identities.find(identity);
  let last = after;
  const isOpen = isOver(state, false);
  const wanted: Wanted = (number, until, closedMs, marks) =>
    number > last && (marks & MARKS.released) === 0 && isOpen(number, until, closedMs, marks);
  for (const { hold, index, until } of state.holds.payableTo(slot, wanted)) {
    if (views.length >= limit) break;
    if (!isPayable(state, hold, index)) continue;
    last = hold.number;
    views.push(viewOf(state, hold, index, until));
  }
  return views;
}

/** Open holds of an owner, an identity or a treasury's chain; see `readReceivables`. */
export function readOutstanding(
  state: LedgerState,
  owner: Hash,
  after: number,
  limit: number,
): HoldView[] {
  return owned(state, owner, after, limit, () => true);
}

/** Open holds of an owner that it may take back by now; see `readOutstanding`. */
export function readReturnables(
  state: LedgerState,
  owner: Hash,
  after: number,
  limit: number,
): HoldView[] {
  const isPast = isOver(state, true);
  const isFree: Wanted = (number, until, closedMs, marks) =>
    (marks & MARKS.short) === 0 &&
    ((marks & MARKS.released) !== 0 || isPast(number, until, closedMs, marks));
  return owned(state, owner, after, limit, isFree, (hold) => isReturnable(state, hold));
}

/** An open hold by its id, as its owner sees it. */
export function readHold(state: LedgerState, id: Hash): HoldView | undefined {
  const hold = state.holds.find(id);
  return hold === undefined ? undefined : viewOf(state, hold, null, lastUntil(hold));
}

/** An allowance whose cheques are not paid in full. */
export interface UncoveredView {
  /** The cursor of the list. */
  readonly number: number;
  readonly hold: Hash;
  readonly currency: Hash;
  readonly cap: Amount;
  /** What registered cheques are short of; 2^63 − 1 stands for that and more. */
  readonly unpaid: Amount;
}

/** At most `limit` of them after a cursor (-1 for the first), in log order. */
export function readUncovered(state: LedgerState, after: number, limit: number): UncoveredView[] {
  return state.holds.short(after, limit).map((hold) => {
    const { record } = termsOf(state, hold);
    const { currency, cap, progress } = record;
    return { number: hold.number, hold: hold.id, currency, cap, unpaid: progress?.unpaid ?? 0n };
  });
}

/** The holds on which a writer has signed a fork, in log order. */
export function readForks(state: LedgerState): readonly ForkMark[] {
  return state.forks.marks;
}

/** The totals of every currency of the constitution, in its order. */
export function readSupply(state: LedgerState): (Readonly<Totals> & { readonly currency: Hash })[] {
  return state.currencies.totals.map((totals, number) => ({
    ...totals,
    currency: state.currencies.ids[number] as Hash,
  }));
}

/** How much of a currency there has been, oldest first, at most `most` points (2 or more); see `SupplyHistory`. */
export function readSupplyHistory(
  state: LedgerState,
  number: number,
  most: number,
): readonly SupplyPoint[] {
  return thinned(state.supplyHistory.points(number), most);
}

function owned(
  state: LedgerState,
  owner: Hash,
  after: number,
  limit: number,
  wanted: Wanted,
  isShown: (hold: OpenHold) => boolean = () => true,
): HoldView[] {
  const slot = findOwner(state, owner);
  if (slot === undefined) return [];
  const views: HoldView[] = [];
  const next: Wanted = (number, ...ends) => number > after && wanted(number, ...ends);
  for (const hold of state.holds.ownedBy(slot, next)) {
    if (views.length >= limit) break;
    if (isShown(hold)) views.push(viewOf(state, hold, null, lastUntil(hold)));
  }
  return views;
}

function viewOf(state: LedgerState, hold: OpenHold, claim: number | null, until: number): HoldView {
  const { number, id, put, cap, paid } = hold;
  const { record } = termsOf(state, hold);
  return { number, id, put, claim, amount: cap - paid, until, record };
}

function lastUntil(hold: OpenHold): number {
  return Math.max(...hold.claims.map(({ until }) => until));
}

/** Whether a payee can take under a claim by the newest header: it has not ended, and is not paused. */
function isPayable(state: LedgerState, hold: OpenHold, index: number): boolean {
  const { header } = state;
  const claim = hold.claims[index];
  if (header === null || claim === undefined || !arePausing(state)) return true;
  const isPaused = pausedBy(state, claim.payee, hold, header.time) !== undefined;
  return !isPaused && !hasEnded(state, claim, hold, header);
}

/** Whether an owner can take a hold back, as far as clocks go. */
function isReturnable(state: LedgerState, hold: OpenHold): boolean {
  const { header } = state;
  if (header === null || !arePausing(state) || (hold.marks & MARKS.released) !== 0) return true;
  return hold.claims.every((claim) => hasEnded(state, claim, hold, header));
}

/** Those whose end has passed by the newest header, or those whose end has not. */
function isOver(state: LedgerState, over: boolean): Wanted {
  const { header } = state;
  // Who knows whose clock has stood still: such holds are looked at one by one.
  if (arePausing(state)) return () => true;
  return (_, until, closedMs) => (header !== null && hasPassed(until, closedMs, header)) === over;
}
