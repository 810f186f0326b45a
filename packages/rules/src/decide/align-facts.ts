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

/** Asked before every decision: a loop of its own for each list, so that each sees one shape. */
function isAligned(facts: Facts, needs: Needs): boolean {
  const { sent, payments, payees, lists, rates, indicators } = facts;
  for (let i = 0; i < needs.sent.length; i += 1) {
    if (sent[i]?.hours !== needs.sent[i]) return false;
  }
  for (let i = 0; i < needs.payments.length; i += 1) {
    if (payments[i]?.hours !== needs.payments[i]) return false;
  }
  for (let i = 0; i < needs.payees.length; i += 1) {
    if (payees[i]?.hours !== needs.payees[i]) return false;
  }
  for (let i = 0; i < needs.lists.length; i += 1) {
    if (lists[i]?.list !== needs.lists[i]) return false;
  }
  for (let i = 0; i < needs.rates.length; i += 1) {
    if (rates[i]?.currency !== needs.rates[i]) return false;
  }
  for (let i = 0; i < needs.indicators.length; i += 1) {
    if (indicators[i]?.name !== needs.indicators[i]) return false;
  }
  return true;
}
