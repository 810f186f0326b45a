import type { Ground } from '../compile/build-corridor.ts';
import type { Corridor } from '../compile/context.ts';
import { currentNames } from '../compile/names-of.ts';
import { and, type Formula, linear, negation } from '../analyse/formula.ts';
import { atLeast, constant, variable } from '../analyse/linear/inequality.ts';
import { type Budget, OutOfBudget, valueOf } from '../analyse/linear/solve.ts';
import { type Model, reduced, satisfy } from '../analyse/satisfy.ts';
import { documentOf, isWithheld, type Known, listedOf, ONLINE } from '../analyse/translate.ts';
import { PARTS, type Quantity, Variables } from '../analyse/variables.ts';
import { noneObjects, standingsIn } from '../analyse/view.ts';
import type { OpenFact } from './open-facts.ts';
import type { MayQuery } from './query.ts';
import { only, type Range, startOf, type Taken, type Taking } from './search.ts';

/** What one question may cost, in the analysis' steps: a few tenths of a second. */
const STEPS = 200_000;

interface Asked {
  readonly query: MayQuery;
  readonly ground: Ground;
  /** By the analysis' names for them. */
  readonly open: readonly OpenFact[];
}

/** What may object to payments of which some facts are known, in numbers alone. */
interface Objections {
  readonly variables: Variables;
  readonly formula: Formula;
}

/** Numbers with which something objects. */
interface Objection {
  readonly variables: Variables;
  readonly values: Model['numbers'];
}

/**
 * What can be proven about all payments of a question at once, by the search that the analysis has:
 * a fact that is not taken is missing, so that whatever it is, what is proven holds.
 */
export class Proof {
  readonly #query: MayQuery;
  readonly #ground: Ground;
  readonly #open: readonly OpenFact[];
  readonly #corridor: Corridor;
  readonly #budget: Budget = { steps: STEPS };
  readonly #objections = new Map<string, Objections>();

  constructor({ query, ground, open }: Asked) {
    this.#query = query;
    this.#ground = ground;
    this.#open = open;
    const { from: origin, to: destination, currency } = query;
    this.#corridor = { origin, destination, currency };
  }

  /** Whether one payment can have all of these numbers: a longer window holds a shorter one. */
  isPossible(taking: Taking): boolean {
    const variables = new Variables();
    const values = new Map<number, bigint>();
    for (const [at, taken] of taking.entries()) {
      const about = this.#open[at]?.about;
      if (taken?.kind !== 'range' || about?.kind !== 'number') continue;
      const parts = isConverted(about.quantity) ? PARTS : 1n;
      values.set(variables.numberOf(about.quantity), taken.from * parts);
    }
    if (values.size < 2) return true;
    const bounds = variables.bounds(new Set(values.keys()));
    return bounds.every((inequality) => valueOf(inequality, values) >= 0n);
  }

  /**
   * Null when it is proven that nothing objects to any payment within the ranges; otherwise a value
   * of the number `at`, in the direction of `step`, up to which that is not so.
   */
  refute(taking: Taking, at: number, step: 1n | -1n): bigint | null {
    const { bound, from, to } = taking[at] as Range;
    const last = step > 0n ? to : from;
    const found = this.#objection(taking);
    if (found === null) return null;
    const about = this.#open[at]?.about;
    if (found === undefined || about?.kind !== 'number') return last;
    const number = found.variables.find(about.quantity);
    const value = number === undefined ? undefined : found.values.get(number);
    if (value === undefined) return last;
    const told = isConverted(about.quantity) ? wholeUnits(value, step) : value;
    return told >= bound.low && told <= bound.high ? told : last;
  }

  /**
   * A payment within the ranges that something objects to, with one value of each number; null when
   * it is proven that there is none, undefined when that was not decided.
   */
  objection(taking: Taking): Taking | null | undefined {
    const found = this.#objection(taking);
    if (found === null || found === undefined) return found;
    return taking.map((taken, at) => {
      const about = this.#open[at]?.about;
      if (taken?.kind !== 'range' || about?.kind !== 'number') return taken;
      const number = found.variables.find(about.quantity);
      const value = number === undefined ? undefined : found.values.get(number);
      if (value === undefined) return only(taken.bound, taken.from);
      return only(taken.bound, isConverted(about.quantity) ? wholeUnits(value, -1n) : value);
    });
  }

  #objection(taking: Taking): Objection | null | undefined {
    return this.#within(() => {
      const { variables, formula } = this.#objectionsTo(taking);
      const asked = and([formula, ...this.#box(taking, variables)]);
      const model = satisfy(asked, variables, this.#budget);
      return model === undefined ? null : { variables, values: model.numbers };
    });
  }

