import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import type { OwnCurrency } from '@tallystick/rules';
import { usage } from '../stop.ts';
import type { Named } from './history.ts';
import { type Columns, readNamed, type ReadPayment, readPayment } from './payment-columns.ts';

const LONGEST_LINE = 16_384;

/** A line of a file, counted from 1, and what it says. */
export interface PaymentLine {
  readonly line: number;
  readonly payment: ReadPayment;
  /** Where the line says whose payment it is: then what came before it is known. */
  readonly named?: Named;
}

/** The payments of a file: JSON lines where its first line begins with a brace, else CSV with names. */
export async function* readPayments(
  path: string,
  currencies: readonly OwnCurrency[],
): AsyncGenerator<PaymentLine> {
  const input = createReadStream(path, 'utf8');
  const opened = new Promise((resolve, reject) =>
    input.once('open', resolve).once('error', reject),
  );
  await opened.catch((error: unknown) => {
    throw usage(`${path} cannot be read: ${(error as Error).message}.`, 'unreadable');
  });
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  let names: readonly string[] | undefined;
  try {
    for await (const text of lines) {
      line += 1;
      const clean = line === 1 ? text.replace(/^\uFEFF/, '') : text;
      if (clean.trim() === '') continue;
      const isJson = clean.trimStart().startsWith('{');
      if (names === undefined && !isJson) {
        names = splitLine(clean);
        continue;
      }
      const columns = isJson ? readObject(clean) : named(names ?? [], splitLine(clean));
      yield { line, ...lineOf(columns, currencies) };
    }
  } finally {
    lines.close();
    input.destroy();
  }
}

function lineOf(
  columns: Columns | string,
  currencies: readonly OwnCurrency[],
): Omit<PaymentLine, 'line'> {
  if (typeof columns === 'string') return { payment: columns };
  const named = readNamed(columns);
  if (typeof named === 'string') return { payment: named };
  const payment = readPayment(columns, currencies);
  return named === undefined ? { payment } : { payment, named };
}

function splitLine(text: string): string[] {
  if (text.length > LONGEST_LINE) return [];
  try {
    return parse(text, { trim: true, relax_column_count: true })[0] ?? [];
  } catch {
    return [];
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
