import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { equalBytes } from '@tallystick/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLedger } from '../ledger.ts';
import { openSqliteStore } from '../store/index.ts';
import { history } from '../testing/history.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallystick-last-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** SQLite's write-ahead log: a header, then frames of a header and a page of 16 kB. */
const HEADER = 32;
const FRAME = 24 + 16_384;

/** Where the frames of the last transaction begin: each but the last frame of one has no size. */
function lastTransaction(log: Buffer): number {
  let begin = HEADER;
  for (let at = HEADER; at + FRAME < log.length; at += FRAME) {
    if (log.readUInt32BE(at + 4) !== 0) begin = at + FRAME;
  }
  return begin;
}

test('damage in the last transaction of a killed node takes nothing back that was acknowledged', async () => {
  const store = await openSqliteStore(join(folder, 'live'));
  const past = await history(12, { store });
  await past.run(12);
  const { ledger, sovereign } = past;
  const { size } = ledger;
  const root = ledger.checkpoint?.root ?? new Uint8Array();
  const database = readFileSync(join(folder, 'live', 'ledger.db'));
  const log = readFileSync(join(folder, 'live', 'ledger.db-wal'));
  await ledger.close();
  await store.close();
  const begin = lastTransaction(log);
  expect(begin).toBeGreaterThan(HEADER + 10 * FRAME);
  for (const at of [begin, begin + 9, begin + FRAME - 1, log.length - 5]) {
    const copy = join(folder, `flipped-${at}`);
    mkdirSync(copy);
    writeFileSync(join(copy, 'ledger.db'), database);
    const changed = Buffer.from(log);
    changed[at] = (changed[at] as number) ^ 1;
    writeFileSync(join(copy, 'ledger.db-wal'), changed);
    const reopened = await openSqliteStore(copy);
    expect(reopened.meta.unsigned.map((one) => one.size)).toEqual([size]);
    const { constitution, epoch } = sovereign;
    const again = await openLedger(constitution, epoch, sovereign.ports(reopened));
    expect(again.size).toBe(size);
    expect(equalBytes(again.checkpoint?.root ?? new Uint8Array(), root)).toBe(true);
    expect(again.checkpoint?.note).not.toBeNull();
    await again.close();
    await reopened.close();
  }
});
