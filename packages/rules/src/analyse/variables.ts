import { MAX_AMOUNT } from '@tallystick/protocol';
import { MAX_RECEIVERS, MAX_TIER } from '../facts/needs.ts';
import { atLeast, constant, type Inequality, plus, variable, ZERO } from './linear/inequality.ts';

/**
 * A number that facts bring. Money in another currency than the payment's is a number of its own,
 * in parts of that currency's smallest unit: a rate makes fractions of whole amounts.
 */
export type Quantity =
  | { readonly kind: 'amount'; readonly currency: string | null }
  | { readonly kind: 'sent'; readonly hours: number; readonly currency: string | null }
  | { readonly kind: 'payments' | 'payees'; readonly hours: number }
  | { readonly kind: 'tier'; readonly of: 'sender' | 'receiver' }
  | { readonly kind: 'indicator'; readonly name: string }
  | { readonly kind: 'waited' };

/** Parts of a smallest unit; every fraction with a denominator of 1 to 10 is a whole number of them. */
export const PARTS = 5040n;

/** No payment is worth more, whatever its rate. */
const MOST_CONVERTED = MAX_AMOUNT * MAX_AMOUNT * PARTS;

/** Counts are whole numbers of ECMAScript in the facts. */
export const MOST_COUNTED: bigint = 2n ** 53n - 1n;

/**
 * What the rules of one corridor ask about: quantities, by number, with what is true of them in
 * every payment; flags; and whether they ask for the purpose.
 */
export class Variables {
  readonly flags: Set<string> = new Set();
  asksPurpose = false;
  readonly #numbers = new Map<string, number>();
  readonly #quantities: Quantity[] = [];

  numberOf(quantity: Quantity): number {
    const key = JSON.stringify(quantity);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#quantities.length;
    this.#numbers.set(key, number);
    this.#quantities.push(quantity);
    return number;
  }

  /** Undefined where no rule of the corridor asks for it. */
  find(quantity: Quantity): number | undefined {
    return this.#numbers.get(JSON.stringify(quantity));
  }

  quantity(number: number): Quantity {
    return this.#quantities[number] as Quantity;
  }

  range(number: number): { readonly low: bigint; readonly high: bigint } {
    const quantity = this.quantity(number);
    switch (quantity.kind) {
      case 'amount':
        return { low: 1n, high: quantity.currency === null ? MAX_AMOUNT : MOST_CONVERTED };
      case 'tier':
        return { low: 0n, high: BigInt(MAX_TIER) };
      case 'payments':
      case 'payees':
      case 'waited':
        return { low: 0n, high: MOST_COUNTED };
      case 'sent': // 2^63 − 1 means "this or more", a missing fact
        return { low: 0n, high: quantity.currency === null ? MAX_AMOUNT - 1n : MOST_CONVERTED };
      case 'indicator':
        return { low: 0n, high: MAX_AMOUNT };
    }
  }

  /** What holds between those quantities that are asked for: a longer window holds the shorter. */
  bounds(asked: ReadonlySet<number>): Inequality[] {
    const inequalities: Inequality[] = [];
    for (const number of asked) {
      const { low, high } = this.range(number);
      inequalities.push(atLeast(variable(number), constant(low)));
      inequalities.push(atLeast(constant(high), variable(number)));
      for (const other of asked) {
        const times = this.#holds(other, number);
        if (times === 0n) continue;
        inequalities.push(atLeast(plus(ZERO, times, variable(other)), variable(number)));
      }
    }
    return inequalities;
  }

  /** Money in another currency, each beside the same in the payment's own. */
  conversions(): readonly (readonly [converted: number, own: number])[] {
    const found: [number, number][] = [];
    for (let number = 0; number < this.#quantities.length; number += 1) {
      const quantity = this.quantity(number);
      if (!('currency' in quantity) || quantity.currency === null) continue;
      found.push([number, this.numberOf({ ...quantity, currency: null })]);
    }
    return found;
  }

  /** Values for all quantities: those that nothing was asked of are as small as they can be. */
  completed(values: ReadonlyMap<number, bigint>): ReadonlyMap<number, bigint> {
    const complete = new Map(values);
    const order = this.#quantities
      .map((quantity, number) => ({ number, rank: rankOf(quantity) }))
      .toSorted((a, b) => a.rank - b.rank);
    for (const { number } of order) {
      if (complete.has(number)) continue;
      let least = this.range(number).low;
      for (const [other, value] of complete) {
        const times = this.#holds(number, other);
        const needed = times === 0n ? 0n : (value + times - 1n) / times;
        if (needed > least) least = needed;
      }
      complete.set(number, least);
    }
    return complete;
  }

  get count(): number {
    return this.#quantities.length;
  }

  /** So many times the first quantity is never below the second; 0 where that is not so. */
  #holds(more: number, less: number): bigint {
    const larger = this.quantity(more);
    const smaller = this.quantity(less);
    if (larger.kind === 'payments' && smaller.kind === 'payees') {
      return larger.hours >= smaller.hours ? BigInt(MAX_RECEIVERS) : 0n;
    }
    if (!('hours' in larger) || !('hours' in smaller) || larger.kind !== smaller.kind) return 0n;
    if (larger.kind === 'sent' && smaller.kind === 'sent') {
      if (larger.currency !== smaller.currency) return 0n;
    }
    return larger.hours > smaller.hours ? 1n : 0n;
  }
}

/** What has to be at least something else comes after it. */
function rankOf(quantity: Quantity): number {
  return 'hours' in quantity ? quantity.hours + (quantity.kind === 'payments' ? 0.5 : 0) : 0;
}
