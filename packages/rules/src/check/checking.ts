import { CURRENCIES } from '../codes/iso-4217.ts';
import { COUNTRIES } from '../codes/iso-3166.ts';
import { decimalsOf } from '../compile/money.ts';
import type { OwnCurrency } from '../compile/source.ts';
import type { MistakeCode, Mistakes } from '../mistake/mistake.ts';
import { nearest } from '../mistake/nearest.ts';
import type { Spans } from '../parse/spans.ts';
import type { List, Module, Money, Window } from '../tree/index.ts';
import { printDecimal } from '../print/print-term.ts';
import { listIndexOf } from './name-index.ts';

/** What a text is checked beside. */
export interface Surroundings {
  /** Of the sovereign's constitution. */
  readonly currencies: readonly OwnCurrency[];
  readonly lists: readonly List[];
  /** Other modules, whose rules a treaty may except. */
  readonly modules: readonly Module[];
}

/** What checking one tree shares. */
export interface Checking {
  readonly surroundings: Surroundings;
  readonly spans: Spans;
  readonly mistakes: Mistakes;
}

export function tell(
  { spans, mistakes }: Checking,
  code: MistakeCode,
  at: object | readonly [object, string],
  message: string,
  correction: string | null = null,
): void {
  const span = Array.isArray(at) ? spans.of(at[0], at[1]) : spans.of(at);
  mistakes.add(code, span, message, correction);
}

/** Names that people use and ISO 3166 does not. */
const OTHERWISE: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR', SF: 'FI', BX: 'BE' };

export function checkCountry(
  checking: Checking,
  code: string,
  at: object | readonly [object, string],
): void {
  if (COUNTRIES.has(code)) return;
  if (listIndexOf(checking.surroundings.lists).has(code)) {
    const message = `${code} is a list, not a country: write "in ${code}".`;
    tell(checking, 'unknown-country', at, message, `in ${code}`);
    return;
  }
  const message = `"${code}" is no country of ISO 3166-1 (two capitals, such as DE).`;
  tell(checking, 'unknown-country', at, message, OTHERWISE[code] ?? null);
}

export function checkCurrency(
  checking: Checking,
  code: string,
  at: object | readonly [object, string],
): boolean {
  const { currencies } = checking.surroundings;
  if (decimalsOf(currencies, code) !== undefined) return true;
  const known = [...currencies.map((own) => own.code), ...CURRENCIES.keys()];
  const message = `"${code}" is neither a currency of this sovereign nor of ISO 4217.`;
  tell(checking, 'unknown-currency', at, message, nearest(code, known));
  return false;
}

/** A currency that there is, and not more decimals than it has. */
export function checkMoney(checking: Checking, money: Money): void {
  if (!checkCurrency(checking, money.currency, [money, 'currency'])) return;
  const decimals = decimalsOf(checking.surroundings.currencies, money.currency) ?? 0;
  if (money.decimals <= decimals) return;
  const cut = money.units / 10n ** BigInt(money.decimals - decimals);
  const message = `${money.currency} has ${decimals} decimals, this has ${money.decimals}.`;
  tell(checking, 'decimals', money, message, `${printDecimal(cut, decimals)} ${money.currency}`);
}

export function checkWindow(checking: Checking, window: Window, maxHours: number): void {
  const hours = window.unit === 'days' ? window.count * 24 : window.count;
  if (hours >= 1 && hours <= maxHours) return;
  const most = window.unit === 'days' ? Math.floor(maxHours / 24) : maxHours;
  const message = `A stretch of time here has 1 to ${most} ${window.unit}.`;
  const correction = hours < 1 ? `1 ${window.unit}` : `${most} ${window.unit}`;
  tell(checking, 'window', window, message, correction);
}

export function checkTier(checking: Checking, tier: number | bigint, at: object): void {
  if (tier > 15) tell(checking, 'tier', at, 'Tiers go from 0 to 15.', '15');
}

/** What a decision repeats leaves the ring, which lets out short printable ASCII only. */
const DOCUMENT = /^[ -~]{1,100}$/;

export function checkDocument(checking: Checking, node: { readonly name: string }): void {
  if (DOCUMENT.test(node.name)) return;
  const message = 'Documents are named by 1 to 100 letters without accents, digits and signs.';
  tell(checking, 'text', node, message);
}

/** Each name once. */
export function checkDistinct(
  checking: Checking,
  names: readonly string[],
  at: object,
  what: string,
): void {
  const seen = new Set<string>();
  names.forEach((name, i) => {
    if (seen.has(name)) {
      tell(checking, 'duplicate', [at, String(i)], `${what} ${name} stands here twice.`);
    }
    seen.add(name);
  });
}
