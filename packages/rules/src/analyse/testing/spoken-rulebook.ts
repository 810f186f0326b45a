import type { RulebookSource } from '../../compile/source.ts';
import { WORLD } from '../../testing/rulebooks.ts';
import {
  type Compare,
  type Condition,
  type Constant,
  type Exception,
  type Module,
  nameOf,
  type Parameter,
  type Requirement,
  type Rule,
  type Sum,
  type Term,
  type Within,
} from '../../tree/index.ts';
import { countryIs, currencyIs, moneyIn } from './spoken-facts.ts';

/**
 * What the rulebooks of testing/rulebooks.ts decide about any payment of which every fact is
 * known, in SMT-LIB: straight from the tree, in all corridors at once (origin, destination and
 * currency are variables), and with nothing of the analysis or of the compiler.
 */

/** A rule, and the names of what is true of a payment when it applies and when it objects. */
export interface SpokenRule {
  readonly rule: Rule;
  readonly module: string;
  /** Its place among all rules. */
  readonly order: number;
  readonly applies: string;
  readonly objects: string;
  readonly exceptions: readonly { readonly exception: Exception; readonly isTrue: string }[];
}

export interface SpokenRulebook {
  readonly definitions: readonly string[];
  readonly rules: readonly SpokenRule[];
}

export function all(terms: readonly string[]): string {
  return terms.length === 0 ? 'true' : `(and ${terms.join(' ')})`;
}

export function any(terms: readonly string[]): string {
  return terms.length === 0 ? 'false' : `(or ${terms.join(' ')})`;
}

export function not(term: string): string {
  return `(not ${term})`;
}

/** `prefix` tells the names of one rulebook from those of another. */
export function speakRulebook(
  source: RulebookSource,
  time: number,
  prefix: string,
): SpokenRulebook {
  const kinds = ['global', 'currency', 'country', 'treaty'];
  const modules = source.modules
    .filter((one) => newestOf(source.modules, nameOf(one.owner)) === one)
    .toSorted((a, b) => kinds.indexOf(a.owner.kind) - kinds.indexOf(b.owner.kind));
  const definitions: string[] = [];
  const define = (name: string, body: string): string => {
    definitions.push(`(define-fun ${prefix}${name} () Bool ${body})`);
    return prefix + name;
  };
  for (const module of modules) define(`speaks-${nameOf(module.owner)}`, speaks(module, modules));
  const rules = modules.flatMap((module) =>
    module.items.filter((item) => item.kind === 'rule').map((rule) => ({ module, rule })),
  );
  const spoken = rules.map(({ module, rule }, order): SpokenRule => {
    const name = nameOf(module.owner);
    const says = (when: Condition, its: Module): string =>
      speak(when, { source, time, module: its });
    const exceptions = modules.flatMap((other) =>
      mayExcept(other, module)
        ? other.items
            .filter((item) => item.kind === 'exception' && item.to === rule.id)
            .map((item, index) => ({
              exception: item as Exception,
              isTrue: define(
                `excepts-${rule.id}-${nameOf(other.owner)}-${index}`,
                all([
                  `${prefix}speaks-${nameOf(other.owner)}`,
                  says((item as Exception).when, other),
                ]),
              ),
            }))
        : [],
    );
    const applies = define(
      `applies-${rule.id}`,
      all([`${prefix}speaks-${name}`, says(rule.when, module)]),
    );
    const until = rule.action.kind === 'hold' ? rule.action.until : [];
    const waits = until.length === 0 ? 'true' : not(all(until.map(met)));
    const excepted = any(exceptions.map(({ isTrue }) => isTrue));
    const objects = define(`objects-${rule.id}`, all([applies, not(excepted), waits]));
    return { rule, module: name, order, applies, objects, exceptions };
  });
  return { definitions, rules: spoken };
}

function newestOf(modules: readonly Module[], name: string): Module | undefined {
  return modules
    .filter(({ owner }) => nameOf(owner) === name)
    .toSorted((a, b) => b.version - a.version)[0];
}

function isAccepted(treaty: Module, by: Module | undefined): boolean {
  return (by?.items ?? []).some(
    (item) =>
      item.kind === 'accepts' &&
      item.treaty === nameOf(treaty.owner) &&
      item.version === treaty.version,
  );
}

function mayExcept(other: Module, module: Module): boolean {
  return other === module || (other.owner.kind === 'treaty' && isAccepted(other, module));
}

function speaks(module: Module, modules: readonly Module[]): string {
  const { owner } = module;
  const concerns = (kind: 'country' | 'currency', code: string): string =>
    kind === 'currency'
      ? currencyIs(code)
      : any([countryIs('origin', code), countryIs('destination', code)]);
  if (owner.kind === 'global') return 'true';
  if (owner.kind !== 'treaty') return concerns(owner.kind, owner.code);
  const bound = owner.between
    .filter(({ code }) => isAccepted(module, newestOf(modules, code)))
    .map(({ kind, code }) => `(ite ${concerns(kind, code)} 1 0)`);
  return `(>= (+ 0 0 ${bound.join(' ')}) 2)`;
}

