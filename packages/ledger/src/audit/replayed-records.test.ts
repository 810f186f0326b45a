import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRecords } from './replayed-records.ts';

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'tallystick-scratch-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

const changeArbitrary = fc.record({
  key: fc.nat({ max: 5 }),
  length: fc.option(fc.oneof(fc.nat({ max: 2000 }), fc.constantFrom(131_071, 131_072))),
  fill: fc.nat({ max: 255 }),
});

test('what was set last is there, in memory or on the disk', () => {
  const property = fc.property(fc.array(changeArbitrary), fc.boolean(), (changes, onDisk) => {
    const records = keepRecords(onDisk ? scratch : null);
    const expected = new Map<number, Uint8Array>();
    for (const { key, length, fill } of changes) {
      if (length === null) {
        records.remove('key', key);
        expected.delete(key);
        continue;
      }
      const value = new Uint8Array(length).fill(fill);
      records.set('key', key, value);
      expected.set(key, value.slice());
      value.fill(0);
    }
    expect(new Set(records.keys('key'))).toEqual(new Set(expected.keys()));
    for (const [key, value] of expected) {
      expect(Buffer.compare(records.get('key', key) ?? new Uint8Array(), value)).toBe(0);
    }
    expect(records.get('hold', 0)).toBeUndefined();
    records.close();
  });
  fc.assert(property, { numRuns: 100 });
  expect(readdirSync(scratch)).toEqual([]);
});
