import type { Amount, Hash } from '@tallystick/protocol';
import { firstWord, HashIndex } from './hash-index.ts';

/** One claim of an open hold, as far as admission needs it; linked to the payee's other claims. */
export interface OpenClaim {
  readonly hold: OpenHold;
  readonly index: number;
  /** The slot of the payee's identity. */
  readonly payee: number;
  readonly country: string;
  readonly until: number;
  previous: OpenClaim;
  next: OpenClaim;
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
  readonly claims: readonly {
    readonly payee: number;
    readonly country: string;
    readonly until: number;
  }[];
  /** Its canonical record, which the state root hashes; see `holdRecordCodec`. */
  readonly record: Uint8Array;
}

export interface OpenHold extends Omit<NewHold, 'claims'> {
  /** Counts the holds of this ledger; never given twice. Ascending numbers are log order. */
  readonly number: number;
  readonly claims: readonly OpenClaim[];
  /** Where `Holds` keeps it while it is open. */
  readonly place: number;
  previousOwned: OpenHold;
  nextOwned: OpenHold;
}

/** The open holds of one owner. */
interface Owned {
  /** The oldest, which leads to all others. */
  first: OpenHold;
  /** How many claims they have together. */
  claims: number;
}

/** All open holds, by id, by who may claim them and by owner, each list in log order. */
export class Holds {
  readonly #open: (OpenHold | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #index: HashIndex;
  readonly #payable = new Map<number, OpenClaim>();
  readonly #owned = new Map<number, Owned>();
  #next = 0;
  #count = 0;
  #claims = 0;

  constructor() {
    this.#index = new HashIndex({
      equals: (place, key) => sameId((this.#open[place] as OpenHold).id, key),
      wordOf: (place) => firstWord((this.#open[place] as OpenHold).id),
    });
  }

  /** Open holds. */
  get count(): number {
    return this.#count;
  }

  /** Claims of all open holds. */
  get claims(): number {
    return this.#claims;
  }

  /** Claims of the open holds of one owner. */
  claimsOf(owner: number): number {
    return this.#owned.get(owner)?.claims ?? 0;
  }

  /** The number of the next hold. */
  get next(): number {
    return this.#next;
  }

  find(id: Hash): OpenHold | undefined {
    const place = this.#index.find(id);
    return place < 0 ? undefined : this.#open[place];
  }

  add(hold: NewHold, number: number = this.#next): OpenHold {
    if (number < this.#next) throw new RangeError(`hold ${number} after ${this.#next}`);
    this.#next = number + 1;
    const place = this.#free.pop() ?? this.#open.length;
    const claims: OpenClaim[] = [];
    const open = openHold(hold, number, place, claims);
    for (let index = 0; index < hold.claims.length; index += 1) {
      const { payee, country, until } = hold.claims[index] as NewHold['claims'][number];
      const claim = { hold: open, index, payee, country, until } as OpenClaim;
      claims.push(claim);
      this.#linkClaim(claim);
    }
    this.#linkOwned(open);
    this.#open[place] = open;
    this.#index.add(place);
    this.#count += 1;
    this.#claims += claims.length;
    return open;
  }

  /** Forgets a hold: everything in it has been paid or has returned. */
  remove(hold: OpenHold): void {
    const { place } = hold;
    if (this.#open[place] !== hold) throw new RangeError('not an open hold');
    this.#index.remove(place);
    this.#open[place] = undefined;
    this.#free.push(place);
    for (const claim of hold.claims) this.#unlinkClaim(claim);
    this.#unlinkOwned(hold);
    this.#count -= 1;
    this.#claims -= hold.claims.length;
  }

  /** The next hold of a ledger that has had `next` holds. */
  restoreNext(next: number): void {
    this.#next = Math.max(this.#next, next);
  }

  /** Every open hold, in no particular order. */
  *all(): Iterable<OpenHold> {
    for (const hold of this.#open) if (hold !== undefined) yield hold;
  }

  /** Open claims of one identity, in log order. */
  *payableTo(identity: number): Iterable<OpenClaim> {
    const first = this.#payable.get(identity);
    for (let claim = first; claim !== undefined;) {
      yield claim;
      claim = claim.next === first ? undefined : claim.next;
    }
  }

  /** Open holds of one owner, in log order. */
  *ownedBy(owner: number): Iterable<OpenHold> {
    const first = this.#owned.get(owner)?.first;
    for (let hold = first; hold !== undefined;) {
      yield hold;
      hold = hold.nextOwned === first ? undefined : hold.nextOwned;
    }
  }

  #linkClaim(claim: OpenClaim): void {
    const first = this.#payable.get(claim.payee);
    if (first === undefined) this.#payable.set(claim.payee, claim);
    claim.next = first ?? claim;
    claim.previous = first?.previous ?? claim;
    claim.previous.next = claim;
    claim.next.previous = claim;
  }

  #unlinkClaim(claim: OpenClaim): void {
    const { payee, previous, next } = claim;
    previous.next = next;
    next.previous = previous;
    if (this.#payable.get(payee) !== claim) return;
    if (next === claim) this.#payable.delete(payee);
    else this.#payable.set(payee, next);
  }

  #linkOwned(hold: OpenHold): void {
    const owned = this.#owned.get(hold.owner) ?? { first: hold, claims: 0 };
    if (owned.claims === 0) {
      this.#owned.set(hold.owner, owned);
      hold.previousOwned = hold;
    } else hold.previousOwned = owned.first.previousOwned;
    hold.nextOwned = owned.first;
    hold.previousOwned.nextOwned = hold;
    hold.nextOwned.previousOwned = hold;
    owned.claims += hold.claims.length;
  }

  #unlinkOwned(hold: OpenHold): void {
    const { owner, previousOwned, nextOwned } = hold;
    previousOwned.nextOwned = nextOwned;
    nextOwned.previousOwned = previousOwned;
    const owned = this.#owned.get(owner) as Owned;
    owned.claims -= hold.claims.length;
    if (nextOwned === hold) this.#owned.delete(owner);
    else if (owned.first === hold) owned.first = nextOwned;
  }
}

/** Its links are made right after. */
function openHold(hold: NewHold, number: number, place: number, claims: OpenClaim[]): OpenHold {
  const { id, put, currency, cap, paid, owner, putAt, closedMs, record } = hold;
  const fields = { id, put, currency, cap, paid, owner, putAt, closedMs, record };
  return { ...fields, number, place, claims } as unknown as OpenHold;
}

function sameId(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < 32; i += 1) if (a[i] !== b[i]) return false;
  return b.length === 32;
}
