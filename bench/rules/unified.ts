import {
  analyse,
  check,
  compile,
  DEFAULT_STEPS,
  type Report,
  type Rulebook,
  type RulebookSource,
} from '@tallystick/rules';
import { CURRENCY, PAIRS } from './rule-set.ts';

const HEADER = 'module global version 1 in force from 2027-01-01';
/** Any day on which they are in force. */
const IN_FORCE = Date.UTC(2027, 5, 1);

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
  return `${HEADER}\n${pairs.join('\n')}\n${OTHERS}`;
}

/** From the text to a rulebook that decides. */
export function unified(text: string): Rulebook {
  return compiled(text).rulebook;
}

/** From the text to everything that is odd about it, as a proposal's gates ask it. */
export function analysed(text: string): Report {
  return analyse(compiled(text).source, IN_FORCE, DEFAULT_STEPS);
}

/** As many rules that ask every payment, each of which has to be held beside all others. */
export function hardText(count: number): string {
  const rules = Array.from(
    { length: count },
    (_, i) => `rule GLOBAL-${i} "One amount" when amount = ${i + 1}.00 EUR then refuse`,
  );
  return `${HEADER}\n${rules.join('\n')}`;
}

function compiled(text: string): {
  readonly rulebook: Rulebook;
  readonly source: RulebookSource;
} {
  const currencies = [{ code: 'EUR', id: CURRENCY, decimals: 2 }];
  const { tree, mistakes } = check(text, { currencies, lists: [], modules: [] });
  if (tree?.kind !== 'module' || mistakes.length > 0) {
    throw new Error(mistakes[0]?.message ?? 'no module');
  }
  const source = { modules: [tree], lists: [], settings: [], currencies };
  const found = compile(source);
  if (!found.ok) throw new Error(found.mistakes[0]?.message);
  return { rulebook: found.rulebook, source };
}
