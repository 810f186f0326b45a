import type { OwnCurrency } from '../compile/source.ts';
import type { Named } from './history.ts';
import { type Columns, type ReadPayment, readNamed, readPayment } from './payment-columns.ts';

const LONGEST_LINE = 16_384;

/** A line of a file, counted from 1, and what it says. */
export interface PaymentLine {
  readonly line: number;
  readonly payment: ReadPayment;
  /** Where the line says whose payment it is: then what came before it is known. */
  readonly named?: Named;
}

/**
 * Reads the payments of a file line by line: JSON objects, or CSV (RFC 4180) whose first line names the columns. Null for a line
 * that holds none: an empty one, or that with the names. One line is one payment: a line that cannot be read spoils no other.
 */
export function paymentReader(
  currencies: readonly OwnCurrency[],
): (text: string) => PaymentLine | null {
  let line = 0;
  let names: readonly string[] | undefined;
  return (text) => {
    line += 1;
    const clean = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (clean.trim() === '') return null;
    const isJson = clean.trimStart().startsWith('{');
    if (names === undefined && !isJson) {
      names = splitLine(clean);
      return null;
    }
    const columns = isJson ? readObject(clean) : named(names ?? [], splitLine(clean));
    return { line, ...lineOf(columns, currencies) };
  };
}

function lineOf(
  columns: Columns | string,
  currencies: readonly OwnCurrency[],
): Omit<PaymentLine, 'line'> {
  if (typeof columns === 'string') return { payment: columns };
  const whose = readNamed(columns);
  if (typeof whose === 'string') return { payment: whose };
  const payment = readPayment(columns, currencies);
  return whose === undefined ? { payment } : { payment, named: whose };
}

/** A field in quotes, with each of its own doubled, or one without any. */
const FIELD = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^",]*))(,|$)/y;

/** Empty where the line is none: then it has not as many fields as there are names. */
function splitLine(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_LINE) return [];
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const [, quoted, plain = '', end] = FIELD.exec(trimmed) ?? [];
    if (end === undefined) return [];
    fields.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"').trim());
    if (end === '') return fields;
  }
}

function named(names: readonly string[], fields: readonly string[]): Columns | string {
  if (fields.length !== names.length) return `${fields.length} fields instead of ${names.length}`;
  return Object.fromEntries(names.map((name, i) => [name, fields[i] ?? '']));
}

function readObject(text: string): Columns | string {
  if (text.length > LONGEST_LINE) return `longer than ${LONGEST_LINE} characters`;
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, textOf(one)] as const),
    );
  } catch {
    return 'no JSON object';
  }
}

function textOf(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'unreadable';
}
