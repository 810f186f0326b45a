import type { Amount, Hash } from '@tallystick/protocol';
import { HashIndex } from './hash-index.ts';
import { ANYONE, MARKS } from './hold-marks.ts';
import { keyEquals, PackedTable } from './packed-table.ts';
import { link, type Links, unlink } from './rings.ts';

/** Where an open hold's fields stand in its record; its id is the key. */
const AT = {
  put: 32,
  value: 64,
  number: 96,
  cap: 104,
  paid: 112,
  putAt: 120,
  closedMs: 128,
  owner: 136,
  currency: 140,
  nextOwned: 144,
  previousOwned: 148,
  claim: 152,
  marks: 156,
} as const;
const HOLD_BYTES = 160;
/** Where a claim's fields stand in its record. */
const CLAIM = {
  until: 0,
  hold: 8,
  payee: 12,
  next: 16,
  previous: 20,
  index: 24,
  nextOfHold: 28,
  country: 32,
} as const;
const CLAIM_BYTES = 40;
const HASH_BYTES = 32;
const NONE = -1;

/** One claim of a hold, as far as admission needs it. */
export interface HoldClaim {
  /** The slot of the payee's identity, or `ANYONE`. */
  readonly payee: number;
  readonly country: string;
  readonly until: number;
}

/** What a hold is made from. */
export interface NewHold {
  readonly id: Hash;
  /** The transition that put it. */
  readonly put: Hash;
  /** The constitution's index. */
  readonly currency: number;
  readonly cap: Amount;
  readonly paid: Amount;
  /** The slot of the identity, or -1 - currency for a treasury. */
  readonly owner: number;
  /** Time of the header it was put under, and the sum of the closures up to then. */
  readonly putAt: number;
  readonly closedMs: number;
  readonly claims: readonly HoldClaim[];
  /** See `MARKS`. */
  readonly marks: number;
  /** `H_record` of its record, which is what the state root says of it. */
  readonly value: Hash;
}

/** An open hold as it is now: a copy, which does not follow later changes. */
export interface OpenHold extends NewHold {
  /** Counts the holds of this ledger; never given twice. Ascending numbers are log order. */
  readonly number: number;
  /** Where `Holds` keeps it while it is open. */
  readonly place: number;
}

/** What taking an open hold needs of it: all that is no hash of 32 bytes but its id. */
export type HoldToTake = Omit<OpenHold, 'put' | 'value'>;

/** An open claim of one identity. */
export interface OpenClaim extends HoldClaim {
  readonly hold: OpenHold;
  /** The number of the claim in its hold. */
  readonly index: number;
}

/** What changes of a hold while it is open. */
export type HoldChange = Pick<NewHold, 'cap' | 'paid' | 'marks' | 'value'>;

/**
 * Whether a hold, or one claim of it, is wanted: by the hold's number, when it ends, the closures
 * up to its put, and its marks. Asked before anything is copied: a list may be long, and a page of
 * it short.
 */
export type Wanted = (number: number, until: number, closedMs: number, marks: number) => boolean;

/**
 * All open holds: packed, as accounts are, with their claims in a table of their own. They are
 * found by id, by who may claim them and by owner; the latter two are rings through the records, in
 * log order.
 */
export class Holds {
  readonly #holds = new PackedTable(HOLD_BYTES);
  readonly #claims = new PackedTable(CLAIM_BYTES);
  readonly #freeHolds: number[] = [];
  readonly #freeClaims: number[] = [];
  readonly #index: HashIndex;
  /** The first claim of each identity that has any. */
  readonly #payable = new Map<number, number>();
  /** The first hold of each owner that has any. */
  readonly #owned = new Map<number, number>();
  /** How many claims the holds of each owner have together. */
  readonly #claimsOwned = new Map<number, number>();
  /** The places of those that are `short`: there are few, and they are public. */
  readonly #short = new Set<number>();
  #next = 0;
  #count = 0;
  #claimCount = 0;

