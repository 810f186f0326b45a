import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { readRows } from './read-rows.ts';

/** A file as a journal knows it again, also when lines were added to its end. */
export interface FileMark {
  readonly name: string;
  /** Rows, good and bad. */
  readonly rows: number;
  /** The first line that is a row, counted from 1; 0 when there is none. */
  readonly firstRow: number;
  /** For each line the digest of everything up to it, 16 hexadecimal digits; line 1 is at 0. */
  readonly chain: readonly string[];
}

const START = '';
const DIGITS = 16;

/** Reads a file once, to know it again. Line ends do not matter, everything else does. */
export async function markFile(path: string, name: string): Promise<FileMark> {
  const chain: string[] = [];
  const input = createReadStream(path, 'utf8');
  let last = START;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    last = createHash('sha256').update(`${last}\n${line}`).digest('hex').slice(0, DIGITS);
    chain.push(last);
  }
  let rows = 0;
  let firstRow = 0;
  for await (const { line } of readRows(path)) {
    if (rows === 0) firstRow = line;
    rows += 1;
  }
  return { name, rows, firstRow, chain };
}
