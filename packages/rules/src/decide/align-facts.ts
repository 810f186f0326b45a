import type { Facts } from '../facts/facts.ts';
import { type Needs, unknownFacts } from '../facts/needs.ts';

/**
 * The facts with their lists in the order of the needs, so that programs find by place what they
 * read. What is not there is missing. Facts that are in order already are answered as they are.
 */
export function alignFacts(facts: Facts, needs: Needs): Facts {
  if (isAligned(facts, needs)) return facts;
  const unknown = unknownFacts(needs, facts.receivers.length);
  return {
    ...facts,
    sent: needs.sent.map((hours) => find(facts.sent, 'hours', { hours, amount: null })),
    payments: unknown.payments.map((one) => find(facts.payments, 'hours', one)),
    payees: unknown.payees.map((one) => find(facts.payees, 'hours', one)),
    lists: unknown.lists.map((one) => find(facts.lists, 'list', one)),
    rates: unknown.rates.map((one) => find(facts.rates, 'currency', one)),
    indicators: unknown.indicators.map((one) => find(facts.indicators, 'name', one)),
  };
}

function find<T>(given: readonly T[], key: keyof T, unknown: T): T {
  return given.find((one) => one[key] === unknown[key]) ?? unknown;
}

function isAligned(facts: Facts, needs: Needs): boolean {
  return (
    isInOrder(facts.sent, 'hours', needs.sent) &&
    isInOrder(facts.payments, 'hours', needs.payments) &&
    isInOrder(facts.payees, 'hours', needs.payees) &&
    isInOrder(facts.lists, 'list', needs.lists) &&
    isInOrder(facts.rates, 'currency', needs.rates) &&
    isInOrder(facts.indicators, 'name', needs.indicators)
  );
}

function isInOrder<T, K extends keyof T>(
  given: readonly T[],
  key: K,
  wanted: readonly T[K][],
): boolean {
  if (given.length < wanted.length) return false;
  for (let i = 0; i < wanted.length; i += 1) if (given[i]?.[key] !== wanted[i]) return false;
  return true;
}
