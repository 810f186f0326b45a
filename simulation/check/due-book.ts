import { type Amount, type Condition, toHex } from '@tallystick/protocol';
import type { Books } from './books.ts';
import { earnedOf, hasEnded, type HoldBook, restOf } from './hold-book.ts';
import { demand } from './violation.ts';

/** Syncs that reach the ledger in time, apart from one another, until what is due has to be paid. */
const CHANCES = 3;
/** A refused transition keeps its place for hours. */
const APART_MS = 4 * 3_600_000;

/** Somebody who claims. */
export interface Beneficiary {
  readonly name: string;
  /** Of its identity, in hexadecimal. */
  readonly identity: string;
  /** What it was shown: `preimage HASH`, `attested STATEMENT`, `signed HOLD CLAIM KEY`, all in hexadecimal. */
  readonly words: ReadonlySet<string>;
}

/** What somebody should have of one claim by now. */
interface Due {
  readonly target: Amount;
  chances: number;
  /** Looks that began before do not count. */
  next: number;
}

/**
 * Holds the ledger and the wallets to what DESIGN section 2 says of commitments, vaults and streams: whoever can reach the ledger
 * in time gets what is due.
 */
export class DueBook {
  readonly #books: Books;
  readonly #now: () => number;
  readonly #dues = new Map<string, Due>();
  /** By hold: what ticks and acts gave its payee that it said to have stored. */
  readonly #streamed = new Map<string, Amount>();

  constructor(books: Books, now: () => number) {
    this.#books = books;
    this.#now = now;
  }

  /** A payee has stored that a tab gives it so much in all. */
  gives(hold: string, total: Amount): void {
    if (total > (this.#streamed.get(hold) ?? 0n)) this.#streamed.set(hold, total);
  }

  /** Somebody has been in step with the ledger from then until now, and took all that its wallet said it could. */
  looked(who: Beneficiary, since: number): void {
    for (const [name, hold] of this.#books.holds) {
      for (const [at, claim] of hold.claims.entries()) {
        if (claim.payee !== who.identity || hasEnded(this.#books, hold, claim, at)) continue;
        this.#chance(who, { name, hold, at }, since);
      }
    }
  }

  /** How often somebody could have taken what waits for it there. */
  chancesOf({ name }: Pick<Beneficiary, 'name'>, hold: string, claim: number): number {
    return this.#dues.get(`${name} ${hold} ${claim}`)?.chances ?? 0;
  }

  #chance(
    who: Beneficiary,
    { name, hold, at }: { readonly name: string; readonly hold: HoldBook; readonly at: number },
    since: number,
  ): void {
    const key = `${who.name} ${name} ${at}`;
    const target = this.#targetOf(who, name, hold, at);
    const due = this.#dues.get(key);
    if (target === undefined || (due !== undefined && hold.paid >= due.target)) {
      this.#dues.delete(key);
      return;
    }
    if (due === undefined) {
      if (hold.paid < target) this.#dues.set(key, { target, chances: 0, next: this.#now() });
      return;
    }
    if (since < due.next) return;
    due.chances += 1;
    due.next = this.#now() + APART_MS;
    const isStream = hold.claims[at]?.meter.kind === 'voucher';
    const rule = isStream ? 'a stream loses only what was not stored' : 'what is due is paid';
    demand(due.chances <= CHANCES, rule, () => {
      return `${who.name} has ${hold.paid} of ${due.target} under claim ${at} of ${name}`;
    });
  }

  /** What should have been paid of a hold once this claim of it is taken; undefined where that cannot be known to be true. */
  #targetOf(who: Beneficiary, name: string, hold: HoldBook, at: number): Amount | undefined {
    const claim = hold.claims[at];
    const { header } = this.#books;
    if (claim === undefined || header === undefined) return undefined;
    const { condition, meter } = claim;
    const place = `${name} ${at}`;
    if (condition !== null && !this.#isReady(who, hold, condition, place)) return undefined;
    if (meter.kind === 'schedule') return earnedOf(meter, hold, header.time);
    if (meter.kind === 'all') return hold.paid + restOf(hold);
    return meter.kind === 'voucher' ? this.#streamed.get(name) : undefined;
  }

  #isReady(who: Beneficiary, hold: HoldBook, condition: Condition, place: string): boolean {
    switch (condition.kind) {
      case 'after':
        return (this.#books.header?.time ?? 0) >= condition.time;
      case 'before':
        return !this.#books.hasPassed(condition.time, hold);
      case 'some': {
        const { conditions, threshold } = condition;
        return conditions.filter((one) => this.#isReady(who, hold, one, place)).length >= threshold;
      }
      case 'signed': {
        const words = condition.keys.map((key) => `signed ${place} ${toHex(key.publicKey)}`);
        return words.filter((word) => who.words.has(word)).length >= condition.threshold;
      }
      case 'preimage':
        return who.words.has(`preimage ${toHex(condition.hash)}`);
      case 'attested':
        return who.words.has(`attested ${toHex(condition.statement)}`);
      case 'admitted':
      case 'fork':
        return false;
    }
  }
}
