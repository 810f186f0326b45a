import {
  MAX_EVIDENCE_BYTES,
  MAX_OPERATION_BYTES,
  MAX_WITNESSES,
  encodeOperation,
} from '@tallystick/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { KnownHold } from './records.ts';
import { type Item, inOneTransition } from './take-hold.ts';

const known = {} as KnownHold;
const bytes = (most: number) => fc.nat({ max: most }).map((length) => new Uint8Array(length));
const items: fc.Arbitrary<Item[]> = fc.array(
  fc.record({
    hold: fc.constant(new Uint8Array(32)),
    known: fc.constant(known),
    claim: fc.nat({ max: 15 }),
    amount: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
    proof: fc.option(
      fc.record({
        evidence: bytes(MAX_EVIDENCE_BYTES),
        witnesses: fc.array(bytes(2_500), { maxLength: MAX_WITNESSES }),
      }),
    ),
  }),
  { maxLength: 80 },
);

it('keeps of what can be taken as much as one transition has room for, and what never fits out of it', () => {
  const takings = (chosen: readonly Item[]) =>
    chosen.map(({ hold, claim, amount, proof }) => ({ hold, claim, amount, proof }));
  const size = (chosen: readonly Item[]) => {
    const salt = new Uint8Array(16);
    const take = { kind: 'take', notAfter: 2 ** 52, salt, takings: takings(chosen) } as const;
    return encodeOperation(take).length;
  };
  fc.assert(
    fc.property(items, (all) => {
      const kept = inOneTransition(all);
      if (kept.length > 0) expect(size(kept)).toBeLessThanOrEqual(MAX_OPERATION_BYTES);
      const out = all.filter((one) => !kept.includes(one));
      for (const one of out) {
        expect(size([...kept, one])).toBeGreaterThan(MAX_OPERATION_BYTES - 256);
      }
    }),
  );
});
