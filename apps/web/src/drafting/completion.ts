import type { Known, RuleName } from './look-at.ts';

/** Something that can stand where somebody types, and what it is. */
interface Offer {
  readonly text: string;
  readonly kind: 'word' | 'fact' | 'country' | 'currency' | 'list' | 'rule';
  /** A rule's title. */
  readonly about?: string;
}

/** What can stand at a place, and from where on it replaces what stands there. */
export interface Offers {
  readonly from: number;
  readonly offers: readonly Offer[];
}

/** Whoever types has a name begun, or nothing yet. */
const BEGUN = /[A-Za-z][A-Za-z0-9_-]*$/;
const LONGEST_STATEMENT = 4000;

const STATEMENTS = words(
  'rule',
  'exception to',
  'example',
  'parameter',
  'accepts treaty',
  'confidential rule',
);
const CLAUSES = words('when', 'then', 'source', 'under treaty');
const OUTCOMES = words('refuse', 'hold', 'hold until', 'no objection');
const REQUIREMENTS = words(
  'identity tier',
  'receiver tier',
  'second factor',
  'document',
  'waiting',
);
const JOINS = words('and', 'or', 'then');
const VERDICTS = words('allowed', 'held', 'held by', 'refused', 'refused by');
const OWNERS = words('currency', 'global', 'treaty');
const CONDITIONS = [
  ...words('not', 'always', 'document'),
  ...facts(
    'amount',
    'origin',
    'destination',
    'currency',
    'purpose',
    'crossborder',
    'online',
    'offline',
    'sender tier',
    'receiver tier',
    'sender in',
    'receiver in',
    'sent in',
    'payments in',
    'payees in',
    'second factor',
    'first payment to payee',
    'indicator',
  ),
];
const DETAILS = facts(
  'sender tier',
  'receiver tier',
  'sent',
  'payments',
  'payees',
  'online',
  'offline',
  'second factor',
  'not second factor',
  'first payment to payee',
  'purpose',
  'document',
  'no documents',
  'sender in',
  'receiver in',
  'rate',
  'indicator',
  'waited',
  'on',
);

/** What can stand at an offset of a text. */
export function offersAt(text: string, at: number, known: Known): Offers {
  const before = text.slice(Math.max(0, at - LONGEST_STATEMENT), at);
  const begun = BEGUN.exec(before)?.[0] ?? '';
  const statement = statementBefore(before.slice(0, before.length - begun.length));
  const offers = statement === null ? [] : offersAfter(statement, known);
  return { from: at - begun.length, offers };
}

const BEGINS =
  /^\s*(?:module|(?:confidential )?(?:list|rule)|exception|example|parameter|accepts)\b/;

/** From the last line that begins a statement on, its spaces made one; null within quotes or a comment. */
function statementBefore(before: string): string | null {
  const lines = before.split('\n');
  const line = lines.at(-1) ?? '';
  const bare = line.replaceAll(/"[^"]*"/g, '""');
  if (bare.includes('#') || bare.replaceAll('""', '').includes('"')) return null;
  const start = lines.findLastIndex((one) => BEGINS.test(one));
  const statement = lines.slice(Math.max(0, start)).join('\n');
  return statement
    .replaceAll(/"[^"\n]*"/g, '""')
    .replaceAll(/#.*/g, '')
    .replaceAll(/\s+/g, ' ')
    .trimStart();
}

type Case = readonly [after: RegExp, offers: (known: Known) => readonly Offer[]];

/** The first that fits counts. */
const CASES: readonly Case[] = [
  [/^$/, () => words('module', 'list', 'rule', 'exception to', 'example')],
  [/^module $/, ({ countries }) => [...OWNERS, ...named('country', countries)]],
  [/^module currency $/, ({ currencies }) => named('currency', currencies)],
  [/^module [\w-]+(?: [\w-]+)? $/, () => words('version')],
  [/version \d+ $/, () => words('in force from')],
  [/^exception to $/, ({ rules }) => ruleOffers(rules)],
  [/\b(?:held|refused) by $/, ({ rules }) => ruleOffers(rules)],
  [/^example [^:]*: $/, () => VERDICTS],
  [/^example [^:]*\b(?:from|to) $/, ({ countries }) => named('country', countries)],
  [
    /^example [^:]*\d(?:\.\d+)? $/,
    ({ currencies }) => [...words('from', 'in'), ...named('currency', currencies)],
  ],
  [/^example [^:]*\b(?:sender|receiver) (?:not )?in $/, ({ lists }) => named('list', lists)],
  [/^example [^:]*\b(?:from) [A-Z]{2} $/, () => words('to')],
  [/^example [^:]*, $/, () => DETAILS],
  [/\bthen $/, () => OUTCOMES],
  [/\bhold until (?:.* and )?$/, () => REQUIREMENTS],
  [/\b(?:origin|destination) (?:=|!=) $/, ({ countries }) => named('country', countries)],
  [
    /\b(?:origin|destination) (?:not )?in \(?(?:[\w-]+, )*$/,
    ({ countries, lists }) => [...named('list', lists), ...named('country', countries)],
  ],
  [/\b(?:sender|receiver) (?:not )?in $/, ({ lists }) => named('list', lists)],
  [/\bcurrency (?:=|!=) $/, ({ currencies }) => named('currency', currencies)],
  [/\b(?:sent|payments|payees) in \d+ $|\bwaiting \d+ $/, () => words('hours', 'days')],
  [
    /[<>=≤≥≠] ?\d[\d,'_]*(?:\.\d+)? $/,
    ({ currencies }) => [...JOINS, ...named('currency', currencies)],
  ],
  [/\b(?:when|and|or|not) $|\($/, () => CONDITIONS],
  [/^(?:confidential )?rule [\w-]+ "" $|^exception to [\w-]+ "" $|source "" $/, () => CLAUSES],
  [/\bwhen\b(?!.*\bthen\b).*(?:[a-z]|[A-Z0-9]|\)) $/, () => JOINS],
];

function offersAfter(statement: string, known: Known): readonly Offer[] {
  const found = CASES.find(([after]) => after.test(statement));
  if (found !== undefined) return found[1](known);
  return isWhole(statement) ? STATEMENTS : [];
}

/** Whether a statement can end here, so that the next may begin. */
function isWhole(statement: string): boolean {
  return /(?:\brefuse|\bobjection|\bhold|\btier \d+|\bfactor|"|\bdays|\bhours|: ?(?:allowed|held|refused)(?: by [\w-]+)?|from \d{4}-\d\d-\d\d\S*) $/.test(
    statement,
  );
}

function words(...all: readonly string[]): Offer[] {
  return all.map((text) => ({ text, kind: 'word' }));
}

function facts(...all: readonly string[]): Offer[] {
  return all.map((text) => ({ text, kind: 'fact' }));
}

function named(kind: Offer['kind'], all: readonly string[]): Offer[] {
  return all.map((text) => ({ text, kind }));
}

function ruleOffers(rules: readonly RuleName[]): Offer[] {
  return rules.map(({ code, title }) => ({ text: code, kind: 'rule', about: title }));
}
