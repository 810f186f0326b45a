import {
  type Amount,
  type Claim,
  type Condition,
  type CryptoProvider,
  type Hash,
  type Hold,
  type Key,
  type Meter,
  RETURNED,
  type Taking,
  toHex,
} from '@tallystick/protocol';
import { isMet } from './condition-book.ts';
import { type CheckedAct, readCheque, readVoucher } from './read-evidence.ts';
import { demand, Violation } from './violation.ts';

/** One claim of a hold. */
interface ClaimBook {
  /** The identity that it names, in hexadecimal; empty when it is for anyone within bounds. */
  readonly payee: string;
  readonly until: number;
  readonly meter: Meter;
  /** Null where it is collateral or cover: then {@link guards} says what it waits for. */
  readonly condition: Condition | null;
  /** The allowance whose fork it waits for, in hexadecimal. */
  readonly guards: string | null;
}

/** A cheque that was presented. */
interface RegisteredCheque {
  readonly id: Hash;
  readonly previous: Hash;
  readonly sequence: number;
  /** The identity that it names, in hexadecimal. */
  readonly payee: string;
  readonly amount: Amount;
  /** What it says that was given by then. */
  readonly total: Amount;
  paid: Amount;
}

/** One open hold. */
export interface HoldBook {
  readonly id: Hash;
  readonly put: Hash;
  readonly currency: Hash;
  cap: Amount;
  paid: Amount;
  /** What of that went back to its owner. */
  returned: Amount;
  readonly owner: string;
  /** Who signs acts on it; null where nobody does. */
  readonly writer: Key | null;
  readonly claims: readonly ClaimBook[];
  readonly closedMs: number;
  /** The header's time when it was put, ms since 1970. */
  readonly putAt: number;
  /** Claims that their payee has released. */
  readonly released: Set<number>;
  readonly cheques: Map<string, RegisteredCheque>;
  /** By claim: what was taken under it. */
  readonly taken: Map<number, Amount>;
  /** When it was closed, by the ledger's time, and under which claim; {@link RETURNED} where its rest returned. */
  closed: { readonly time: number; readonly under: number } | undefined;
  /** Two presented cheques contradict each other, or somebody proved that two acts do. */
  isForked: boolean;
}

/** Of a payee who may be kept from being paid, in hexadecimal, under the newest header. */
export interface Pauses {
  isPaused(payee: string, hold: HoldBook): boolean;
  /** How long a claim's clock stood still besides closures; ms. */
  pausedMs(payee: string, hold: HoldBook): number;
}

/** Where nobody is. */
export const NO_PAUSES: Pauses = { isPaused: () => false, pausedMs: () => 0 };

/** What takings are judged by. */
export interface HoldScene {
  readonly crypto: CryptoProvider;
  readonly sovereign: Hash;
  readonly find: (hold: string) => HoldBook | undefined;
  readonly open: () => Iterable<HoldBook>;
  readonly hasPassed: (until: number, hold: HoldBook) => boolean;
  readonly pauses: () => Pauses;
  /** Of the newest header. */
  readonly time: () => number;
  /** Whether a hold is marked. */
  readonly isForked: (hold: string) => boolean;
  /** Under which claim a hold on some sovereign's log was closed; all in hexadecimal. */
  readonly closedUnder: (sovereign: string, hold: string) => number | undefined;
}

/** What a put sets aside. */
export function bookOf(
  hold: Hold,
  place: Pick<HoldBook, 'id' | 'put' | 'owner' | 'closedMs' | 'putAt'> & {
    readonly putter: Key | null;
  },
): HoldBook {
  const { putter, ...where } = place;
  const { writer } = hold;
  return {
    ...where,
    currency: hold.currency,
    cap: hold.cap,
    paid: 0n,
    returned: 0n,
    writer: writer.kind === 'key' ? writer.key : writer.kind === 'putter' ? putter : null,
    claims: hold.claims.map(claimBook),
    released: new Set(),
    cheques: new Map(),
    taken: new Map(),
    closed: undefined,
    isForked: false,
  };
}

function claimBook({ payee, until, meter, condition }: Claim): ClaimBook {
  const isGuard = meter.kind === 'cheque' && condition?.kind === 'fork';
  return {
    payee: payee.kind === 'identity' ? toHex(payee.identity) : '',
    until,
    meter,
    condition: isGuard ? null : condition,
    guards: isGuard ? toHex(condition.hold) : null,
  };
}

/** What is still in it. */
export function restOf({ cap, paid }: HoldBook): Amount {
  return cap - paid;
}

