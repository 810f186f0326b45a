import type { Ground } from '../compile/build-corridor.ts';
import type { Corridor } from '../compile/context.ts';
import { gatherNeeds } from '../compile/gather-needs.ts';
import { activeModules } from '../compile/index-rules.ts';
import { boundariesOf, momentAt } from '../compile/moment.ts';
import type { RulebookSource } from '../compile/source.ts';
import { type Exception, type Module, nameOf, type Owner, type Rule } from '../tree/index.ts';
import { Corridors } from './corridors.ts';
import { type Formula, whatever } from './formula.ts';
import { type Budget, OutOfBudget, spend } from './linear/solve.ts';
import type { Payment, Undecided } from './report.ts';
import { isWithheld } from './translate.ts';
import { Variables } from './variables.ts';
import { noneObjects, type Standing, View } from './view.ts';
import { witnessOf } from './witness.ts';

/** A rule of a module in force. */
export interface Placed {
  readonly rule: Rule;
  readonly module: string;
  readonly owner: Owner;
}

/** An exception, and what the module goes by that it stands in. */
export interface Excepting {
  readonly exception: Exception;
  readonly module: string;
}

/** A payment that was found. */
export interface Found {
  readonly view: View;
  readonly payment: Payment;
}

export type Answer =
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided'; readonly because: Undecided['because'] };

const NONE: Answer = { kind: 'none' };

/** Views that are kept: a rule's neighbours ask about the same corridors. */
const MAX_VIEWS = 4096;

/** What rulebooks that are compared have together: so that both are asked about one payment. */
interface Table {
  readonly steps: Steps;
  readonly grounds: readonly Ground[];
  /** By corridor. */
  readonly variables: Map<string, Variables>;
}

/** A desk for each of the rulebooks, as they are at one moment. */
export function desksOf(
  sources: readonly RulebookSource[],
  time: number,
  steps: Steps,
): readonly Desk[] {
  const grounds = sources.map((source) => groundOf(source, time));
  const table = { steps: { ...steps }, grounds, variables: new Map<string, Variables>() };
  return sources.map((source, index) => new Desk(table, grounds[index] as Ground, source));
}

export function groundOf(source: RulebookSource, time: number): Ground {
  const moment = momentAt(source, boundariesOf(source), time);
  const needs = gatherNeeds(source.modules, source.lists);
  const { currencies } = source;
  return { moment, modules: activeModules(moment), needs, currencies, common: new Map() };
}

/** A rulebook at one moment, and how much work may still be done about it. */
export class Desk {
  readonly rules: readonly Placed[];
  readonly #source: RulebookSource;
  readonly #ground: Ground;
  readonly #table: Table;
  readonly #corridors: Corridors;
  #views = new Map<string, View>();

  constructor(table: Table, ground: Ground, source: RulebookSource) {
    this.#source = source;
    this.#ground = ground;
    this.#table = table;
    this.#corridors = new Corridors(ground, table.grounds);
    this.rules = [...ground.modules.values()].flatMap(({ module, name }) =>
      module.items
        .filter((item) => item.kind === 'rule')
        .map((rule) => ({ rule, module: name, owner: module.owner })),
    );
  }

  view(corridor: Corridor): View {
    const key = `${corridor.currency} ${corridor.origin} ${corridor.destination}`;
    const known = this.#views.get(key);
    if (known !== undefined) return known;
    if (this.#views.size >= MAX_VIEWS) this.#views = new Map();
    const variables = this.#table.variables.get(key) ?? new Variables();
    this.#table.variables.set(key, variables);
    const view = new View(this.#ground, corridor, variables);
    this.#views.set(key, view);
    return view;
  }

  corridorsOf({ rule, owner }: Placed, all: boolean): Iterable<Corridor> {
    return this.#corridors.of(rule, owner, all);
  }

  /**
   * A payment for which `ask` is true, in any corridor in which the rule can apply. With `all` false
   * only in those that its own text tells apart.
   */
  find(placed: Placed, all: boolean, ask: (view: View, rule: Standing) => Formula): Answer {
    return this.#within((budget) => {
      let answer = NONE;
      for (const corridor of this.corridorsOf(placed, all)) {
        const view = this.view(corridor);
        // Its rules are read for this corridor, and asked about.
        spend(budget, 1 + view.rules.length);
        const standing = view.find(placed.module, placed.rule.id);
        if (standing === undefined) continue;
        const asked = this.#ask(view, ask(view, standing), budget);
        if (asked.kind === 'found') return asked;
        if (asked.kind === 'undecided') answer = asked;
      }
      return answer;
    });
  }

