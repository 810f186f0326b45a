import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Facts } from '../facts/facts.ts';
import { printRequirement } from '../print/print-rule.ts';
import { strictest } from '../outcome.ts';
import { referenceDecision } from '../testing/reference.ts';
import { facts, ruleOf, source, WORLD } from '../testing/rulebooks.ts';
import { hoursOf, type Requirement } from '../tree/index.ts';
import { CompiledRulebook } from './compiled-rulebook.ts';

/** All that there are, as far as any rule can tell, and one that no rule names. */
const COUNTRIES = [...WORLD, 'ZZ'];

describe('a compiled rulebook', () => {
  test('answers what every rule, asked one by one, says', () => {
    const property = fc.property(
      source,
      fc.array(facts, { minLength: 4, maxLength: 4 }),
      (source, all) => {
        const rulebook = new CompiledRulebook(source);
        for (const one of all) {
          const { needed, ...expected } = referenceDecision(source, one, COUNTRIES);
          const { requirements, ...decided } = rulebook.decide(one);
          expect(decided).toEqual(expected);
          expect(new Set(requirements)).toEqual(strongest(needed));
        }
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  test('decides by its facts alone: asked again, in another order, it says the same', () => {
    const property = fc.property(source, fc.array(facts, { maxLength: 8 }), (source, all) => {
      const rulebook = new CompiledRulebook(source);
      const once = all.map((one) => rulebook.decide(one));
      const again = all.toReversed().map((one) => rulebook.decide(one));
      expect(again.toReversed()).toEqual(once);
      const { modules, lists, settings, currencies } = source;
      const shuffled = new CompiledRulebook({
        modules: modules.toReversed(),
        lists: lists.toReversed(),
        settings: settings.toReversed(),
        currencies: currencies.toReversed(),
      });
      expect(shuffled.hash).toEqual(rulebook.hash);
      expect(all.map((one) => shuffled.decide(one))).toEqual(once);
    });
    fc.assert(property, { numRuns: 60 });
  });

  test('is never milder with one rule more', () => {
    const many = fc.array(facts, { minLength: 5, maxLength: 5 });
    const property = fc.property(source, fc.nat(), ruleOf('X-1'), many, (source, at, rule, all) => {
      fc.pre(source.modules.length > 0);
      const index = at % source.modules.length;
      const stricter = source.modules.map((module, i) =>
        i === index ? { ...module, items: [...module.items, rule] } : module,
      );
      const before = new CompiledRulebook(source);
      const after = new CompiledRulebook({ ...source, modules: stricter });
      for (const one of all) {
        const [old, now] = [before.decide(one).outcome, after.decide(one).outcome];
        expect(strictest(old, now)).toBe(now);
      }
    });
    fc.assert(property, { numRuns: 50 });
  });

  test('is never milder with one fact less', () => {
    const less: readonly ((facts: Facts) => Facts)[] = [
      (one) => ({ ...one, sent: [] }),
      (one) => ({ ...one, rates: [] }),
      (one) => ({ ...one, lists: [] }),
      (one) => ({ ...one, purpose: null, documents: null }),
      (one) => ({ ...one, secondFactor: null, waitedMs: null }),
    ];
    const property = fc.property(source, facts, (source, one) => {
      const rulebook = new CompiledRulebook(source);
      const { outcome } = rulebook.decide(one);
      for (const take of less) {
        const { outcome: now } = rulebook.decide(take(one));
        // A refusal may turn into a hold, until somebody knows; nothing turns into a yes.
        expect(outcome === 'no-objection' || now !== 'no-objection').toBe(true);
      }
    });
    fc.assert(property, { numRuns: 50 });
  });
});

/** The highest tier, every document, the longest wait. */
function strongest(needed: readonly Requirement[]): Set<string> {
  const dominated = (one: Requirement, other: Requirement): boolean => {
    if (one.kind === 'needs-tier' && other.kind === 'needs-tier') {
      return one.of === other.of && one.tier < other.tier;
    }
    if (one.kind === 'needs-waiting' && other.kind === 'needs-waiting') {
      return hoursOf(one.window) < hoursOf(other.window);
    }
    return false;
  };
  const kept = needed.filter((one) => !needed.some((other) => dominated(one, other)));
  return new Set(kept.map(printRequirement));
}
