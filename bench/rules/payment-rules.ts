import { PAIRS, RULES } from './rule-set.ts';

/** 5,000 rules that payments of the benches' economy are decided by: every kind of fact that the ledger counts is asked. */

/** None of them stops a payment of the benches: an objection would be another measurement. */
const OTHERS = (currency: string): readonly string[] => [
  `rule GLOBAL-CAP "No payment above 10,000" when amount > 10000.00 ${currency} then refuse`,
  `rule GLOBAL-DAY "A day without identity"
    when sender tier < 1 and sent in 24 hours + amount > 500.00 ${currency}
    then hold until identity tier 1`,
  `rule GLOBAL-MONTH-0 "A month without identity"
    when sender tier < 1 and sent in 30 days + amount > 1000.00 ${currency}
    then hold until identity tier 1`,
  `rule GLOBAL-MONTH-1 "A month at tier 1"
    when sender tier < 2 and sent in 30 days + amount > 5000.00 ${currency}
    then hold until identity tier 2`,
  `rule GLOBAL-ABROAD "Identity across borders"
    when crossborder and amount >= 1000.00 ${currency} and sender tier < 2
    then hold until identity tier 2`,
  `rule GLOBAL-MANY "Very many payments"
    when sender tier < 2 and payments in 24 hours >= 5000 then hold until identity tier 2`,
  `rule GLOBAL-FAN "Very many payees"
    when sender tier < 2 and payees in 30 days >= 400 then hold until identity tier 2`,
  `rule GLOBAL-FIRST "Much to a stranger"
    when first payment to payee and amount >= 200.00 ${currency} and sender tier < 1
    then hold until identity tier 1`,
];

/** In force from that instant, in ms since 1970, a whole second. */
export function paymentRules(currency: string, from: number): string {
  const others = OTHERS(currency);
  const pairs = PAIRS.slice(0, RULES - others.length).map(
    ({ origin, destination }, i) =>
      `rule GLOBAL-${i} "Sanctioned" when origin = ${origin} and destination = ${destination} then refuse`,
  );
  const instant = new Date(from).toISOString().replace('.000Z', 'Z');
  const header = `module global version 1 in force from ${instant}`;
  return [header, ...pairs, ...others].join('\n');
}
