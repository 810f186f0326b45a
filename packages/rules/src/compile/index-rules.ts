import type { Condition, Exception, Module, Parameter, Rule } from '../tree/index.ts';
import { nameOf } from '../tree/index.ts';
import { type Moment, parametersOf } from './moment.ts';
import { currentNames } from './names-of.ts';

/** A module in force, ready to be asked. */
export interface ActiveModule {
  readonly module: Module;
  readonly name: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Treaties, with their versions, that its owner accepts. */
  readonly accepts: ReadonlySet<string>;
  /** Its exceptions, by the rule that each of them names. */
  readonly exceptions: ReadonlyMap<string, readonly Exception[]>;
  readonly rules: RuleIndex;
}

/** A rule and its place in the order in which equally strict ones decide. */
export interface PlacedRule {
  readonly rule: Rule;
  readonly order: number;
  /** Whether neither it nor an exception in its module names a country. */
  readonly isCommon: boolean;
}

/**
 * The rules of a module by the origins that they can fire for, or else by the destinations: a
 * payment looks at those of its own, and at the ones that ask for neither.
 */
interface RuleIndex {
  readonly byOrigin: ReadonlyMap<string, readonly PlacedRule[]>;
  readonly byDestination: ReadonlyMap<string, readonly PlacedRule[]>;
  readonly general: readonly PlacedRule[];
}

/** Global first, then currencies, countries and treaties, each by name (decision 0008, section 3). */
const ORDER = { global: 0, currency: 1, country: 2, treaty: 3 } as const;

/** The modules of a moment, by name, in the order in which they decide. */
export function activeModules(moment: Moment): ReadonlyMap<string, ActiveModule> {
  const sorted = [...moment.modules].sort(
    ([a, { owner: one }], [b, { owner: other }]) =>
      ORDER[one.kind] - ORDER[other.kind] || (a < b ? -1 : 1),
  );
  const active = new Map<string, ActiveModule>();
  let order = 0;
  for (const [name, module] of sorted) {
    active.set(name, activate(module, moment, order));
    order += module.items.length;
  }
  return active;
}

function activate(module: Module, moment: Moment, firstOrder: number): ActiveModule {
  const accepts = new Set<string>();
  const exceptions = new Map<string, Exception[]>();
  const rules: Omit<PlacedRule, 'isCommon'>[] = [];
  for (const item of module.items) {
    if (item.kind === 'accepts') accepts.add(treatyKey(item.treaty, item.version));
    if (item.kind === 'rule') rules.push({ rule: item, order: firstOrder + rules.length });
    if (item.kind === 'exception') push(exceptions, item.to, item);
  }
  const parameters = new Map(parametersOf(module).map((one) => [one.name, one]));
  const name = nameOf(module.owner);
  const placed = rules.map((one): PlacedRule => {
    const conditions = [one.rule, ...(exceptions.get(one.rule.id) ?? [])].map(({ when }) => when);
    return { ...one, isCommon: !conditions.some(namesCountries) };
  });
  return { module, name, parameters, accepts, exceptions, rules: indexRules(placed, moment) };
}

export function treatyKey(treaty: string, version: number): string {
  return `${treaty} ${version}`;
}

function indexRules(rules: readonly PlacedRule[], moment: Moment): RuleIndex {
  const byOrigin = new Map<string, PlacedRule[]>();
  const byDestination = new Map<string, PlacedRule[]>();
  const general: PlacedRule[] = [];
  for (const placed of rules) {
    const origins = countriesOf(placed.rule.when, 'origin', moment);
    const destinations = countriesOf(placed.rule.when, 'destination', moment);
    if (origins !== null) for (const country of origins) push(byOrigin, country, placed);
    else if (destinations === null) general.push(placed);
    else for (const country of destinations) push(byDestination, country, placed);
  }
  return { byOrigin, byDestination, general };
}

/**
 * The only countries for which a condition can be anything but false; null when they cannot be
 * told. A list that is not known may hold any country.
 */
export function countriesOf(
  condition: Condition,
  subject: 'origin' | 'destination',
  moment: Moment,
): ReadonlySet<string> | null {
  if (condition.kind === 'and') {
    for (const operand of condition.operands) {
      const found = countriesOf(operand, subject, moment);
      if (found !== null) return found;
    }
    return null;
  }
  if (condition.kind !== 'within' || condition.subject !== subject || condition.negated)
    return null;
  return currentNames(condition.choice, moment);
}

function namesCountries(condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.some(namesCountries);
    case 'not':
      return namesCountries(condition.operand);
    case 'within':
      return condition.subject === 'origin' || condition.subject === 'destination';
    case 'compare':
    case 'flag':
    case 'document':
      return false;
  }
}

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  const there = into.get(key);
  if (there === undefined) into.set(key, [value]);
  else there.push(value);
}