  /**
   * Facts with which nothing objects, each number as one value; null when there are none, undefined
   * when that was not decided.
   */
  find(): Taking | null | undefined {
    return this.#within(() => {
      const variables = new Variables();
      const known: Known = {
        ...this.#known(() => true),
        flag: (name) => this.#isAtHand(name),
        purpose: true,
      };
      const silent = noneObjects(
        standingsIn({ ground: this.#ground, corridor: this.#corridor, variables, known }),
      );
      const tier = variables.find({ kind: 'tier', of: 'sender' });
      const least = tier === undefined ? [] : [from(tier, BigInt(this.#query.tier))];
      const given = [isOnline, ...this.#amount(variables), ...least];
      const model = satisfy(and([...given, silent]), variables, this.#budget);
      return model === undefined ? null : this.#takingOf(model, variables);
    });
  }

  #within<T>(ask: () => T): T | undefined {
    try {
      return ask();
    } catch (error) {
      if (error instanceof OutOfBudget) return undefined;
      throw error;
    }
  }

  /** For what is known and for what it is, whatever the numbers are: once. */
  #objectionsTo(taking: Taking): Objections {
    const key = taking.map(keyOf).join('\n');
    const kept = this.#objections.get(key);
    if (kept !== undefined) return kept;
    const variables = new Variables();
    const taken = this.#taken(taking);
    const known: Known = {
      ...this.#known((quantity) => this.#rangeOf(quantity, taking) !== undefined),
      flag: (name) => name === ONLINE || (taken.flags.has(name) && this.#isAtHand(name)),
      purpose: taken.purpose !== undefined,
    };
    const standings = standingsIn({
      ground: this.#ground,
      corridor: this.#corridor,
      variables,
      known,
    });
    const given = [isOnline, ...this.#amount(variables)];
    for (const [name, value] of taken.flags) given.push({ kind: 'flag', name, value });
    if (taken.purpose !== undefined) {
      given.push({ kind: 'purpose', among: new Set([taken.purpose]), negated: false });
    }
    const formula = reduced(negation(noneObjects(standings)), given, variables, this.#budget);
    const found = { variables, formula };
    this.#objections.set(key, found);
    return found;
  }

  /** Who a question's payment is of and to is known, and how much it is. */
  #known(isKnown: (quantity: Quantity) => boolean): Pick<Known, 'names' | 'quantity'> {
    const isGiven = (quantity: Quantity): boolean =>
      quantity.kind === 'tier' || (quantity.kind === 'amount' && quantity.currency === null);
    return {
      names: currentNames,
      quantity: (quantity) => isGiven(quantity) || isKnown(quantity),
    };
  }

  /** Who is on a list that is stale is not known, whatever is said about it. */
  #isAtHand(name: string): boolean {
    if (isWithheld(name)) return false;
    const listed = listedOf(name);
    if (listed === undefined) return true;
    return this.#ground.moment.lists.get(listed.list)?.isFresh === true;
  }

  #taken(taking: Taking): { readonly flags: Map<string, boolean>; readonly purpose?: string } {
    const flags = new Map<string, boolean>();
    let purpose: string | undefined;
    const facts = taking.flatMap((taken) => (taken?.kind === 'plain' ? [taken.fact] : []));
    const isListed = facts.some(({ kind }) => kind === 'document' || kind === 'no-documents');
    for (const [at, { about }] of this.#open.entries()) {
      if (about.kind !== 'flag') continue;
      const taken = taking[at];
      if (documentOf(about.name) !== undefined) {
        const isGiven = taken?.kind === 'plain' && taken.fact.kind === 'document';
        if (isListed) flags.set(about.name, isGiven);
      } else if (taken?.kind === 'plain' && 'negated' in taken.fact) {
        flags.set(about.name, !taken.fact.negated);
      }
    }
    for (const fact of facts) if (fact.kind === 'purpose') purpose = fact.code;
    return purpose === undefined ? { flags } : { flags, purpose };
  }

  #amount(variables: Variables): Formula[] {
    const number = variables.find({ kind: 'amount', currency: null });
    if (number === undefined) return [];
    return [from(number, this.#query.amount), upTo(number, this.#query.amount)];
  }

  /** That every number is within its range. */
  #box(taking: Taking, variables: Variables): Formula[] {
    const box: Formula[] = [];
    for (let number = 0; number < variables.count; number += 1) {
      const range = this.#rangeOf(variables.quantity(number), taking);
      if (range === undefined) continue;
      box.push(from(number, range.least));
      if (range.most !== null) box.push(upTo(number, range.most));
    }
    return box;
  }

  /** Undefined where it may be anything; `most` is null where it has no end. */
  #rangeOf(quantity: Quantity, taking: Taking): Extent | undefined {
    if (quantity.kind === 'amount' && quantity.currency === null) {
      return { least: this.#query.amount, most: this.#query.amount };
    }
    if (quantity.kind === 'sent' && quantity.currency !== null) {
      const { currency } = quantity;
      const sent = this.#rangeOf({ ...quantity, currency: null }, taking);
      const worth = this.#rangeOf({ kind: 'amount', currency }, taking);
      if (sent === undefined || worth === undefined) return undefined;
      return product(sent, worth, this.#query.amount);
    }
    const range = this.#takenFor(quantity, taking);
    if (range !== undefined) return extentOf(range, isConverted(quantity) ? PARTS : 1n);
    if (quantity.kind !== 'tier' || quantity.of !== 'sender') return undefined;
    const tier = BigInt(this.#query.tier);
    return { least: tier, most: tier };
  }

  #takenFor(quantity: Quantity, taking: Taking): Range | undefined {
    const wanted = JSON.stringify(quantity);
    const at = this.#open.findIndex(
      ({ about }) => about.kind === 'number' && JSON.stringify(about.quantity) === wanted,
    );
    const taken = taking[at];
    return taken?.kind === 'range' ? taken : undefined;
  }

  #takingOf({ flags, purposes, numbers }: Model, variables: Variables): Taking {
    const values = variables.completed(numbers);
    const asksForDocuments = [...flags].some(([name, is]) => is && documentOf(name) !== undefined);
    return this.#open.map(({ about, candidates }): Taken | undefined => {
      const [first] = candidates;
      if (first === undefined) return undefined;
      if (about.kind === 'number') {
        const number = variables.find(about.quantity);
        const value = number === undefined ? undefined : values.get(number);
        if (value === undefined || first.kind === 'plain') return startOf(first);
        return only(first, isConverted(about.quantity) ? wholeUnits(value, -1n) : value);
      }
      const plain = candidates.flatMap((one) => (one.kind === 'plain' ? [one] : []));
      if (about.kind === 'purpose') {
        const { only: named, never } = purposes;
        return plain.find(
          ({ fact }) => fact.kind === 'purpose' && (named?.has(fact.code) ?? !never.has(fact.code)),
        );
      }
      const value = flags.get(about.name);
      if (documentOf(about.name) !== undefined && value !== true) {
        return asksForDocuments
          ? undefined
          : plain.find(({ fact }) => fact.kind === 'no-documents');
      }
      return plain.find(
        ({ fact }) => value === undefined || ('negated' in fact ? !fact.negated : true) === value,
      );
    });
  }
}

