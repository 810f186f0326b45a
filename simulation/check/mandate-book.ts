import { decodeAddress, parseAmount, toHex } from '@tallystick/protocol';
import type { MandateView } from '@tallystick/wallet';
import type { Books } from './books.ts';
import type { HoldBook } from './hold-book.ts';
import { demand } from './violation.ts';

/** A wallet's own clock is believed so far as it is not further off than this: a heartbeat, and a minute. */
const BELIEVED_MS = 3_660_000;

/** Whose mandate it is. */
interface Giver {
  readonly name: string;
  /** In hexadecimal. */
  readonly identity: string;
}

interface Given {
  readonly giver: Giver;
  readonly view: MandateView & { readonly ahead: number };
  /** In hexadecimal. */
  readonly payee: string;
  /** When its owner was told that nothing more is set aside, in ms since the world began. */
  stoppedAt: number | undefined;
  /** By the first period: the hold that pays it. */
  readonly funded: Map<number, string>;
}

/** Compares what mandates set aside with what was agreed: each period once, none too early, and none after the end. */
export class MandateBook {
  readonly #books: Books;
  readonly #now: () => number;
  readonly #decimals: number;
  readonly #validityMs: number;
  readonly #given = new Map<string, Given>();
  #seen = 0;

  constructor(
    books: Books,
    now: () => number,
    { decimals, validityMs }: { readonly decimals: number; readonly validityMs: number },
  ) {
    this.#books = books;
    this.#now = now;
    this.#decimals = decimals;
    this.#validityMs = validityMs;
  }

  get size(): number {
    return this.#given.size;
  }

  gives(giver: Giver, view: Given['view']): void {
    const payee = toHex(decodeAddress(view.to) ?? new Uint8Array());
    // What is in the log already is looked at anew.
    this.#seen = -1;
    this.#given.set(view.mandate, { giver, view, payee, stoppedAt: undefined, funded: new Map() });
  }

  stops(mandate: string): void {
    const given = this.#given.get(mandate);
    if (given !== undefined) given.stoppedAt ??= this.#now();
  }

  /** After every step. */
  watch(): void {
    if (this.#seen === this.#books.size) return;
    this.#seen = this.#books.size;
    for (const [name, hold] of this.#books.holds) {
      const [claim] = hold.claims;
      if (claim?.meter.kind !== 'schedule') continue;
      for (const given of this.#given.values()) this.#place(given, name, hold);
    }
  }

  #place(given: Given, name: string, hold: HoldBook): void {
    const { view, giver, payee, funded, stoppedAt } = given;
    const [claim] = hold.claims;
    if (claim?.meter.kind !== 'schedule') return;
    const { amount, periodMs, firstAt, periods } = claim.meter;
    const first = (firstAt - view.firstAt) / periodMs;
    const isIts =
      hold.owner === giver.identity &&
      claim.payee === payee &&
      amount === parseAmount(view.amount, this.#decimals) &&
      periodMs === view.periodMs &&
      Number.isInteger(first);
    if (!isIts || funded.get(first) === name) return;
    const time = this.#books.header?.time ?? 0;
    const isInTime = first === 0 || time >= firstAt - periodMs - BELIEVED_MS;
    const isNext = first === 0 || [...funded.keys()].some((one) => one < first);
    const isWithin = first + periods <= view.periods && periods <= view.ahead;
    const isOnce = !funded.has(first);
    const isGoing = stoppedAt === undefined || this.#now() - stoppedAt <= this.#validityMs;
    demand(
      isInTime && isNext && isWithin && isOnce && isGoing,
      'a mandate sets aside what was agreed',
      () => `${giver.name} sets ${periods} periods from ${first} of ${view.mandate} aside`,
    );
    funded.set(first, name);
  }
}
