import { decimalOf } from '../../frame/decimal-of.ts';
import type { StreamsWords } from '../../words/english/wallet/streams.ts';
import { digitsOf } from '../offline/left-of.ts';
import type { ServiceOffer } from './calls.ts';

type Price = Pick<ServiceOffer, 'price' | 'perTicks' | 'ticks'>;

const MINUTE_MS = 60_000;

/** What one request costs at most: the one that fills the smallest unit pays all of it. */
export function costOf({ price, perTicks, ticks }: Price): string {
  const per = BigInt(perTicks);
  return alike((digitsOf(price) * BigInt(ticks) + per - 1n) / per, price);
}

/** The most that a minute of requests costs, where one follows another after so many milliseconds. */
export function perMinute(each: string, everyMs: number): string {
  const requests = BigInt(Math.ceil(MINUTE_MS / everyMs));
  return alike(digitsOf(each) * requests, each);
}

/** What is left of a budget. */
export function leftFrom(budget: string, spent: string): string {
  return alike(digitsOf(budget) - digitsOf(spent), budget);
}

/** How much of a budget is spent, for a picture of it: 0 to 100, and never less than was spent. */
export function percentOf(spent: string, budget: string): number {
  const most = digitsOf(budget);
  return most === 0n ? 0 : Number((digitsOf(spent) * 100n + most - 1n) / most);
}

export function isLess(amount: string, than: string): boolean {
  return digitsOf(amount) < digitsOf(than);
}

/** What ticks cost, in words; `sum` writes an amount with its currency. */
export function priceText(
  offer: Price,
  { price: say }: Pick<StreamsWords, 'price'>,
  { sum, number }: { sum: (decimal: string) => string; number: (value: number) => string },
): string {
  const { price, perTicks, ticks } = offer;
  if (perTicks === 1 && ticks === 1) return say.request(sum(price));
  const rate = perTicks === 1 ? say.tick(sum(price)) : say.ticks(sum(price), number(perTicks));
  const inAll = ticks === 1 ? say.takesOne : say.takes(number(ticks), sum(costOf(offer)));
  return `${rate} ${inAll}`;
}

/** With as many decimals as another amount of its currency. */
function alike(units: bigint, other: string): string {
  return decimalOf(String(units), other.split('.')[1]?.length ?? 0);
}
