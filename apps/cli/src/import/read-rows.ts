import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import type { Row, RowProblem } from './row.ts';

/** The columns, in the order in which they stand where the first line does not name them. */
const COLUMNS = ['time', 'from', 'to', 'amount', 'currency'] as const;
const LONGEST_LINE = 4_096;
const LONGEST_NAME = 256;

/** Where each column stands in a line. */
type Places = Readonly<Record<(typeof COLUMNS)[number], number>>;
const IN_ORDER: Places = { time: 0, from: 1, to: 2, amount: 3, currency: 4 };

/**
 * The rows of a CSV file (RFC 4180, UTF-8) in order. One line is one row: a line that cannot be read spoils no other.
 * The first line may name the columns, in any order and with others among them. Blank lines are passed over.
 */
export async function* readRows(path: string): AsyncGenerator<Row | RowProblem> {
  const input = createReadStream(path, 'utf8');
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  let places: Places | undefined;
  try {
    for await (const text of lines) {
      line += 1;
      const clean = line === 1 ? text.replace(/^\uFEFF/, '') : text;
      if (clean.trim() === '') continue;
      const fields = splitLine(clean);
      if (places === undefined) {
        const named = Array.isArray(fields) ? namedPlaces(fields) : undefined;
        places = named ?? IN_ORDER;
        if (named !== undefined) continue;
      }
      yield Array.isArray(fields) ? toRow(line, fields, places) : malformed(line, fields.reason);
    }
  } finally {
    lines.close();
    input.destroy();
  }
}

function splitLine(text: string): string[] | { reason: string } {
  if (text.length > LONGEST_LINE) return { reason: `longer than ${LONGEST_LINE} characters` };
  if (text.includes('\uFFFD')) return { reason: 'not in UTF-8' };
  try {
    const [fields] = parse(text, { trim: true, relax_column_count: true });
    return fields ?? { reason: 'empty' };
  } catch (error) {
    return { reason: (error as Error).message.replace(/ (?:on|at) .*$/s, '').toLowerCase() };
  }
}

function namedPlaces(fields: readonly string[]): Places | undefined {
  const names = fields.map((field) => field.toLowerCase());
  const places: Record<string, number> = {};
  for (const column of COLUMNS) {
    const at = names.indexOf(column);
    if (at === -1) return undefined;
    places[column] = at;
  }
  return places as Places;
}

function toRow(line: number, fields: readonly string[], places: Places): Row | RowProblem {
  const row = { line, time: '', from: '', to: '', amount: '', currency: '' };
  for (const column of COLUMNS) {
    const field = fields[places[column]];
    if (field === undefined) return malformed(line, `${fields.length} fields, no ${column}`);
    if (field === '') return malformed(line, `${column} is empty`);
    if (field.length > LONGEST_NAME) return malformed(line, `${column} is too long`);
    row[column] = field;
  }
  if (places === IN_ORDER && fields.length > COLUMNS.length) {
    return malformed(line, `${fields.length} fields instead of ${COLUMNS.length}`);
  }
  return row;
}

function malformed(line: number, reason: string): RowProblem {
  return { line, code: 'malformed', message: `This line cannot be read: ${reason}.` };
}
