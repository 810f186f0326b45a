import type { Corridor } from '../../compile/context.ts';
import { WORLD } from '../../testing/rulebooks.ts';
import { countryIs, currencyIs } from './spoken-facts.ts';
import { all, any, not, type SpokenRulebook, type SpokenRule } from './spoken-rulebook.ts';

interface Step {
  readonly name: 'amount' | 'sender-tier' | 'receiver-tier';
  readonly low: bigint;
  readonly high: bigint;
}

/** What rules have steps in, as SMT-LIB names it, with the least and the most that it can be. */
export const STEPPED: readonly Step[] = [
  { name: 'amount', low: 1n, high: 2n ** 63n - 1n },
  { name: 'sender-tier', low: 0n, high: 15n },
  { name: 'receiver-tier', low: 0n, high: 15n },
];

type Stepped = Step['name'];

/** The definitions of a rulebook about a payment with `by` more of something; names get a prefix. */
export function shifted(
  { definitions }: SpokenRulebook,
  stepped: Stepped,
  by: 1 | -1,
): readonly string[] {
  const moved = (name: string): string => `(+ ${name} ${by < 0 ? '(- 1)' : '1'})`;
  const names = definitions.map((one) => /define-fun (\S+)/.exec(one)?.[1] as string);
  const prefix = prefixOf(stepped, by);
  return definitions.map((one) => {
    let text = one;
    for (const name of names) text = text.replaceAll(word(name), prefix + name);
    text = text.replaceAll(word(stepped), moved(stepped));
    if (stepped !== 'amount') return text;
    // In the payment's own currency a rule reads the same number under another name.
    return text.replaceAll(
      /(?<![\w-])amount-in-(HRB|EUR)(?![\w-])/g,
      (money, currency: string) => `(ite ${currencyIs(currency)} ${moved(money)} ${money})`,
    );
  });
}

function prefixOf(stepped: Stepped, by: 1 | -1): string {
  return `${stepped}-${by < 0 ? 'less' : 'more'}-`;
}

function word(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'g');
}

/** That a rule objects to a little less, its module to nothing here, and to a little more. */
export function gapOf(one: SpokenRule, { rules }: SpokenRulebook): string {
  const module = rules.filter((other) => other.module === one.module);
  return any(
    STEPPED.map(({ name, low, high }) =>
      all([
        `(< ${low} ${name} ${high})`,
        prefixOf(name, -1) + one.objects,
        not(any(module.map(({ objects }) => objects))),
        any(module.map(({ objects }) => prefixOf(name, 1) + objects)),
      ]),
    ),
  );
}

/** A corridor of the analysis: countries that nothing names are one or two of all others. */
export function corridorIs({ origin, destination, currency }: Corridor): string {
  const isNamed = (country: string): boolean => WORLD.includes(country);
  const from = isNamed(origin) ? origin : 'elsewhere';
  const other = origin === destination || isNamed(origin) ? 'elsewhere' : 'elsewhere else';
  const to = isNamed(destination) ? destination : other;
  return all([
    countryIs('origin', from),
    countryIs('destination', to),
    currencyIs(currency as string),
  ]);
}
