import type { HistoryEntry } from '@tallystick/wallet';
import { whoOf } from '../people.ts';

/** What came or went, and what there was afterwards; in the currency's smallest unit. */
export interface StatementLine {
  readonly entry: HistoryEntry;
  readonly change: bigint;
  readonly balance: bigint;
}

/** What came and went in a time that begins with `from` and ends before `until`. */
export interface Statement {
  readonly opening: bigint;
  readonly closing: bigint;
  readonly cameIn: bigint;
  readonly wentOut: bigint;
  /** Oldest first. */
  readonly lines: readonly StatementLine[];
  /** How many lines from `from` on have an amount that this wallet does not know. */
  readonly unknown: number;
}

export interface StatementOf {
  readonly history: readonly HistoryEntry[];
  readonly currency: string;
  readonly decimals: number;
  /** What there is now, by the last certified state, as a decimal. */
  readonly balance: string;
  readonly from: number;
  readonly until: number;
}

/** Reckoned back from what there is now, which is certified, not up from nothing. */
export function statementOf(asked: StatementOf): Statement {
  const { history, currency, decimals, from, until } = asked;
  const since = history.filter(({ time, status }) => status === 'final' && time >= from);
  const changes = since.flatMap((entry): { entry: HistoryEntry; change: bigint }[] => {
    const change = entry.currency === currency ? changeOf(entry, decimals) : 0n;
    return change === 0n ? [] : [{ entry, change }];
  });
  const within = changes
    .filter(({ entry }) => entry.time < until)
    .toSorted((a, b) => a.entry.time - b.entry.time);
  const opening = unitsOf(asked.balance, decimals) - sum(changes);
  let balance = opening;
  const lines = within.map(({ entry, change }) => {
    balance += change;
    return { entry, change, balance };
  });
  return {
    opening,
    closing: balance,
    ...totalsOf(lines),
    lines,
    unknown: since.filter(({ kind, amount }) => isMove(kind) && amount === undefined).length,
  };
}

/** What of a statement was between its owner and one other; its balances stay those of everything. */
export function statementWith(statement: Statement, who: string): Statement {
  const lines = statement.lines.filter(({ entry }) => whoOf(entry) === who);
  return { ...statement, ...totalsOf(lines), lines };
}

function totalsOf(lines: readonly StatementLine[]): Pick<Statement, 'cameIn' | 'wentOut'> {
  return {
    cameIn: sum(lines.filter(({ change }) => change > 0n)),
    wentOut: -sum(lines.filter(({ change }) => change < 0n)),
  };
}

function sum(of: readonly { readonly change: bigint }[]): bigint {
  return of.reduce((total, { change }) => total + change, 0n);
}

function isMove(kind: HistoryEntry['kind']): boolean {
  return kind !== 'opened' && kind !== 'identity';
}

/** What an entry did to the balance; 0 of what moved nothing. */
function changeOf({ kind, amount }: HistoryEntry, decimals: number): bigint {
  if (amount === undefined || !isMove(kind)) return 0n;
  const units = unitsOf(amount, decimals);
  return kind === 'paid' || kind === 'set-aside' ? -units : units;
}

/** The smallest units of a decimal, which has at most as many places. */
function unitsOf(decimal: string, decimals: number): bigint {
  const [whole = '0', places = ''] = decimal.split('.');
  return BigInt(whole + places.padEnd(decimals, '0'));
}

/** As RFC 4180 has it, with texts that no table program takes for formulas. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

const NUMBER = /^-?\d+(\.\d+)?$/;

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** When a day of the reader's calendar begins, `2027-01-31`; with `after` 1 the day after it. Null where it is none. */
export function beginOf(day: string, after: 0 | 1 = 0): number | null {
  const parts = DAY.exec(day);
  if (parts === null) return null;
  const [, year = 0, month = 1, date = 1] = parts.map(Number);
  return new Date(year, month - 1, date + after).getTime();
}

/** The day of a time, as `beginOf` reads it. */
export function dayText(ms: number): string {
  const at = new Date(ms);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