  constructor() {
    this.#index = new HashIndex({
      equals: (place, key) => keyEquals(this.#holds, place, key),
      wordOf: (place) => this.#holds.getWord(place, 0),
    });
  }

  /** Open holds. */
  get count(): number {
    return this.#count;
  }

  /** Claims of all open holds. */
  get claims(): number {
    return this.#claimCount;
  }

  /** Claims of the open holds of one owner. */
  claimsOf(owner: number): number {
    return this.#claimsOwned.get(owner) ?? 0;
  }

  /** The number of the next hold. */
  get next(): number {
    return this.#next;
  }

  find(id: Hash): OpenHold | undefined {
    const place = this.#index.find(id);
    return place < 0 ? undefined : this.at(place);
  }

  /** As `find`. Whoever takes asks this for each hold, and a copied hash takes 250 bytes. */
  findToTake(id: Hash): HoldToTake | undefined {
    const place = this.#index.find(id);
    return place < 0 ? undefined : this.#toTake(place, id);
  }

  /** The hold in a place that has one. */
  at(place: number): OpenHold {
    const put = this.#holds.getBytes(place, AT.put, HASH_BYTES);
    return { ...this.#toTake(place, this.id(place)), put, value: this.value(place) };
  }

  #toTake(place: number, id: Hash): HoldToTake {
    const holds = this.#holds;
    return {
      place,
      id,
      number: holds.getDouble(place, AT.number),
      cap: holds.getAmount(place, AT.cap),
      paid: holds.getAmount(place, AT.paid),
      putAt: holds.getDouble(place, AT.putAt),
      closedMs: holds.getDouble(place, AT.closedMs),
      owner: holds.getWord(place, AT.owner),
      currency: holds.getWord(place, AT.currency),
      claims: this.#claimsAt(place),
      marks: holds.getWord(place, AT.marks),
    };
  }

  id(place: number): Hash {
    return this.#holds.getBytes(place, 0, HASH_BYTES);
  }

  value(place: number): Hash {
    return this.#holds.getBytes(place, AT.value, HASH_BYTES);
  }

  /** Adds a hold and answers its number, which is the next one or, when restoring, a later one. */
  add(hold: NewHold, number: number = this.#next): number {
    if (number < this.#next) throw new RangeError(`hold ${number} after ${this.#next}`);
    this.#next = number + 1;
    const place = this.#freeHolds.pop() ?? this.#holds.add();
    const holds = this.#holds;
    holds.setBytes(place, 0, hold.id);
    holds.setBytes(place, AT.put, hold.put);
    holds.setBytes(place, AT.value, hold.value);
    holds.setDouble(place, AT.number, number);
    holds.setAmount(place, AT.cap, hold.cap);
    holds.setAmount(place, AT.paid, hold.paid);
    holds.setDouble(place, AT.putAt, hold.putAt);
    holds.setDouble(place, AT.closedMs, hold.closedMs);
    holds.setWord(place, AT.owner, hold.owner);
    holds.setWord(place, AT.currency, hold.currency);
    this.#setMarks(place, hold.marks);
    this.#addClaims(place, hold.claims);
    this.#linkOwned(place, hold.owner);
    this.#index.add(place);
    this.#count += 1;
    this.#countClaims(hold.owner, hold.claims.length);
    return number;
  }

  /** Changes an open hold. */
  change({ id, place }: OpenHold, { cap, paid, marks, value }: HoldChange): void {
    if (this.#index.find(id) !== place) throw new RangeError('not an open hold');
    const holds = this.#holds;
    holds.setAmount(place, AT.cap, cap);
    holds.setAmount(place, AT.paid, paid);
    this.#setMarks(place, marks);
    holds.setBytes(place, AT.value, value);
  }

  /** Holds after a number whose cheques are not paid in full, in log order. */
  short(after: number, limit: number): OpenHold[] {
    const numberOf = (place: number): number => this.#holds.getDouble(place, AT.number);
    const later = [...this.#short].filter((place) => numberOf(place) > after);
    later.sort((a, b) => numberOf(a) - numberOf(b));
    return later.slice(0, limit).map((place) => this.at(place));
  }

  #setMarks(place: number, marks: number): void {
    this.#holds.setWord(place, AT.marks, marks);
    if ((marks & MARKS.short) !== 0) this.#short.add(place);
    else if (this.#short.size > 0) this.#short.delete(place);
  }

  /** Where an open hold is kept; -1 when none of this id is open. */
  placeOf(id: Hash): number {
    return this.#index.find(id);
  }

  /** The marks of the hold in a place that has one. */
  marks(place: number): number {
    return this.#holds.getWord(place, AT.marks);
  }

  /** Forgets a hold: everything in it has been paid or has returned. */
  remove(hold: HoldToTake): void {
    const { place } = hold;
    if (this.#index.find(hold.id) !== place) throw new RangeError('not an open hold');
    this.#index.remove(place);
    let claim = this.#holds.getWord(place, AT.claim);
    while (claim !== NONE) {
      this.#unlinkClaim(claim);
      this.#freeClaims.push(claim);
      claim = this.#claims.getWord(claim, CLAIM.nextOfHold);
    }
    this.#unlinkOwned(place, hold.owner);
    this.#freeHolds.push(place);
    this.#count -= 1;
    this.#countClaims(hold.owner, -hold.claims.length);
  }

  /** The next hold of a ledger that has had `next` holds. */
  restoreNext(next: number): void {
    this.#next = Math.max(this.#next, next);
  }

  /** The places of all open holds, by owner. */
  places(): number[] {
    const places: number[] = [];
    for (const first of this.#owned.values()) {
      // One by one: a treasury has more holds than a call takes arguments.
      for (const place of this.#ring(first)) places.push(place);
    }
    return places;
  }

  /** Every open hold, in no particular order. */
  *all(): Iterable<OpenHold> {
    for (const place of this.places()) yield this.at(place);
  }

  /** Open claims of one identity that are wanted, in log order. */
  *payableTo(identity: number, wanted: Wanted = () => true): Iterable<OpenClaim> {
    const first = this.#payable.get(identity);
    for (let claim = first; claim !== undefined;) {
      const place = this.#claims.getWord(claim, CLAIM.hold);
      if (this.#isWanted(place, this.#claims.getDouble(claim, CLAIM.until), wanted)) {
        const index = this.#claims.getWord(claim, CLAIM.index);
        yield { ...this.#claimAt(claim), hold: this.at(place), index };
      }
      const next = this.#claims.getWord(claim, CLAIM.next);
      claim = next === first ? undefined : next;
    }
  }

  /** Open holds of one owner that are wanted, in log order; their end is that of the last claim. */
  *ownedBy(owner: number, wanted: Wanted = () => true): Iterable<OpenHold> {
    const first = this.#owned.get(owner);
    if (first === undefined) return;
    for (const place of this.#ring(first)) {
      if (this.#isWanted(place, this.#lastUntil(place), wanted)) yield this.at(place);
    }
  }

  #isWanted(place: number, until: number, wanted: Wanted): boolean {
    const number = this.#holds.getDouble(place, AT.number);
    const marks = this.#holds.getWord(place, AT.marks);
    return wanted(number, until, this.#holds.getDouble(place, AT.closedMs), marks);
  }

  #lastUntil(place: number): number {
    let last = 0;
    let claim = this.#holds.getWord(place, AT.claim);
    for (; claim !== NONE; claim = this.#claims.getWord(claim, CLAIM.nextOfHold)) {
      last = Math.max(last, this.#claims.getDouble(claim, CLAIM.until));
    }
    return last;
  }

  *#ring(first: number): Iterable<number> {
    let place = first;
    do {
      yield place;
      place = this.#holds.getWord(place, AT.nextOwned);
    } while (place !== first);
  }

  #countClaims(owner: number, change: number): void {
    const claims = this.claimsOf(owner) + change;
    if (claims === 0) this.#claimsOwned.delete(owner);
    else this.#claimsOwned.set(owner, claims);
    this.#claimCount += change;
  }

  #claimsAt(place: number): HoldClaim[] {
    const claims: HoldClaim[] = [];
    let claim = this.#holds.getWord(place, AT.claim);
    for (; claim !== NONE; claim = this.#claims.getWord(claim, CLAIM.nextOfHold)) {
      claims.push(this.#claimAt(claim));
    }
    return claims;
  }

  #claimAt(claim: number): HoldClaim {
    return {
      payee: this.#claims.getWord(claim, CLAIM.payee),
      country: String.fromCharCode(
        this.#claims.getByte(claim, CLAIM.country),
        this.#claims.getByte(claim, CLAIM.country + 1),
      ),
      until: this.#claims.getDouble(claim, CLAIM.until),
    };
  }

  #addClaims(place: number, claims: readonly HoldClaim[]): void {
    let before = NONE;
    this.#holds.setWord(place, AT.claim, NONE);
    for (let index = 0; index < claims.length; index += 1) {
      const { payee, country, until } = claims[index] as HoldClaim;
      const claim = this.#freeClaims.pop() ?? this.#claims.add();
      this.#claims.setDouble(claim, CLAIM.until, until);
      this.#claims.setWord(claim, CLAIM.hold, place);
      this.#claims.setWord(claim, CLAIM.payee, payee);
      this.#claims.setWord(claim, CLAIM.index, index);
      this.#claims.setWord(claim, CLAIM.nextOfHold, NONE);
      this.#claims.setByte(claim, CLAIM.country, country.charCodeAt(0));
      this.#claims.setByte(claim, CLAIM.country + 1, country.charCodeAt(1));
      if (before === NONE) this.#holds.setWord(place, AT.claim, claim);
      else this.#claims.setWord(before, CLAIM.nextOfHold, claim);
      before = claim;
      if (payee !== ANYONE) link(this.#claims, CLAIM, this.#payable, payee, claim);
    }
  }

  #unlinkClaim(claim: number): void {
    const payee = this.#claims.getWord(claim, CLAIM.payee);
    if (payee !== ANYONE) unlink(this.#claims, CLAIM, this.#payable, payee, claim);
  }

  #linkOwned(place: number, owner: number): void {
    link(this.#holds, OWNED, this.#owned, owner, place);
  }

  #unlinkOwned(place: number, owner: number): void {
    unlink(this.#holds, OWNED, this.#owned, owner, place);
  }
}

const OWNED: Links = { next: AT.nextOwned, previous: AT.previousOwned };
