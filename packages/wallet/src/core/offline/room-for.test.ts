import {
  MAX_EVIDENCE_BYTES,
  MAX_OPERATION_BYTES,
  SALT_BYTES,
  encodeOperation,
} from '@tallystick/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item } from './redeem.ts';
import { roomFor } from './room-for.ts';

const id = new Uint8Array(32);

function item(links: number, evidence: readonly number[]): Item {
  const takings = evidence.map((length) => ({
    hold: id,
    claim: 0,
    amount: 2n ** 63n - 1n,
    proof: { evidence: new Uint8Array(length), witnesses: [] },
  }));
  return { act: { hold: id, sequence: 1 }, currency: id, from: id, links, ends: null, takings };
}

const items = fc.array(
  fc
    .tuple(
      fc.nat(65_536),
      fc.array(fc.integer({ min: 1, max: MAX_EVIDENCE_BYTES }), { minLength: 1, maxLength: 5 }),
    )
    .map(([links, evidence]) => item(links, evidence)),
  { minLength: 1, maxLength: 16 },
);

test('what is taken together fits into one operation, and something always is', () => {
  fc.assert(
    fc.property(items, (all) => {
      const kept = roomFor(all);
      const takings = kept.flatMap((one) => one.takings);
      expect(takings.length).toBeGreaterThan(0);
      expect(takings).toEqual(all.flatMap((one) => one.takings).slice(0, takings.length));
      const salt = new Uint8Array(SALT_BYTES);
      const encoded = encodeOperation({ kind: 'take', notAfter: 2 ** 53 - 1, salt, takings });
      expect(encoded.length).toBeLessThanOrEqual(MAX_OPERATION_BYTES);
      expect(kept.reduce((sum, { links }) => sum + links, 0)).toBeLessThanOrEqual(262_144);
    }),
  );
});

test('short acts and few ticks go together', () => {
  const all = Array.from({ length: 16 }, () => item(1000, [3000]));
  expect(roomFor(all)).toEqual(all);
});
