import { MAX_WINDOW_HOURS } from '../facts/windows.ts';
import { nearest } from '../mistake/nearest.ts';
import { printConstant } from '../print/print-term.ts';
import type { Compare, Parameter, Term } from '../tree/index.ts';
import { checkMoney, checkTier, checkWindow, type Checking, tell } from './checking.ts';

export type Parameters = ReadonlyMap<string, Parameter>;

/** Both sides are money of one currency, or both are figures; and something in them can change. */
export function checkCompare(checking: Checking, compare: Compare, parameters: Parameters): void {
  const terms = [...compare.left.terms, ...compare.right.terms];
  for (const term of terms) checkTerm(checking, term, parameters);
  const types = terms.map((term) => typeOf(term, parameters));
  if (types.includes('unknown')) return;
  if (terms.every(({ kind }) => kind === 'money' || kind === 'figure' || kind === 'reference')) {
    tell(
      checking,
      'types',
      compare,
      'Nothing in this comparison depends on the payment: it is always so, or never. Compare with amount, a sum, a count or a tier.',
    );
    return;
  }
  if (types.includes('money') && types.includes('figure')) {
    tellMixed(checking, compare, terms, types);
    return;
  }
  checkCurrencies(checking, terms, parameters);
  const hasTier = terms.some(({ kind }) => kind === 'tier');
  for (const term of terms)
    if (hasTier && term.kind === 'figure') checkTier(checking, term.value, term);
}

function tellMixed(
  checking: Checking,
  compare: Compare,
  terms: readonly Term[],
  types: readonly Type[],
): void {
  const bare = terms.find(({ kind }) => kind === 'figure');
  const figures = terms.filter((_, i) => types[i] === 'figure');
  if (bare?.kind === 'figure' && figures.every(({ kind }) => kind === 'figure')) {
    const written = printConstant(bare);
    const message = `${written} is compared with money: write its currency.`;
    tell(checking, 'missing-currency', bare, message, `${written} EUR`);
    return;
  }
  const message =
    'Money is compared with money, and counts, tiers and figures with one another: write both sides in one kind.';
  tell(checking, 'types', compare, message);
}

type Type = 'money' | 'figure' | 'unknown';

function typeOf(term: Term, parameters: Parameters): Type {
  switch (term.kind) {
    case 'money':
    case 'amount':
    case 'sent':
      return 'money';
    case 'reference':
      return parameters.get(term.name)?.low.kind ?? 'unknown';
    case 'figure':
    case 'indicator':
    case 'payees':
    case 'payments':
    case 'tier':
      return 'figure';
  }
}

function checkTerm(checking: Checking, term: Term, parameters: Parameters): void {
  switch (term.kind) {
    case 'money':
      checkMoney(checking, term);
      return;
    case 'sent':
    case 'payments':
    case 'payees':
      checkWindow(checking, term.window, MAX_WINDOW_HOURS);
      return;
    case 'reference':
      if (!parameters.has(term.name)) {
        const message = `This module has no parameter ${term.name}: declare it with "parameter ${term.name} …", or write the amount itself.`;
        const correction = nearest(term.name, parameters.keys());
        tell(checking, 'unknown-parameter', term, message, correction);
      }
      return;
    case 'amount':
    case 'figure':
    case 'indicator':
    case 'tier':
      return;
  }
}

function checkCurrencies(checking: Checking, terms: readonly Term[], parameters: Parameters): void {
  let first: string | undefined;
  for (const term of terms) {
    const constant = term.kind === 'reference' ? parameters.get(term.name)?.low : term;
    if (constant?.kind !== 'money') continue;
    first ??= constant.currency;
    if (constant.currency === first) continue;
    const message = `One comparison is in one currency: ${first} and ${constant.currency} have no common measure here: make two rules of it.`;
    tell(checking, 'two-currencies', term, message);
    return;
  }
}
