import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { groundOf } from '../analyse/desk.ts';
import { exampleFacts } from '../check/example-facts.ts';
import { applying, governing } from '../compile/build-corridor.ts';
import { CompiledRulebook } from '../compile/compiled-rulebook.ts';
import type { RulebookSource } from '../compile/source.ts';
import { CURRENCIES, source as anySource, START, WORLD } from '../testing/rulebooks.ts';
import { openFacts } from './open-facts.ts';
import { Proof } from './proof.ts';
import type { MayQuery } from './query.ts';
import { factOf, findAllowed, needed, only, type Range, type Taking } from './search.ts';
import { widened } from './widen.ts';

/** A question, and what the interpreter answers about facts that are taken. */
interface Asked {
  readonly proof: Proof;
  readonly taking: Taking;
  readonly allows: (taking: Taking) => boolean;
  readonly hasRate: boolean;
}

const query: fc.Arbitrary<MayQuery> = fc.record({
  amount: fc.bigInt({ min: 1n, max: 400n }),
  currency: fc.constantFrom('HRB', 'EUR'),
  from: fc.constantFrom(...WORLD),
  to: fc.constantFrom(...WORLD),
  tier: fc.nat({ max: 5 }),
  time: fc.nat({ max: 9 * 24 }).map((hour) => START + hour * 3_600_000),
});

/** Undefined where nothing is asked for, or nothing helps. */
function ask(source: RulebookSource, of: MayQuery): Asked | undefined {
  const rulebook = new CompiledRulebook(source);
  const ground = groundOf(source, of.time);
  const corridor = { origin: of.from, destination: of.to, currency: of.currency };
  const modules = applying(ground, corridor, governing(ground, corridor)).map((one) => one.module);
  const open = openFacts(of, modules, source);
  const money = { kind: 'money', units: of.amount, decimals: 2, currency: of.currency } as const;
  const allows = (taking: Taking): boolean => {
    const facts = taking.flatMap((taken) => (taken === undefined ? [] : [factOf(taken)]));
    const tiers = facts.some((fact) => fact.kind === 'tier' && fact.of === 'receiver')
      ? [[]]
      : Array.from({ length: 16 }, (_, tier) => [{ kind: 'tier', of: 'receiver', tier } as const]);
    return tiers.every((tier) => {
      const given = [{ kind: 'tier', of: 'sender', tier: of.tier } as const, ...facts, ...tier];
      const described = { amount: money, origin: of.from, destination: of.to, facts: given };
      const setting = { needs: rulebook.needs, currencies: CURRENCIES, from: of.time };
      return rulebook.decide(exampleFacts(described, setting)).outcome === 'no-objection';
    });
  };
  const proof = new Proof({ query: of, ground, open });
  const unknown = open.map(() => undefined);
  if (allows(unknown)) return undefined;
  const found = findAllowed(open, (taking) => proof.isPossible(taking) && allows(taking));
  if (found === undefined) return undefined;
  const taking = widened(needed(found, allows), proof);
  const hasRate = taking.some((one) => one !== undefined && factOf(one).kind === 'rate');
  return { proof, taking, allows, hasRate };
}

/** Every number as one value of its range. */
function within(taking: Taking, picks: readonly number[]): Taking {
  return taking.map((taken, at) => {
    if (taken?.kind !== 'range') return taken;
    const { bound, from, to } = taken;
    const width = to - from > 500n ? 500n : to - from;
    return only(bound, from + (width * BigInt(picks[at % picks.length] ?? 0)) / 100n);
  });
}

/** A longer window holds the shorter one, and one payment has at most 16 payees. */
function isPossible(taking: Taking): boolean {
  const facts = taking.flatMap((one) => (one === undefined ? [] : [factOf(one)]));
  const most = (kind: string, days: number): bigint | undefined => {
    const found = facts.find(
      (fact) => fact.kind === kind && 'window' in fact && fact.window?.count === days,
    );
    if (found?.kind === 'sent') return found.amount.units;
    return found !== undefined && 'count' in found ? BigInt(found.count) : undefined;
  };
  const sixteen = (count: bigint | undefined): bigint | undefined =>
    count === undefined ? undefined : count * 16n;
  const isBelow = (less: bigint | undefined, more: bigint | undefined): boolean =>
    less === undefined || more === undefined || less <= more;
  return (
    ['sent', 'payments', 'payees'].every((kind) => isBelow(most(kind, 1), most(kind, 30))) &&
    isBelow(most('payees', 1), sixteen(most('payments', 1))) &&
    isBelow(most('payees', 30), sixteen(most('payments', 30))) &&
    isBelow(most('payees', 1), sixteen(most('payments', 30)))
  );
}

test('a bound is exact: within all of them nothing objects, one unit beyond something does', () => {
  const seen = { inside: 0, bounds: 0, beside: 0, undecided: 0 };
  const picks = fc.array(fc.nat({ max: 100 }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(anySource, query, fc.array(picks, { minLength: 8 }), (source, of, many) => {
      const asked = ask(source, of);
      if (asked === undefined) return;
      const { proof, taking, allows, hasRate } = asked;
      for (const one of many) {
        const inside = within(taking, one);
        if (!isPossible(inside)) continue;
        seen.inside += 1;
        expect(allows(inside)).toBe(true);
      }
      if (hasRate) return;
      for (const beyond of beyondOf(taking)) {
        const objection = proof.objection(beyond);
        expect(objection).not.toBeNull();
        if (objection === undefined) seen.undecided += 1;
        if (objection === undefined || objection === null) continue;
        expect(allows(objection)).toBe(false);
        seen.bounds += 1;
        if (taking.filter((one) => one?.kind === 'range').length > 1) seen.beside += 1;
      }
    }),
    { numRuns: 150, seed: 1 },
  );
  expect(seen.inside).toBeGreaterThan(100);
  expect(seen.undecided).toBeLessThan(seen.bounds / 20);
  expect(seen.bounds).toBeGreaterThan(30);
  expect(seen.beside).toBeGreaterThan(5);
});

/** For each bound that is told, what is one unit beyond it, the others within theirs. */
function beyondOf(taking: Taking): Taking[] {
  return taking.flatMap((taken, at) => {
    if (taken?.kind !== 'range') return [];
    const { bound, from, to } = taken satisfies Range;
    const values = [
      ...(to < bound.high ? [to + 1n] : []),
      ...(from > bound.low ? [from - 1n] : []),
    ];
    return values.map((value) => taking.with(at, only(bound, value)));
  });
}
