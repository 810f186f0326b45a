import { parseAmount } from '@tallystick/protocol';
import { partyHandle } from './party-handle.ts';
import type { Row, RowPayment, RowProblem } from './row.ts';

/** Decimals by currency code. */
export type Currencies = ReadonlyMap<string, number>;

/** What a row asks for, or why it can never be paid, whatever the balances are. */
export function checkRow(row: Row, currencies: Currencies): RowPayment | RowProblem {
  const { line } = row;
  const problem = (code: string, message: string): RowProblem => ({ line, code, message });
  const decimals = currencies.get(row.currency);
  if (decimals === undefined) {
    const known = [...currencies.keys()].join(', ');
    return problem('unknown-currency', `There is no ${row.currency} here, only ${known}.`);
  }
  const amount = parseAmount(row.amount, decimals);
  if (typeof amount !== 'bigint') {
    switch (amount.error) {
      case 'too-precise':
        return problem(
          'too-precise',
          `${row.currency} has ${decimals} decimals, not ${row.amount}.`,
        );
      case 'too-large':
        return problem('too-large', `${row.amount} is more than any currency can have.`);
      case 'negative':
        return problem('negative-amount', `${row.amount} is below zero.`);
      case 'empty':
      case 'not-a-number':
        return problem('malformed', `${JSON.stringify(row.amount)} is no amount, such as 12.50.`);
    }
  }
  if (amount === 0n) return problem('zero-amount', 'A payment of nothing is no payment.');
  // "@ada" is how people write the handle "ada".
  const payer = partyHandle(row.from.replace(/^@(?=.)/, ''));
  const payee = partyHandle(row.to.replace(/^@(?=.)/, ''));
  if (payer === payee) return problem('self-payment', `${row.from} would pay itself.`);
  return { line, payer, payee, amount, currency: row.currency };
}
