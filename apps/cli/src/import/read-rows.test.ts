import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkRow } from './check-row.ts';
import { readRows } from './read-rows.ts';
import { type Row, type RowProblem, isProblem } from './row.ts';

async function read(content: string | Uint8Array): Promise<(Row | RowProblem)[]> {
  const dir = mkdtempSync(join(tmpdir(), 'tally-rows-'));
  try {
    writeFileSync(join(dir, 'rows.csv'), content);
    const rows: (Row | RowProblem)[] = [];
    for await (const row of readRows(join(dir, 'rows.csv'))) rows.push(row);
    return rows;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const ROW: Omit<Row, 'line'> = { time: '1', from: 'ada', to: 'ben', amount: '5', currency: 'HRB' };

test('a file with a header, in any order, with other columns, a mark, line ends and blank lines of any kind', async () => {
  const text =
    '\uFEFFcurrency,Amount,note,to,from,time\r\n\r\nHRB,5,"a, b",ben,ada,1\r\nHRB,5,,ben,ada,1';
  expect(await read(text)).toEqual([
    { line: 3, ...ROW },
    { line: 4, ...ROW },
  ]);
});

test('a file without a header has the columns in their order', async () => {
  expect(await read('1,ada, ben ,5,HRB\n')).toEqual([{ line: 1, ...ROW }]);
});

test.each([
  ['1,ada,ben,5', '4 fields, no currency'],
  ['1,ada,ben,5,HRB,6', '6 fields instead of 5'],
  ['1,,ben,5,HRB', 'from is empty'],
  ['1,"ada,ben,5,HRB', 'quote not closed'],
  ['1,ada,b"en,5,HRB', 'invalid opening quote'],
  [`1,${'a'.repeat(5_000)},ben,5,HRB`, 'longer than 4096 characters'],
  [`1,${'a'.repeat(300)},ben,5,HRB`, 'from is too long'],
  [Buffer.from([0x31, 0x2c, 0xff, 0x2c, 0x62, 0x2c, 0x35, 0x2c, 0x48]), 'not in UTF-8'],
])('%s is malformed, and the next line is not touched', async (line, reason) => {
  const rows = await read(Buffer.concat([Buffer.from(line), Buffer.from('\n1,ada,ben,5,HRB\n')]));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ line: 1, code: 'malformed' });
  expect((rows[0] as RowProblem).message).toContain(reason);
  expect(rows[1]).toEqual({ line: 2, ...ROW });
});

const currencies = new Map([
  ['HRB', 2],
  ['JPY', 0],
]);

test.each([
  [{}, undefined],
  [{ amount: '0.01' }, undefined],
  [{ amount: '5.000' }, undefined],
  [{ to: 'ada' }, 'self-payment'],
  [{ to: '@ada' }, 'self-payment'],
  [{ amount: '0' }, 'zero-amount'],
  [{ amount: '0.00' }, 'zero-amount'],
  [{ amount: '0.001' }, 'too-precise'],
  [{ amount: '1.5', currency: 'JPY' }, 'too-precise'],
  [{ amount: '-5' }, 'negative-amount'],
  [{ amount: '99999999999999999999' }, 'too-large'],
  [{ amount: '5,00' }, 'malformed'],
  [{ amount: '1e3' }, 'malformed'],
  [{ currency: 'EUR' }, 'unknown-currency'],
  [{ currency: 'hrb' }, 'unknown-currency'],
])('a row with %j is %s', (change, code) => {
  const checked = checkRow({ line: 7, ...ROW, ...change }, currencies);
  expect(isProblem(checked) ? checked.code : undefined).toBe(code);
  expect(checked.line).toBe(7);
});
