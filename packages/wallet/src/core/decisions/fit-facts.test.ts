import { type Facts, factsHash, noObjection, unknownFacts } from '@tallystick/rules';
import { expect, test } from 'vitest';
import { type Change, fitFacts } from './fit-facts.ts';

const best: Facts = {
  ...unknownFacts(noObjection.needs, 1),
  currency: new Uint8Array(32),
  amount: 5n,
  sender: { country: 'KE', tier: 0 },
  receivers: [{ kind: 'party', country: 'DE', tier: 0, first: null }],
  online: true,
  time: 5,
  sent: [],
};
const tiers = [1, 2, 3].map((tier): Change => (one) => ({
  ...one,
  sender: { country: 'KE', tier },
}));
const waits = [7, 8].map((waitedMs): Change => (one) => ({ ...one, waitedMs }));

test('facts are found by their hash, whichever of their alternatives were so', () => {
  expect(fitFacts(factsHash(best), best, [])).toEqual(best);
  for (const tier of [undefined, ...tiers]) {
    for (const wait of [undefined, ...waits]) {
      const first = tier?.(best) ?? best;
      const facts = wait?.(first) ?? first;
      expect(fitFacts(factsHash(facts), best, [tiers, waits])).toEqual(facts);
    }
  }
});

test('what fits nothing is not found, however many there are to try', () => {
  const other = factsHash({ ...best, amount: 6n });
  expect(fitFacts(other, best, [tiers, waits])).toBeUndefined();
  expect(
    fitFacts(
      other,
      best,
      Array.from({ length: 40 }, () => tiers),
    ),
  ).toBeUndefined();
});
