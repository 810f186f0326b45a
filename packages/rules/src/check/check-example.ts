import { MAX_WINDOW_HOURS, MAX_WAITING_HOURS } from '../facts/windows.ts';
import { decimalsOf } from '../compile/money.ts';
import { nearest } from '../mistake/nearest.ts';
import type { Example, ExampleFact, Rule } from '../tree/index.ts';
import { checkList } from './check-within.ts';
import { ruleIndexOf } from './name-index.ts';
import {
  checkCountry,
  checkCurrency,
  checkMoney,
  checkTier,
  checkWindow,
  type Checking,
  tell,
} from './checking.ts';

export function checkExample(
  checking: Checking,
  example: Example,
  own: ReadonlyMap<string, Rule>,
): void {
  checkMoney(checking, example.amount);
  checkCountry(checking, example.origin, [example, 'origin']);
  checkCountry(checking, example.destination, [example, 'destination']);
  for (const fact of example.facts) checkFact(checking, fact, example);
  const { by, verdict } = example;
  if (by === null) return;
  const { rules } = ruleIndexOf(checking.surroundings.modules);
  if (!own.has(by) && !rules.has(by)) {
    const message = `There is no rule ${by}.`;
    tell(checking, 'unknown-rule', [example, 'verdict'], message, nearest(by, own.keys()));
  } else if (verdict === 'allowed') {
    tell(checking, 'example', [example, 'verdict'], 'No rule allows: nothing objects.', 'allowed');
  }
}

function checkFact(checking: Checking, fact: ExampleFact, example: Example): void {
  switch (fact.kind) {
    case 'tier':
      checkTier(checking, fact.tier, fact);
      return;
    case 'sent':
      checkSent(checking, fact, example);
      return;
    case 'payments':
    case 'payees':
      if (fact.window !== null) checkWindow(checking, fact.window, MAX_WINDOW_HOURS);
      return;
    case 'waited':
      checkWindow(checking, fact.window, MAX_WAITING_HOURS);
      return;
    case 'list':
      checkList(checking, fact.list, fact, 'parties');
      return;
    case 'rate':
      checkRate(checking, fact, example);
      return;
    case 'document':
    case 'flag':
    case 'indicator':
    case 'no-documents':
    case 'purpose':
    case 'time':
      return;
  }
}

function checkSent(
  checking: Checking,
  fact: Extract<ExampleFact, { kind: 'sent' }>,
  { amount: of }: Example,
): void {
  const { amount, window } = fact;
  if (window !== null) checkWindow(checking, window, MAX_WINDOW_HOURS);
  if (amount.currency !== null && amount.currency !== of.currency) {
    const message = `What was sent counts in the payment's own currency, ${of.currency}.`;
    tell(checking, 'example', amount, message);
  }
  const decimals = decimalsOf(checking.surroundings.currencies, of.currency) ?? 0;
  if (amount.decimals > decimals) {
    tell(checking, 'decimals', amount, `${of.currency} has ${decimals} decimals.`);
  }
}

function checkRate(
  checking: Checking,
  fact: Extract<ExampleFact, { kind: 'rate' }>,
  { amount }: Example,
): void {
  checkCurrency(checking, fact.is.currency, fact);
  if (fact.one.currency === amount.currency && fact.one.units > 0n && fact.is.units > 0n) return;
  const message = `A rate says what some ${amount.currency}, the payment's currency, are worth.`;
  tell(checking, 'example', fact, message);
}
