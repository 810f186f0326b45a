import { type Amount, parseAmount } from '@tallystick/protocol';
import { COUNTRIES } from '../codes/iso-3166.ts';
import { CURRENCIES } from '../codes/iso-4217.ts';
import { decimalsOf } from '../compile/money.ts';
import type { OwnCurrency } from '../compile/source.ts';
import { MAX_TIER } from '../facts/needs.ts';
import { nearest } from '../mistake/nearest.ts';
import type { Instant } from '../tree/index.ts';

/** What a message repeats of what was typed. */
const MAX_REPEATED = 16;

/** "May I send 500 EUR from DE to KE?": a payment through the ledger, of which nothing else is known. */
export interface MayQuery {
  /** Above 0. */
  readonly amount: Amount;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  /** The sender's identity tier. */
  readonly tier: number;
  /** The legal time of the payment. */
  readonly time: Instant;
}

/** A query as people type it: `amount` as in 500 or 500.00, the tier in digits. */
export interface TypedQuery {
  readonly amount: string;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  readonly tier: string;
}

type ReadQuery =
  | { readonly ok: true; readonly query: MayQuery }
  /** A sentence that says what to write instead. */
  | { readonly ok: false; readonly message: string };

/** Reads a query, held to ISO 3166-1, ISO 4217 and the sovereign's own currencies. Never throws. */
export function readMayQuery(
  typed: TypedQuery,
  own: readonly OwnCurrency[],
  time: Instant,
): ReadQuery {
  const { currency, from, to } = typed;
  const decimals = decimalsOf(own, currency);
  if (decimals === undefined) return { ok: false, message: unknownCurrency(currency, own) };
  const amount = parseAmount(typed.amount, decimals);
  if (typeof amount !== 'bigint' || amount === 0n) {
    const most = decimals === 1 ? '1 decimal' : `${decimals} decimals`;
    const message = `An amount of ${currency} is written in digits, with at most ${most}, such as 500, and is above 0.`;
    return { ok: false, message };
  }
  for (const country of [from, to]) {
    if (COUNTRIES.has(country)) continue;
    return { ok: false, message: 'A country is two capitals of ISO 3166-1, such as DE or KE.' };
  }
  if (!/^\d{1,2}$/.test(typed.tier) || Number(typed.tier) > MAX_TIER) {
    return { ok: false, message: `An identity tier is a number from 0 to ${MAX_TIER}.` };
  }
  return { ok: true, query: { amount, currency, from, to, tier: Number(typed.tier), time } };
}

/** What people call currencies, where that is not their code with a slip of the pen. */
const EVERYDAY: Readonly<Record<string, string>> = {
  '€': 'EUR',
  EUROS: 'EUR',
  $: 'USD',
  DOLLAR: 'USD',
  DOLLARS: 'USD',
  '£': 'GBP',
  POUND: 'GBP',
  POUNDS: 'GBP',
  STERLING: 'GBP',
  FRANCS: 'CHF',
  '¥': 'JPY',
  YEN: 'JPY',
};

/** With the code that was meant, where that can be told, or else those that there are. */
function unknownCurrency(code: string, own: readonly OwnCurrency[]): string {
  const codes = own.map((one) => one.code);
  const meant = EVERYDAY[code.toUpperCase()] ?? nearest(code, [...codes, ...CURRENCIES.keys()]);
  const written = code.length <= MAX_REPEATED ? `“${code}”` : 'that name';
  const there = codes.length === 0 ? '' : `; here there are also: ${codes.join(', ')}`;
  const rule = `A currency is typed as its three capitals of ISO 4217, such as EUR${there}.`;
  const instead = meant === null ? '' : ` Type ${meant} if that is what you mean.`;
  return `There is no currency ${written}.${instead} ${rule}`;
}
