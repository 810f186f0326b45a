import {
  applying,
  binding,
  candidates,
  contextOf,
  governing,
  type Ground,
} from '../compile/build-corridor.ts';
import type { Corridor } from '../compile/context.ts';
import type { ActiveModule } from '../compile/index-rules.ts';
import type { Exception, Rule } from '../tree/index.ts';
import { and, compared, type Formula, or } from './formula.ts';
import { plus, variable, ZERO } from './linear/inequality.ts';
import type { Budget } from './linear/solve.ts';
import { type Model, satisfy } from './satisfy.ts';
import {
  EVERYTHING,
  type Known,
  type Reading,
  translate,
  translateRequirement,
} from './translate.ts';
import { PARTS, type Variables } from './variables.ts';

/** An exception as it binds in one corridor. */
interface Excepting {
  readonly exception: Exception;
  /** The module that it stands in. */
  readonly module: string;
  readonly isTrue: Formula;
}

/** A rule as it stands in one corridor. */
export interface Standing {
  readonly rule: Rule;
  readonly module: string;
  /** Its place among equally strict ones. */
  readonly order: number;
  readonly isRefusal: boolean;
  readonly exceptions: readonly Excepting[];
  /** That its condition is true. */
  readonly applies: Formula;
  /** That it objects: its condition is true, no exception is, and what it waits for is not met. */
  readonly objects: Formula;
  readonly isSilent: Formula;
}

/** Everything that can be asked about one corridor. */
export class View {
  readonly corridor: Corridor;
  readonly variables: Variables;
  readonly rules: readonly Standing[];

  constructor(ground: Ground, corridor: Corridor, variables: Variables) {
    this.corridor = corridor;
    this.variables = variables;
    const rules = standingsIn({ ground, corridor, variables, known: EVERYTHING });
    this.rules = rules.filter(({ applies }) => applies.kind !== 'known' || applies.value);
  }

  /** The rule of a module as it stands here; undefined where it cannot apply. */
  find(module: string, id: string): Standing | undefined {
    return this.rules.find((one) => one.module === module && one.rule.id === id);
  }

  /** A payment of this corridor for which the formula is true. */
  satisfy(formula: Formula, budget: Budget): Model | undefined {
    const asAtPar = and([formula, ...this.#par()]);
    const model = satisfy(asAtPar, this.variables, budget);
    // At other rates there may be one where at one to one there is none.
    return model ?? satisfy(formula, this.variables, budget);
  }

  /** That a unit of any other currency is worth a unit of the payment's. */
  #par(): Formula[] {
    const equalities: Formula[] = [];
    for (const [converted, own] of this.variables.conversions()) {
      const worth = plus(ZERO, PARTS, variable(own));
      equalities.push(compared(variable(converted), '=', worth, true));
    }
    return equalities;
  }
}

/** Where rules stand, and what is known of payments there. */
interface Place {
  readonly ground: Ground;
  readonly corridor: Corridor;
  readonly variables: Variables;
  readonly known: Known;
}

/** Every rule that can be asked in a corridor. */
export function standingsIn(place: Place): Standing[] {
  const { ground, corridor } = place;
  const treaties = governing(ground, corridor);
  const rules: Standing[] = [];
  for (const active of applying(ground, corridor, treaties)) {
    for (const { rule, order } of candidates(active, corridor)) {
      rules.push(stand(place, { active, treaties }, rule, order));
    }
  }
  return rules;
}

interface Within {
  readonly active: ActiveModule;
  readonly treaties: readonly ActiveModule[];
}

function stand(place: Place, { active, treaties }: Within, rule: Rule, order: number): Standing {
  const reading = readingOf(place, active);
  const exceptions = [...binding(active, rule.id, treaties)].map(
    ([excepting, exception]): Excepting & { readonly isFalse: Formula } => {
      const own = readingOf(place, excepting);
      return {
        exception,
        module: excepting.name,
        isTrue: translate(exception.when, true, own),
        isFalse: translate(exception.when, false, own),
      };
    },
  );
  const until = rule.action.kind === 'hold' ? rule.action.until : [];
  const met = (isSo: boolean): Formula[] =>
    until.map((requirement) => translateRequirement(requirement, isSo, reading));
  const applies = translate(rule.when, true, reading);
  const waits = until.length === 0 ? [] : [or(met(false))];
  const lifted = until.length === 0 ? [] : [and(met(true))];
  return {
    rule,
    module: active.name,
    order,
    isRefusal: rule.action.kind === 'refuse',
    exceptions,
    applies,
    objects: and([applies, ...exceptions.map(({ isFalse }) => isFalse), ...waits]),
    isSilent: or([
      translate(rule.when, false, reading),
      ...exceptions.map(({ isTrue }) => isTrue),
      ...lifted,
    ]),
  };
}

function readingOf({ ground, corridor, variables, known }: Place, active: ActiveModule): Reading {
  return { context: contextOf(ground, corridor, active), variables, known };
}

/** That none of them objects. */
export function noneObjects(rules: readonly Standing[]): Formula {
  return and(rules.map(({ isSilent }) => isSilent));
}

/** That one of them does. */
export function someObjects(rules: readonly Standing[]): Formula {
  return or(rules.map(({ objects }) => objects));
}
