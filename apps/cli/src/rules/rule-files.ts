import {
  type Beside,
  checkTexts,
  decimalsOf,
  type NamedText,
  type OwnCurrency,
  print,
  type RulebookSource,
  type TriedRulebook,
  withPlaceholders,
} from '@tallystick/rules';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { OptionSpec } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { stop, usage } from '../stop.ts';
import { checkedJson, mistakesText } from './mistakes-text.ts';

/** More than a text of rules may be: the rest of it need not be read to say so. */
const MAX_BYTES = (1 << 21) + 1;
const ENDING = '.rules';
const CURRENCY = /^([A-Z][A-Z0-9]{1,11})(?::(\d{1,2}))?$/;
const MAX_DECIMALS = 12;

export interface RuleOptions {
  readonly currency?: readonly string[];
}

export const currencyOption: OptionSpec = {
  flags: '--currency <code:decimals...>',
  what: 'the sovereign’s own currencies, such as HRB:2; those of ISO 4217 are known',
};

export const fileArgument: { readonly name: string; readonly what: string } = {
  name: '<FILE...>',
  what: `texts of rules, or folders: every ${ENDING} file in them`,
};

/** The texts that were named, in order; a folder stands for the `.rules` files in it. */
export function readRuleFiles(paths: readonly string[]): NamedText[] {
  return paths.flatMap(filesAt).map((name) => ({ name, text: readText(name) }));
}

function filesAt(path: string): string[] {
  if (!isFolder(path)) return [path];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith(ENDING)).sort();
  if (files.length === 0) throw usage(`There is no ${ENDING} file in ${path}.`, 'unreadable');
  return files.map((name) => join(path, name));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw usage(`${path} cannot be read: ${(error as Error).message}.`, 'unreadable');
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path).subarray(0, MAX_BYTES).toString('utf8');
  } catch (error) {
    throw usage(`${path} cannot be read: ${(error as Error).message}.`, 'unreadable');
  }
}

export function besideOf({ currency }: RuleOptions): Beside {
  return { currencies: (currency ?? []).map(readCurrency), settings: [] };
}

/** Its id stands for the one that the sovereign gives it: rules name currencies by their codes. */
function readCurrency(text: string): OwnCurrency {
  const [, code, decimals = '2'] = CURRENCY.exec(text) ?? [];
  if (code === undefined || Number(decimals) > MAX_DECIMALS) {
    throw usage(`"${text}" is no currency: write its code and its decimals, such as HRB:2.`);
  }
  const [own] = withPlaceholders([], [code]) as [OwnCurrency];
  return { ...own, decimals: Number(decimals) };
}

/**
 * The rulebook of some files, for payments in its own currencies, in those that it names, and in
 * `others`; ends the command with their mistakes where they have any.
 */
export function loadRulebook(
  paths: readonly string[],
  options: RuleOptions,
  others: Iterable<string> = [],
): TriedRulebook {
  const texts = readRuleFiles(paths);
  const beside = besideOf(options);
  const checked = checkTexts(texts, beside);
  if (!checked.ok) throw stop(EXIT.usage, mistakesText(checked), checkedJson(checked));
  const own = withPlaceholders(beside.currencies, namedIn(checked.source));
  const currencies = withPlaceholders(own, others);
  const loaded = checkTexts(texts, { ...beside, currencies });
  if (!loaded.ok) throw stop(EXIT.usage, mistakesText(loaded), checkedJson(loaded));
  const { source, rulebook } = loaded;
  return { source, rulebook, currencies: own.map(({ code }) => code) };
}

/** A sovereign has other currencies than these; rules about them are asked for all the same. */
function namedIn({ modules, lists }: RulebookSource): string[] {
  const words = [...modules, ...lists].flatMap((tree) => print(tree).match(/\b[A-Z]{3}\b/g) ?? []);
  return [...new Set(words)].filter((word) => decimalsOf([], word) !== undefined).sort();
}

/** When the last of the texts comes into force: what an author wants to know of a rulebook. */
export function latestInstant({ modules, lists }: RulebookSource): number {
  return Math.max(0, ...[...modules, ...lists].map(({ force }) => force.from));
}

export const atOption: OptionSpec = {
  flags: '--at <time>',
  what: 'the legal time, such as 2027-07-10 or 2027-07-10T12:00Z',
};

/** The time that was typed, or else `otherwise`. */
export function timeOf(typed: string | undefined, otherwise: number): number {
  if (typed === undefined) return otherwise;
  const time = readTime(typed);
  if (time === undefined) throw usage(`"${typed}" is no time: write it as 2027-07-10.`);
  return time;
}

/** As texts of rules write it; undefined for anything else. */
function readTime(text: string): number | undefined {
  const isWritten = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(text);
  const time = isWritten ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

export function dateText(time: number): string {
  return new Date(time).toISOString().replace('T00:00:00.000Z', '').replace('.000Z', 'Z');
}
