import { check, compile, type Rulebook } from '@tallystick/rules';
import { CURRENCY, PAIRS } from './rule-set.ts';

const OTHERS = `
rule GLOBAL-CAP "No payment above 10,000"
  when amount > 10000.00 EUR
  then refuse

rule GLOBAL-MONTH-0 "A month without identity"
  when sender tier < 1 and sent in 30 days + amount > 1000.00 EUR
  then hold until identity tier 1

rule GLOBAL-MONTH-1 "A month at tier 1"
  when sender tier < 2 and sent in 30 days + amount > 5000.00 EUR
  then hold until identity tier 2

rule GLOBAL-ABROAD "Identity across borders"
  when crossborder and amount >= 1000.00 EUR and sender tier < 2
  then hold until identity tier 2
`;

export function rulesText(): string {
  const pairs = PAIRS.map(
    ({ origin, destination }, i) =>
      `rule GLOBAL-${i} "Sanctioned" when origin = ${origin} and destination = ${destination} then refuse`,
  );
  return `module global version 1 in force from 2027-01-01\n${pairs.join('\n')}\n${OTHERS}`;
}

/** From the text to a rulebook that decides. */
export function unified(text: string): Rulebook {
  const currencies = [{ code: 'EUR', id: CURRENCY, decimals: 2 }];
  const { tree, mistakes } = check(text, { currencies, lists: [], modules: [] });
  if (tree?.kind !== 'module' || mistakes.length > 0) {
    throw new Error(mistakes[0]?.message ?? 'no module');
  }
  const compiled = compile({ modules: [tree], lists: [], settings: [], currencies });
  if (!compiled.ok) throw new Error(compiled.mistakes[0]?.message);
  return compiled.rulebook;
}
