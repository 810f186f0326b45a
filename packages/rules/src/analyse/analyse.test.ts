import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleFacts } from '../check/example-facts.ts';
import { CompiledRulebook } from '../compile/compiled-rulebook.ts';
import type { RulebookSource } from '../compile/source.ts';
import type { Outcome } from '../outcome.ts';
import type { Facts } from '../facts/facts.ts';
import { freshRulebook } from '../testing/fresh-rulebooks.ts';
import { CURRENCIES, facts, START } from '../testing/rulebooks.ts';
import { analyse } from './analyse.ts';
import { type ChangeKind, difference } from './difference.ts';
import type { FindingKind, Payment } from './report.ts';

// Z3 is asked about many more (second-opinion.integration.test.ts).
const RUNS = 10;
const SEED = 1;
/** Seconds on a quiet machine. */
const LONG = { timeout: 120_000 };
const STEPS = { left: 20_000_000, perQuestion: 200_000 } as const;

/** Facts of which nothing is missing, about one payee, as a ledger could have them. */
const complete: fc.Arbitrary<Facts> = fc
  .tuple(facts, fc.constantFrom('DE', 'FR', 'KE', 'UG'), fc.nat({ max: 5 }), fc.boolean())
  .map(([one, country, tier, is]) => ({
    ...one,
    currency: (CURRENCIES[is ? 0 : 1] as (typeof CURRENCIES)[number]).id,
    amount: one.amount === 0n ? 1n : one.amount,
    receivers: [{ kind: 'party', country, tier, first: is } as const],
    time: START,
    purpose: one.purpose ?? 'RENT',
    secondFactor: one.secondFactor ?? is,
    documents: one.documents ?? [],
    waitedMs: one.waitedMs ?? 0,
    lists: ['KNOWN', 'WATCHED'].map((list) => ({ list, sender: is, receivers: [!is] })),
    rates: ['EUR', 'HRB', 'KES'].map((currency) => ({
      currency,
      rate: { numerator: 1n, denominator: 1n },
    })),
    indicators: one.indicators.map(({ name, figure }) => ({ name, figure: figure ?? 3n })),
    sent: one.sent.map(({ hours, amount }) => ({ hours, amount: amount ?? 10n })),
    payments: one.payments.map(({ hours, count }) => ({ hours, count: count ?? 1 })),
    payees: one.payees.map(({ hours, count }) => ({ hours, count: count ?? 1 })),
  }))
  .filter(isPossible);

const MANY = fc.array(complete, { minLength: 30, maxLength: 30 });

/** A longer window holds the shorter one, and one payment has at most 16 payees. */
function isPossible({ sent, payments, payees }: Facts): boolean {
  const count = (of: Facts['payments'], hours: number): number =>
    of.find((one) => one.hours === hours)?.count ?? 0;
  const amount = (hours: number): bigint => sent.find((one) => one.hours === hours)?.amount ?? 0n;
  return (
    amount(24) <= amount(720) &&
    count(payments, 24) <= count(payments, 720) &&
    count(payees, 24) <= count(payees, 720) &&
    count(payees, 24) <= 16 * count(payments, 24) &&
    count(payees, 720) <= 16 * count(payments, 720)
  );
}

/** What the interpreter says about a witness. */
function outcomeOf(from: RulebookSource, payment: Payment): Outcome {
  const compiled = new CompiledRulebook(from);
  const example = { kind: 'example', verdict: 'held', by: null, ...payment } as const;
  const setting = { needs: compiled.needs, currencies: CURRENCIES, from: START };
  return compiled.decide(exampleFacts(example, setting)).outcome;
}

const IDLE: readonly FindingKind[] = ['never-applies', 'never-objects', 'shadowed'];

test('a witness is decided as its finding says, and nobody misses an idle rule', LONG, () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(freshRulebook, MANY, (one, many) => {
      const { findings } = analyse(one, START, STEPS);
      for (const { kind, witness } of findings) {
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (witness === null) continue;
        const outcome = outcomeOf(one, witness);
        if (kind === 'conflict') expect(outcome).toBe('refuse');
        if (kind === 'shadowed') expect(outcome).not.toBe('no-objection');
        if (kind === 'exception-without-effect') expect(outcome).not.toBe('no-objection');
      }
      const [idle] = findings.filter(({ kind }) => IDLE.includes(kind));
      if (idle === undefined) return;
      const [before, after] = [
        new CompiledRulebook(one),
        new CompiledRulebook(without(one, idle.rule)),
      ];
      for (const fact of many) {
        expect(after.decide(fact).outcome).toBe(before.decide(fact).outcome);
      }
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  for (const kind of [...IDLE, 'conflict', 'gap', 'exception-without-effect']) {
    expect(seen.has(kind)).toBe(true);
  }
});

function without(one: RulebookSource, rule: string): RulebookSource {
  const modules = one.modules.map((module) => ({
    ...module,
    items: module.items.filter((item) => item.kind !== 'rule' || item.id !== rule),
  }));
  return { ...one, modules };
}

const NEW: Readonly<Record<Outcome, ChangeKind>> = {
  refuse: 'newly-refused',
  hold: 'newly-held',
  'no-objection': 'newly-allowed',
};

test('two rulebooks differ exactly as the difference says', LONG, () => {
  const seen = { differing: 0, witnesses: 0 };
  fc.assert(
    fc.property(freshRulebook, freshRulebook, MANY, (one, other, many) => {
      const after = { ...other, lists: one.lists };
      const report = difference(one, after, START, STEPS);
      for (const { kind, witness } of report.differences) {
        seen.witnesses += 1;
        expect(NEW[outcomeOf(after, witness)]).toBe(kind);
        expect(NEW[outcomeOf(one, witness)]).not.toBe(kind);
      }
      if (report.undecided.length > 0) return;
      const kinds = new Set(report.differences.map(({ kind }) => kind));
      const [was, is] = [new CompiledRulebook(one), new CompiledRulebook(after)];
      for (const fact of many) {
        const { outcome } = is.decide(fact);
        if (was.decide(fact).outcome === outcome) continue;
        seen.differing += 1;
        expect(kinds).toContain(NEW[outcome]);
      }
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  expect(seen.witnesses).toBeGreaterThan(50);
  expect(seen.differing).toBeGreaterThan(50);
});