  /** A payment in a corridor that nobody objects to. */
  open(corridor: Corridor): Answer {
    return this.#within((budget) => {
      const view = this.view(corridor);
      return this.#ask(view, noneObjects(view.rules), budget);
    });
  }

  /** What every rule's answers may hang on: treaties, who accepts them, and lists. */
  get surroundings(): string {
    const { modules, moment } = this.#ground;
    const treaties = [...modules.values()].filter((one) => one.module.owner.kind === 'treaty');
    return stringified([
      treaties.map(({ module, name }) => [module, this.#settingsOf(name)]),
      treaties.flatMap((one) =>
        ownersOf(one.module).map((name) => [...(modules.get(name)?.accepts ?? [])]),
      ),
      [...moment.lists.values()].map(({ list }) => list),
    ]);
  }

  /** What the answers of a module's rules hang on, beside each rule itself. */
  moduleFingerprint(name: string): string {
    const active = this.#ground.modules.get(name);
    return stringified([
      [...(active?.parameters ?? [])],
      [...(active?.accepts ?? [])],
      this.#settingsOf(name),
    ]);
  }

  ruleFingerprint({ rule, module }: Placed): string {
    return stringified([rule, this.#ground.modules.get(module)?.exceptions.get(rule.id) ?? []]);
  }

  #settingsOf(module: string): readonly unknown[] {
    const { settings } = this.#ground.moment;
    return [...settings].filter(([key]) => key.startsWith(`${module} `));
  }

  /** Exceptions to a rule, in its own module and in treaties. */
  exceptionsTo({ rule, module }: Placed): readonly Excepting[] {
    const found: Excepting[] = [];
    for (const { module: other, exceptions, name } of this.#ground.modules.values()) {
      if (name !== module && other.owner.kind !== 'treaty') continue;
      for (const exception of exceptions.get(rule.id) ?? [])
        found.push({ exception, module: name });
    }
    return found;
  }

  #within(ask: (budget: Budget) => Answer): Answer {
    const given = Math.min(this.#table.steps.perQuestion, this.#table.steps.left);
    const budget: Budget = { steps: given };
    try {
      return ask(budget);
    } catch (error) {
      if (error instanceof OutOfBudget) return { kind: 'undecided', because: 'steps' };
      throw error;
    } finally {
      this.#table.steps.left -= given - Math.max(0, budget.steps);
    }
  }

  #ask(view: View, formula: Formula, budget: Budget): Answer {
    if (formula.kind === 'known' && !formula.value) return NONE;
    const isPublished = [...view.variables.flags].every((flag) => !isWithheld(flag));
    const model = view.satisfy(isPublished ? formula : whatever(formula, isWithheld), budget);
    if (model === undefined) {
      // Nobody here knows who is on a withheld list: what depends on it is not decided.
      const hangsOnList = !isPublished && view.satisfy(formula, budget) !== undefined;
      return hangsOnList ? { kind: 'undecided', because: 'withheld' } : NONE;
    }
    const payment = witnessOf(view, model, this.#source.currencies);
    // Amounts in several currencies that no one rate joins are no payment; another model may be.
    if (payment === undefined) return { kind: 'undecided', because: 'rates' };
    return { kind: 'found', found: { view, payment } };
  }
}

/** How many steps an analysis may still take: bounded work, the same on every machine. */
export interface Steps {
  left: number;
  readonly perQuestion: number;
}

function ownersOf({ owner }: Module): readonly string[] {
  return owner.kind === 'treaty' ? owner.between.map(({ code }) => code) : [nameOf(owner)];
}

function stringified(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one));
}
