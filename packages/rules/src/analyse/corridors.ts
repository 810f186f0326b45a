import { COUNTRIES } from '../codes/iso-3166.ts';
import type { Ground } from '../compile/build-corridor.ts';
import type { Corridor } from '../compile/context.ts';
import { countriesOf } from '../compile/index-rules.ts';
import { writtenNames } from '../compile/names-of.ts';
import { type Condition, type Module, nameOf, type Owner, type Rule } from '../tree/index.ts';

/**
 * Countries that no rule tells apart are one class. Two stand for each, so that a payment within a
 * class can be across a border.
 */
export class Corridors {
  readonly #ground: Ground;
  readonly #currencies: readonly string[];
  /** By country, those that stand for its class. */
  readonly #classes = new Map<string, readonly string[]>();
  /** One or two of each class. */
  readonly #representatives: readonly string[];
  /** Those that stand for countries that nothing names. */
  readonly #elsewhere: readonly string[];

  /** `grounds`: all rulebooks that tell countries apart, this one among them. */
  constructor(ground: Ground, grounds: readonly Ground[]) {
    this.#ground = ground;
    this.#currencies = ground.currencies.map(({ code }) => code);
    const bySignature = new Map<string, string[]>();
    const sets = namedSets(grounds);
    for (const country of [...COUNTRIES].toSorted()) {
      const signature = sets.map((set) => (set.has(country) ? '1' : '0')).join('');
      const members = bySignature.get(signature) ?? [];
      members.push(country);
      bySignature.set(signature, members);
    }
    const representatives: string[] = [];
    for (const members of bySignature.values()) {
      const standing = members.slice(0, 2);
      representatives.push(...standing);
      for (const country of members) this.#classes.set(country, standing);
    }
    this.#representatives = representatives;
    this.#elsewhere = bySignature.get('0'.repeat(sets.length))?.slice(0, 2) ?? [];
  }

  /**
   * Where a rule can apply, as far as any rule can tell corridors apart: the likeliest first. With
   * `all` false only those that its own text tells apart: others are found from rules that do.
   */
  *of(rule: Rule, owner: Owner, all: boolean): Generator<Corridor> {
    const { moment } = this.#ground;
    const origins = this.#among(countriesOf(rule.when, 'origin', moment), rule, all);
    const destinations = this.#among(countriesOf(rule.when, 'destination', moment), rule, all);
    for (const currency of this.#currencies) {
      if (owner.kind === 'currency' && owner.code !== currency) continue;
      for (const origin of this.#withOwner(origins, owner)) {
        for (const destination of this.#withOwner(destinations, owner)) {
          if (isOf(owner, origin, destination, currency)) yield { origin, destination, currency };
        }
      }
    }
  }

  #among(named: ReadonlySet<string> | null, rule: Rule, all: boolean): readonly string[] {
    if (named !== null) {
      const found = new Set<string>();
      for (const country of named) {
        for (const standing of this.#classes.get(country) ?? []) {
          if (named.has(standing)) found.add(standing);
        }
      }
      return [...found];
    }
    if (all) return this.#representatives;
    const own = new Set(this.#elsewhere);
    for (const set of setsOf(rule.when, this.#ground)) {
      for (const country of set) {
        for (const standing of this.#classes.get(country) ?? []) own.add(standing);
      }
    }
    return [...own];
  }

  #withOwner(countries: readonly string[], owner: Owner): readonly string[] {
    const own = ownCountries(owner).filter((country) => !countries.includes(country));
    return own.length === 0 ? countries : [...own, ...countries];
  }
}

function ownCountries(owner: Owner): readonly string[] {
  if (owner.kind === 'country') return [owner.code];
  if (owner.kind !== 'treaty') return [];
  return owner.between.filter(({ kind }) => kind === 'country').map(({ code }) => code);
}

/** Whether an owner's module can speak about such a payment. */
function isOf(owner: Owner, origin: string, destination: string, currency: string): boolean {
  switch (owner.kind) {
    case 'global':
      return true;
    case 'currency':
      return owner.code === currency;
    case 'country':
      return owner.code === origin || owner.code === destination;
    case 'treaty': {
      const concerned = owner.between.filter(({ kind, code }) =>
        kind === 'currency' ? code === currency : code === origin || code === destination,
      );
      return concerned.length >= 2;
    }
  }
}

/** Every set of countries that any rule tells from others, each once. */
function namedSets(grounds: readonly Ground[]): readonly ReadonlySet<string>[] {
  const sets = new Map<string, ReadonlySet<string>>();
  for (const ground of grounds) {
    for (const { module } of ground.modules.values()) {
      for (const set of moduleSets(module, ground)) sets.set([...set].toSorted().join(' '), set);
    }
  }
  return [...sets.values()];
}

function* moduleSets(module: Module, ground: Ground): Generator<ReadonlySet<string>> {
  yield* ownerSets(module);
  for (const item of module.items) {
    if (item.kind === 'rule' || item.kind === 'exception') yield* setsOf(item.when, ground);
  }
}

function ownerSets({ owner }: Module): readonly ReadonlySet<string>[] {
  const named = owner.kind === 'country' ? [nameOf(owner)] : ownCountries(owner);
  return named.map((country) => new Set([country]));
}

/** The sets of countries that a condition names. */
function* setsOf(condition: Condition, ground: Ground): Generator<ReadonlySet<string>> {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const operand of condition.operands) yield* setsOf(operand, ground);
      return;
    case 'not':
      yield* setsOf(condition.operand, ground);
      return;
    case 'within': {
      const { subject, choice } = condition;
      if (subject !== 'origin' && subject !== 'destination') return;
      yield writtenNames(choice, ground.moment) ?? new Set();
      return;
    }
    case 'compare':
    case 'flag':
    case 'document':
      return;
  }
}