/** What presented cheques are short of, all together. */
export function shortOf({ cheques }: HoldBook): Amount {
  let short = 0n;
  for (const { amount, paid } of cheques.values()) short += amount - paid;
  return short;
}

/** An allowance is kept as the register of its cheques even when nothing is left in it. */
function isAllowance({ claims }: HoldBook): boolean {
  return claims.some(({ meter, guards }) => meter.kind === 'cheque' && guards === null);
}

/** Judges one taking by an identity or a treasury, and books it. True when the hold is closed by it. */
export function bookTaking(
  scene: HoldScene,
  hold: HoldBook,
  taking: Taking,
  taker: string,
): boolean {
  const { claim: number, amount } = taking;
  if (number === null) takeBack(scene, hold, taking, taker);
  else {
    takeClaim(scene, hold, { taking, taker, number });
    hold.paid += amount;
    hold.taken.set(number, (hold.taken.get(number) ?? 0n) + amount);
  }
  demand(hold.paid <= hold.cap, 'conservation', () => `${toHex(hold.id)} pays more than it has`);
  const isClosed = number === null || (hold.paid === hold.cap && !isAllowance(hold));
  if (isClosed) hold.closed = { time: scene.time(), under: number ?? RETURNED };
  return isClosed;
}

function takeBack(scene: HoldScene, hold: HoldBook, { amount }: Taking, taker: string): void {
  const name = toHex(hold.id);
  const isOver = hold.claims.every((claim, at) => hasEnded(scene, hold, claim, at));
  demand(isOver, 'a claim keeps its time', () => `${name} is returned too early`);
  demand(hold.owner === taker, 'only the payee takes', () => `return of ${name}`);
  demand(shortOf(hold) === 0n, 'what is uncovered stays in sight', () => `${name} returned`);
  isExactly(name, amount, restOf(hold));
  hold.paid = hold.cap;
  hold.returned = amount;
}

function takeClaim(
  scene: HoldScene,
  hold: HoldBook,
  { taking, taker, number }: { taking: Taking; taker: string; number: number },
): void {
  const name = toHex(hold.id);
  const claim = hold.claims[number];
  if (claim === undefined) throw new Violation('only the payee takes', `no claim ${number}`);
  const isPayee = claim.payee === taker || claim.payee === '';
  demand(isPayee, 'only the payee takes', () => `claim of ${name}`);
  const isOpen = !hasEnded(scene, hold, claim, number);
  demand(isOpen, 'a claim keeps its time', () => `${name} is taken too late`);
  const isPaused = scene.pauses().isPaused(claim.payee, hold);
  demand(!isPaused, 'a paused payout waits', () => `claim ${number} of ${name}`);
  const isAgreed = claim.condition === null || isMet(scene, hold, claim.condition, taking);
  demand(isAgreed, 'only what was agreed is taken', () => `claim ${number} of ${name}`);
  switch (claim.meter.kind) {
    case 'all':
      return isExactly(name, taking.amount, restOf(hold));
    case 'voucher':
    case 'ticks':
      return takeVoucher(scene, hold, taking, number);
    case 'cheque':
      return takeCheque(scene, hold, claim, { taking, taker });
    case 'schedule': {
      const due = earnedOf(claim.meter, hold, scene.time()) - hold.paid;
      const isDue = taking.amount >= 1n && taking.amount <= due;
      return demand(isDue, 'only what was agreed is taken', () => `${taking.amount} of ${due}`);
    }
    case 'price':
      throw new Violation('only what was signed is paid', `a meter ${claim.meter.kind}`);
  }
}

/** What a schedule has earned at a time: an amount for every period that has begun (protocol.md section 4). */
export function earnedOf(
  { amount, periodMs, firstAt, periods }: Extract<Meter, { kind: 'schedule' }>,
  { cap }: Pick<HoldBook, 'cap'>,
  time: number,
): Amount {
  let earned = 0n;
  for (let period = 0; period < periods && firstAt + period * periodMs <= time; period++) {
    earned += amount;
  }
  return earned < cap ? earned : cap;
}

/** Whether a claim's window has passed, or its payee has released it. */
export function hasEnded(
  scene: Pick<HoldScene, 'hasPassed' | 'pauses'>,
  hold: HoldBook,
  { until, payee }: ClaimBook,
  at: number,
): boolean {
  if (hold.released.has(at)) return true;
  // Most never pass, and then nobody need ask how long they stood still.
  return (
    scene.hasPassed(until, hold) &&
    scene.hasPassed(until + scene.pauses().pausedMs(payee, hold), hold)
  );
}