const isOnline: Formula = { kind: 'flag', name: ONLINE, value: true };

/** Of one number; `most` is null where it has no end. */
interface Extent {
  readonly least: bigint;
  readonly most: bigint | null;
}

/** What is below its first value, a fraction of a unit, is in a range that begins with that. */
function extentOf({ bound, from: least, to: most }: Range, parts: bigint): Extent {
  const isFirst = parts > 1n && least === bound.low;
  return { least: isFirst ? 0n : least * parts, most: most === bound.high ? null : most * parts };
}

/** Sums in another currency, where `amount` is `worth` of it: rounded outwards, so none is missed. */
function product(sent: Extent, worth: Extent, amount: bigint): Extent {
  const least = (sent.least * worth.least) / amount;
  if (sent.most === 0n) return { least: 0n, most: 0n };
  if (sent.most === null || worth.most === null) return { least, most: null };
  return { least, most: (sent.most * worth.most + amount - 1n) / amount };
}

/** Of a value in parts of a unit: the next whole one in that direction. */
function wholeUnits(parts: bigint, step: 1n | -1n): bigint {
  return step > 0n ? (parts + PARTS - 1n) / PARTS : parts / PARTS;
}

function isConverted(quantity: Quantity): boolean {
  return quantity.kind === 'amount' && quantity.currency !== null;
}

function from(number: number, least: bigint): Formula {
  return linear(atLeast(variable(number), constant(least)));
}

function upTo(number: number, most: bigint): Formula {
  return linear(atLeast(constant(most), variable(number)));
}

/** Takings of one key differ in their numbers alone. */
function keyOf(taken: Taken | undefined): string {
  if (taken === undefined) return '';
  return taken.kind === 'range' ? 'number' : JSON.stringify(taken.fact);
}
