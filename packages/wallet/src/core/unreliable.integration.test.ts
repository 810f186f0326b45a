import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Delivery } from '../testing/faults.ts';
import { Town } from '../testing/town.ts';
import { PEOPLE, World, type WorldEvent } from '../testing/world.ts';

const who = fc.nat(PEOPLE.length - 1);
const event: fc.Arbitrary<WorldEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pay'),
      from: who,
      to: who,
      amount: fc.integer({ min: 1, max: 400 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('sync', 'reopen'), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('cut'), who, at: fc.nat(25), after: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('wait', 'sleep', 'sleep'),
      ms: fc.integer({ min: 1000, max: 60_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('replay'), which: fc.nat() }) },
);
const deliveries = fc.array(
  fc.constantFrom<Delivery>('fine', 'fine', 'fine', 'lost', 'answer-lost', 'twice', 'busy', 'late'),
  { maxLength: 200, size: 'max' },
);

it('has every effect once, whatever the network and the machines do', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 5, maxLength: 40, size: 'max' }),
      deliveries,
      async (events, script) => {
        const world = new World(await Town.open(), script);
        await world.settle();
        for (const one of events) await world.happen(one);
        expect(await world.heal()).toEqual([]);
        expect(await world.check()).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});