function met(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'needs-tier':
      return `(>= ${requirement.of}-tier ${requirement.tier})`;
    case 'needs-second-factor':
      return 'second-factor';
    case 'needs-document':
      return `document-${requirement.name}`;
    case 'needs-waiting':
      return `(>= waited ${hours(requirement.window)})`;
  }
}

function hours({ count, unit }: { count: number; unit: 'hours' | 'days' }): number {
  return unit === 'days' ? count * 24 : count;
}

/** Where a condition stands. */
interface Place {
  readonly source: RulebookSource;
  readonly time: number;
  readonly module: Module;
}

function speak(condition: Condition, place: Place): string {
  switch (condition.kind) {
    case 'and':
      return all(condition.operands.map((operand) => speak(operand, place)));
    case 'or':
      return any(condition.operands.map((operand) => speak(operand, place)));
    case 'not':
      return not(speak(condition.operand, place));
    case 'flag':
      return {
        always: 'true',
        online: 'online',
        offline: '(not online)',
        crossborder: '(not (= origin destination))',
        'second factor': 'second-factor',
        'first payment to payee': 'first-payment',
      }[condition.name];
    case 'document':
      return `document-${condition.name}`;
    case 'within':
      return condition.negated ? not(speakWithin(condition, place)) : speakWithin(condition, place);
    case 'compare':
      return speakCompare(condition, place);
  }
}

const PURPOSES = ['SALA', 'CHAR'];

function speakWithin({ subject, choice }: Within, { source }: Place): string {
  if (subject === 'sender' || subject === 'receiver') {
    return choice.kind === 'list' ? `${subject}-on-${choice.name}` : 'false';
  }
  const names =
    choice.kind === 'one'
      ? [choice.name]
      : choice.kind === 'several'
        ? choice.names
        : (source.lists
            .filter(({ name }) => name === choice.name)
            .toSorted((a, b) => b.version - a.version)[0]?.entries ?? []);
  switch (subject) {
    case 'origin':
    case 'destination':
      return any(
        names.filter((name) => WORLD.includes(name)).map((name) => countryIs(subject, name)),
      );
    case 'currency':
      return any(names.map(currencyIs));
    case 'purpose':
      return any(names.map((name) => `(= purpose ${PURPOSES.indexOf(name)})`));
  }
}

function parameterOf(name: string, module: Module): Parameter {
  const found = module.items.find((item) => item.kind === 'parameter' && item.name === name);
  if (found?.kind !== 'parameter') throw new Error(`no parameter ${name}`);
  return found;
}

function speakCompare({ left, comparison, right }: Compare, place: Place): string {
  const constants = [...left.terms, ...right.terms].map((term) =>
    term.kind === 'reference' ? parameterOf(term.name, place.module).low : term,
  );
  const money = constants.find((one) => one.kind === 'money');
  const sum = ({ terms }: Sum): string =>
    `(+ 0 0 ${terms.map((term) => speakTerm(term, money?.currency ?? null, place)).join(' ')})`;
  const [a, b] = [sum(left), sum(right)];
  return comparison === '!=' ? `(not (= ${a} ${b}))` : `(${comparison} ${a} ${b})`;
}

/** All currencies of the world have two decimals. */
function units(constant: Constant): bigint {
  if (constant.kind === 'figure') return constant.value;
  return constant.decimals === 2 ? constant.units : constant.units * 10n;
}

function speakTerm(term: Term, currency: string | null, place: Place): string {
  switch (term.kind) {
    case 'money':
    case 'figure':
      return String(units(term));
    case 'amount':
      return moneyIn('amount', currency);
    case 'sent':
      return moneyIn(`sent-${hours(term.window)}`, currency);
    case 'payments':
    case 'payees':
      return `${term.kind}-${hours(term.window)}`;
    case 'tier':
      return `${term.of}-tier`;
    case 'indicator':
      return `indicator-${term.name}`;
    case 'reference':
      return speakParameter(term.name, place);
  }
}

function speakParameter(name: string, { source, time, module }: Place): string {
  const { value, low, high } = parameterOf(name, module);
  if (value.kind === 'follows') {
    const factor = value.times === null ? 1n : units(value.times);
    const followed = `(* ${factor} indicator-${value.indicator})`;
    const capped = `(ite (> ${followed} ${units(high)}) ${units(high)} ${followed})`;
    return `(ite (< ${followed} ${units(low)}) ${units(low)} ${capped})`;
  }
  const set = source.settings
    .filter((one) => one.module === nameOf(module.owner) && one.parameter === name)
    .filter(({ from }) => from <= time)
    .toSorted((a, b) => b.from - a.from)[0];
  return String(units(set?.value ?? value.value));
}
