import { decode, effectsCodec, type Hold } from '@tallystick/protocol';
import {
  type Decision,
  type Facts,
  factsHash,
  hourOf,
  type Needs,
  NO_OBJECTION,
  type Receiver,
  type Rulebook,
} from '@tallystick/rules';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { submit } from '../testing/counter.ts';
import { type DecidedWorld, decidedWorld, honestRing } from '../testing/deciding.ts';
import { holdFor, START } from '../testing/parties.ts';
import { reportOn } from '../testing/report.ts';
import { verifySeal } from '../testing/seal.ts';

const NEEDS: Needs = {
  sent: [24],
  payments: [1, 30],
  payees: [1, 24, 50],
  first: true,
  lists: [],
  rates: [],
  indicators: [],
};

/** Refuses often enough that what was gathered for a batch turns out to be otherwise. */
const counting: Rulebook = {
  hash: new Uint8Array(32).fill(8),
  needs: NEEDS,
  decide({ amount, sender, payments, payees, receivers }): Decision {
    if (sender.tier === 15) return NO_OBJECTION; // a treasury
    const [lastHour, lastDay] = [payments[0]?.count ?? 0, payees[1]?.count ?? 0];
    const isNew = receivers.some((one) => one.kind === 'party' && one.first !== false);
    const refused = lastHour >= 9 || (lastDay >= 6 && isNew) || (isNew && amount > 30n);
    return refused ? { outcome: 'refuse', rule: 'T-1', requirements: [] } : NO_OBJECTION;
  },
};

/** A hold as the naive reading of the log sees it. */
interface Item {
  readonly put: number;
  readonly hour: number;
  readonly amount: bigint;
  /** Of the world's payees; the payer itself is -1, bounds are -2. */
  readonly payees: readonly number[];
}

/** The facts of an item, from every item before it, with no thought of speed. */
function naiveFacts(world: DecidedWorld, before: readonly Item[], item: Item, time: number): Facts {
  const within = (hours: number): readonly Item[] =>
    before.filter(({ hour }) => hour > item.hour - hours);
  const distinct = (items: readonly Item[]): number => {
    const all = items.flatMap(({ payees }) => payees);
    return new Set(all.filter((one) => one !== -2)).size + all.filter((one) => one === -2).length;
  };
  const earlier = before.filter(({ put }) => put !== item.put).flatMap(({ payees }) => payees);
  const receivers = item.payees.map((payee): Receiver => {
    if (payee === -2) return { kind: 'bounds', countries: ['KE'], minTier: 0 };
    return { kind: 'party', country: 'KE', tier: 0, first: !earlier.includes(payee) };
  });
  return {
    currency: world.hrb,
    amount: item.amount,
    sender: { country: 'KE', tier: 0 },
    receivers,
    online: true,
    time,
    sent: [{ hours: 24, amount: within(24).reduce((sum, { amount }) => sum + amount, 0n) }],
    payments: NEEDS.payments.map((hours) => ({ hours, count: within(hours).length })),
    payees: NEEDS.payees.map((hours) => ({ hours, count: distinct(within(hours)) })),
    purpose: null,
    secondFactor: null,
    documents: null,
    waitedMs: null,
    lists: [],
    rates: [],
    indicators: [],
    exempt: [],
  };
}

const PAYEES = 4;
const payee = fc.oneof(fc.constant(-2), fc.integer({ min: -1, max: PAYEES - 1 }));
const item = fc.record({
  amount: fc.bigInt({ min: 1n, max: 40n }),
  payees: fc.array(payee, { minLength: 1, maxLength: 3 }),
});
const step = fc.record({
  /** A new batch begins so many hours later; null: in the same batch. */
  wait: fc.option(fc.constantFrom(0, 0, 1, 1, 6, 23, 24, 25, 30, 50), { nil: null }),
  device: fc.nat({ max: 2 }),
  items: fc.array(item, { minLength: 1, maxLength: 3 }),
});

function holdOf(world: DecidedWorld, { amount, payees }: Pick<Item, 'amount' | 'payees'>): Hold {
  const claims = payees.map((payee) => {
    const identity = payee === -1 ? world.payer.id : world.payees[payee]?.id;
    const [claim] = holdFor(identity ?? world.payer.id, world.hrb, 1n).claims;
    if (claim === undefined) throw new Error('no claim');
    if (payee !== -2) return claim;
    const bounds = { kind: 'anyone' as const, countries: ['KE'], minTier: 0 };
    return { ...claim, payee: bounds, condition: { kind: 'after' as const, time: START } };
  });
  return { ...holdFor(world.payer.id, world.hrb, amount), claims };
}

test('counts, payees and first payments are what a naive reading of the log says', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
    const world = await decidedWorld(counting, { payees: PAYEES });
    let ledger = await world.open(honestRing(counting));
    const admitted: Item[] = [];
    for (let at = 0; at < steps.length;) {
      world.sovereign.clock += (steps[at]?.wait ?? 0) * 3_600_000;
      const until = steps.findIndex(({ wait }, index) => index > at && wait !== null);
      const batch = steps.slice(at, until < 0 ? undefined : until);
      const built = batch.map(({ device, items }) =>
        world.put(device, ...items.map((one) => holdOf(world, one))),
      );
      const answers = await submit(ledger, built, verifySeal);
      for (const [index, answer] of answers.entries()) {
        if (!answer.ok) continue;
        const effects = decode(effectsCodec, answer.certificate.effects);
        if (!effects.ok || effects.value.kind !== 'put') throw new Error('not a put');
        const { time, decisions } = effects.value;
        const put = at + index;
        for (const [which, one] of (batch[index]?.items ?? []).entries()) {
          const now: Item = { ...one, put, hour: hourOf(time) };
          const facts = naiveFacts(world, admitted, now, time);
          expect(decisions[which]?.facts).toEqual(factsHash(facts));
          admitted.push(now);
        }
      }
      at += batch.length;
      if (at % 3 === 0) {
        await ledger.close();
        ledger = await world.open(honestRing(counting)); // what was stored is what was in memory
      }
    }
    await ledger.close();
    const report = await reportOn(world.image, world.sovereign, { rulebook: counting });
    expect(report.problems).toEqual([]);
  });
  await fc.assert(property, { numRuns: 40 });
});

test('puts of one batch that are all admitted are one question, counts and payees included', async () => {
  const world = await decidedWorld(counting, { payees: PAYEES });
  const asked: number[] = [];
  const ledger = await world.open(honestRing(counting, asked));
  const batch = [[0], [0, 1, -2], [1]].map((payees, at) =>
    world.put(at, holdOf(world, { amount: 5n, payees })),
  );
  const answers = await submit(ledger, batch, verifySeal);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(asked).toEqual([3]);
  await ledger.close();
});