function isExactly(name: string, amount: Amount, due: Amount): void {
  demand(amount === due, 'conservation', () => `${amount} taken of ${due} in ${name}`);
}

/** Of a tab the highest act that its writer signed is worth its total, with the ticks beside it, and no more whoever shows how many. */
function takeVoucher(scene: HoldScene, hold: HoldBook, taking: Taking, claim: number): void {
  const meter = hold.claims[claim]?.meter ?? { kind: 'voucher' };
  const { total, release } = readVoucher(scene, hold, taking, meter);
  const isSigned = hold.paid + taking.amount <= total || (release && taking.amount === 0n);
  demand(isSigned, 'only what was signed is paid', () => {
    return `${toHex(hold.id)}: ${taking.amount} after ${hold.paid}, and ${total} was signed`;
  });
  if (release) hold.released.add(claim);
}

/** A cheque is paid once: by its allowance, then by what guards that, together at most what it says. */
function takeCheque(
  scene: HoldScene,
  hold: HoldBook,
  { guards, meter }: ClaimBook,
  { taking, taker }: { readonly taking: Taking; readonly taker: string },
): void {
  const allowance = guards === null ? hold : scene.find(guards);
  if (allowance === undefined) throw new Violation('only what was signed is paid', 'no allowance');
  const { act, payee } = readCheque(scene, allowance, taking);
  demand(payee === taker, 'only the payee takes', () => `a cheque of ${toHex(allowance.id)}`);
  const most = meter.kind === 'cheque' ? meter.perCheque : 0n;
  demand(act.act.amount <= most, 'only what was signed is paid', () => 'a cheque is too large');
  const isDue = guards === null || allowance.isForked;
  demand(isDue, 'collateral pays only what is short', () => toHex(hold.id));
  if (isCover(scene, hold)) paysLast(scene, hold, allowance);
  const cheque =
    guards === null ? present(allowance, act, payee) : allowance.cheques.get(toHex(act.id));
  if (cheque === undefined) throw new Violation('only what was signed is paid', 'not presented');
  const unpaid = cheque.amount - cheque.paid;
  const rest = restOf(hold);
  isExactly(toHex(hold.id), taking.amount, unpaid < rest ? unpaid : rest);
  cheque.paid += taking.amount;
  const isProven = allowance.isForked || shortOf(allowance) === 0n;
  demand(isProven, 'what is short is proven', () => `${toHex(allowance.id)} is short`);
}

/** Whether somebody gave it for another's allowance. */
export function isCover(scene: Pick<HoldScene, 'find'>, { claims, owner }: HoldBook): boolean {
  const guarded = claims.map(({ guards }) => (guards === null ? undefined : scene.find(guards)));
  return guarded.some((allowance) => allowance !== undefined && allowance.owner !== owner);
}

/** Every payee's wallet takes what is the payer's first: the allowance, then its collateral. */
function paysLast(scene: HoldScene, hold: HoldBook, allowance: HoldBook): void {
  const name = toHex(allowance.id);
  let left = restOf(allowance);
  for (const other of scene.open()) {
    const [claim] = other.claims;
    const isCollateral = claim?.guards === name && other.owner === allowance.owner;
    if (isCollateral && !scene.hasPassed(claim.until, other)) left += restOf(other);
  }
  demand(left === 0n, 'cover pays last', () => `${toHex(hold.id)}, and ${left} is the payer's`);
}

function present(
  allowance: HoldBook,
  { id, state, act }: CheckedAct,
  payee: string,
): RegisteredCheque {
  const name = toHex(id);
  const known = allowance.cheques.get(name);
  if (known !== undefined) return known;
  const { previous, sequence } = state;
  const { amount, total } = act;
  const cheque: RegisteredCheque = { id, previous, sequence, payee, amount, total, paid: 0n };
  for (const other of allowance.cheques.values()) {
    allowance.isForked ||= contradict(other, cheque) || contradict(cheque, other);
  }
  allowance.cheques.set(name, cheque);
  return cheque;
}

/**
 * Two of one place, the second of two neighbours that does not go on from the first, or a later one whose total leaves out
 * what the earlier one gave.
 */
function contradict(first: RegisteredCheque, second: RegisteredCheque): boolean {
  if (first.sequence === second.sequence) return true;
  if (first.sequence < second.sequence && second.total < first.total + second.amount) return true;
  return second.sequence === first.sequence + 1 && toHex(second.previous) !== toHex(first.id);
}
