import type { RulebookSource } from '../compile/source.ts';
import type { Facts, Receiver } from '../facts/facts.ts';
import {
  type Condition,
  type Constant,
  type Exception,
  type Module,
  nameOf,
  type Requirement,
  type Rule,
  type Sum,
  type Term,
} from '../tree/index.ts';
import { decimalsOf } from '../compile/money.ts';

/**
 * The rule language as decision 0008 says it, without any thought of speed: every rule of every
 * module is asked about every receiver. What the compiled rulebook answers is held to this.
 */

type Truth = boolean | null;
type Outcome = { kind: 'refuse' | 'hold' | 'missing' | 'confidential'; at: number; rule: Rule };

interface Asked {
  readonly source: RulebookSource;
  readonly facts: Facts;
  readonly currency: string | null;
  readonly destination: string;
  readonly tier: number;
  readonly first: Truth;
  readonly receiver: number;
}

/** The modules in force, in the order in which they decide. */
function inForce(source: RulebookSource, time: number): Module[] {
  const kinds = ['global', 'currency', 'country', 'treaty'];
  const key = ({ owner }: Module): string => `${kinds.indexOf(owner.kind)} ${nameOf(owner)}`;
  return source.modules
    .filter((one) => isCurrent(one, source.modules, time, key))
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function isCurrent<T extends { version: number; force: Module['force'] }>(
  one: T,
  all: readonly T[],
  time: number,
  key: (one: T) => string,
): boolean {
  const holds = ({ force }: T): boolean =>
    force.from <= time && (force.until === null || force.until > time);
  return (
    holds(one) &&
    all.every((other) => key(other) !== key(one) || !holds(other) || other.version <= one.version)
  );
}

function accepts(modules: readonly Module[], name: string, treaty: Module): boolean {
  const owner = modules.find((one) => nameOf(one.owner) === name);
  return (owner?.items ?? []).some(
    (item) =>
      item.kind === 'accepts' &&
      item.treaty === nameOf(treaty.owner) &&
      item.version === treaty.version,
  );
}

function speaks(module: Module, modules: readonly Module[], asked: Asked): boolean {
  const { owner } = module;
  const countries = [asked.facts.sender.country, asked.destination];
  if (owner.kind === 'global') return true;
  if (owner.kind === 'country') return countries.includes(owner.code);
  if (owner.kind === 'currency') return owner.code === asked.currency;
  const parties = owner.between.filter(
    ({ kind, code }) =>
      (kind === 'country' ? countries.includes(code) : code === asked.currency) &&
      accepts(modules, code, module),
  );
  return new Set(parties.map(({ code }) => code)).size >= 2;
}

/** Kleene's connectives. */
function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function valueOf(condition: Condition, module: Module, asked: Asked): Truth {
  const { facts, destination, currency } = asked;
  switch (condition.kind) {
    case 'and':
      return allOf(condition.operands.map((operand) => valueOf(operand, module, asked)));
    case 'or':
      return not(allOf(condition.operands.map((operand) => not(valueOf(operand, module, asked)))));
    case 'not':
      return not(valueOf(condition.operand, module, asked));
    case 'document':
      return facts.documents === null ? null : facts.documents.includes(condition.name);
    case 'flag':
      return {
        always: true,
        online: facts.online,
        offline: !facts.online,
        crossborder: facts.sender.country !== destination,
        'second factor': facts.secondFactor,
        'first payment to payee': asked.first,
      }[condition.name];
    case 'within': {
      const { subject, choice, negated } = condition;
      if (subject === 'sender' || subject === 'receiver') {
        const known = membership(choice.kind === 'list' ? choice.name : '', subject, asked);
        return negated ? not(known) : known;
      }
      const subjects = {
        origin: facts.sender.country,
        destination,
        currency: currency ?? '',
        purpose: facts.purpose,
      };
      const names = namesOf(choice, asked);
      const is = subjects[subject];
      if (is === null || names === null) return null;
      return names.includes(is) !== negated;
    }
    case 'compare':
      return compared(condition, module, asked);
  }
}

function currentList(
  name: string,
  { source, facts }: Asked,
): RulebookSource['lists'][number] | null {
  const key = (list: { name: string }): string => list.name;
  const list = source.lists.find(
    (one) => one.name === name && isCurrent(one, source.lists, facts.time, key),
  );
  if (list === undefined) return null;
  const hours = list.fresh.count * (list.fresh.unit === 'days' ? 24 : 1);
  return facts.time < list.force.from + hours * 3_600_000 ? list : null;
}

function namesOf(
  choice: Extract<Condition, { kind: 'within' }>['choice'],
  asked: Asked,
): readonly string[] | null {
  if (choice.kind === 'one') return [choice.name];
  return choice.kind === 'several'
    ? choice.names
    : (currentList(choice.name, asked)?.entries ?? null);
}

function membership(name: string, of: 'sender' | 'receiver', asked: Asked): Truth {
  if (currentList(name, asked) === null) return null;
  const fact = asked.facts.lists.find(({ list }) => list === name);
  return (of === 'sender' ? fact?.sender : fact?.receivers[asked.receiver]) ?? null;
}

function parameterOf(
  name: string,
  module: Module,
): Extract<Module['items'][number], { kind: 'parameter' }> {
  const found = module.items.find((item) => item.kind === 'parameter' && item.name === name);
  if (found?.kind !== 'parameter') throw new Error(`no parameter ${name}`);
  return found;
}

function units(constant: Constant, asked: Asked): bigint {
  if (constant.kind === 'figure') return constant.value;
  const all = decimalsOf(asked.source.currencies, constant.currency) ?? 0;
  return constant.units * 10n ** BigInt(all - constant.decimals);
}

function parameterValue(name: string, module: Module, asked: Asked): bigint | null {
  const { value, low, high } = parameterOf(name, module);
  if (value.kind === 'follows') {
    const fact = asked.facts.indicators.find((one) => one.name === value.indicator)?.figure ?? null;
    if (fact === null) return null;
    const followed = fact * (value.times === null ? 1n : units(value.times, asked));
    if (followed < units(low, asked)) return units(low, asked);
    return followed > units(high, asked) ? units(high, asked) : followed;
  }
  const { source, facts } = asked;
  const key = (one: Module): string => nameOf(one.owner);
  const set = source.settings
    .filter((one) => one.module === nameOf(module.owner) && one.parameter === name)
    .filter(({ from }) => from <= facts.time)
    .filter(({ from }) => isCurrent(module, source.modules, from, key))
    .toSorted((a, b) => a.from - b.from)
    .at(-1);
  return units(set?.value ?? value.value, asked);
}

function termValue(term: Term, module: Module, asked: Asked): bigint | null {
  const { facts } = asked;
  const hours = 'window' in term ? term.window.count * (term.window.unit === 'days' ? 24 : 1) : 0;
  switch (term.kind) {
    case 'money':
    case 'figure':
      return units(term, asked);
    case 'amount':
      return facts.amount;
    case 'sent':
      return facts.sent.find((one) => one.hours === hours)?.amount ?? null;
    case 'payments':
    case 'payees': {
      const count = facts[term.kind].find((one) => one.hours === hours)?.count ?? null;
      return count === null ? null : BigInt(count);
    }
    case 'tier':
      return BigInt(term.of === 'sender' ? facts.sender.tier : asked.tier);
    case 'indicator':
      return facts.indicators.find(({ name }) => name === term.name)?.figure ?? null;
    case 'reference':
      return parameterValue(term.name, module, asked);
  }
}

function currencyIn(term: Term, module: Module): string | null {
  const constant = term.kind === 'reference' ? parameterOf(term.name, module).low : term;
  return constant.kind === 'money' ? constant.currency : null;
}

function compared(
  { left, comparison, right }: Extract<Condition, { kind: 'compare' }>,
  module: Module,
  asked: Asked,
): Truth {
  const terms = [...left.terms, ...right.terms];
  const currency = terms.map((term) => currencyIn(term, module)).find((one) => one !== null);
  const isPayment = ({ kind }: Term): boolean => kind === 'amount' || kind === 'sent';
  let [numerator, denominator] = [1n, 1n];
  if (currency !== undefined && currency !== asked.currency && terms.some(isPayment)) {
    const rate = asked.facts.rates.find((one) => one.currency === currency)?.rate ?? null;
    if (rate === null || rate.numerator === 0n || rate.denominator === 0n) return null;
    ({ numerator, denominator } = rate);
  }
  const total = ({ terms }: Sum): bigint | null => {
    let sum = 0n;
    for (const term of terms) {
      const value = termValue(term, module, asked);
      if (value === null) return null;
      sum += value * (isPayment(term) ? numerator : denominator);
    }
    return sum;
  };
  const [a, b] = [total(left), total(right)];
  if (a === null || b === null) return null;
  return {
    '<': a < b,
    '<=': a <= b,
    '=': a === b,
    '!=': a !== b,
    '>=': a >= b,
    '>': a > b,
  }[comparison];
}

function isMet(requirement: Requirement, { facts, tier }: Asked): boolean {
  switch (requirement.kind) {
    case 'needs-tier':
      return (requirement.of === 'sender' ? facts.sender.tier : tier) >= requirement.tier;
    case 'needs-second-factor':
      return facts.secondFactor === true;
    case 'needs-document':
      return facts.documents?.includes(requirement.name) === true;
    case 'needs-waiting': {
      const { count, unit } = requirement.window;
      return (
        (facts.waitedMs ?? 0) >= count * (unit === 'days' ? 24 : 1) * 3_600_000 &&
        facts.waitedMs !== null
      );
    }
  }
}

/** What every rule says about one receiver. */
function outcomesFor(asked: Asked): { outcomes: Outcome[]; needed: Requirement[] } {
  const modules = inForce(asked.source, asked.facts.time);
  const speaking = modules.filter((module) => speaks(module, modules, asked));
  const outcomes: Outcome[] = [];
  const needed: Requirement[] = [];
  let at = 0;
  for (const module of modules) {
    for (const rule of module.items) {
      at += 1;
      if (rule.kind !== 'rule' || !speaking.includes(module)) continue;
      if (!rule.confidential && asked.facts.exempt.includes(rule.id)) continue;
      const exceptions = speaking.flatMap((other): [Module, Exception][] =>
        other === module ||
        (other.owner.kind === 'treaty' && accepts(modules, nameOf(module.owner), other))
          ? other.items.flatMap((item): [Module, Exception][] =>
              item.kind === 'exception' && item.to === rule.id ? [[other, item]] : [],
            )
          : [],
      );
      if (exceptions.some(([other, { when }]) => valueOf(when, other, asked) === true)) continue;
      const until = rule.action.kind === 'hold' ? rule.action.until : [];
      const unmet = until.filter((requirement) => !isMet(requirement, asked));
      if (until.length > 0 && unmet.length === 0) continue;
      const truth = valueOf(rule.when, module, asked);
      if (truth === false) continue;
      if (rule.confidential) outcomes.push({ kind: 'confidential', at, rule });
      else if (truth === null) outcomes.push({ kind: 'missing', at, rule });
      else outcomes.push({ kind: rule.action.kind === 'refuse' ? 'refuse' : 'hold', at, rule });
      if (!rule.confidential) needed.push(...unmet);
    }
  }
  return { outcomes, needed };
}

/** Every receiver that a claim admits. */
function* admitted(
  receiver: Receiver,
  countries: readonly string[],
): Generator<{ destination: string; tier: number; first: Truth }> {
  if (receiver.kind === 'party') {
    yield { destination: receiver.country, tier: receiver.tier, first: receiver.first };
    return;
  }
  for (const destination of receiver.countries.length > 0 ? receiver.countries : countries) {
    for (let tier = receiver.minTier; tier <= 15; tier += 1)
      yield { destination, tier, first: null };
  }
}

/** The outcome, the deciding code, and what is needed by kind. `countries`: all that there are. */
export function referenceDecision(
  source: RulebookSource,
  facts: Facts,
  countries: readonly string[],
): { outcome: string; rule: string | null; needed: Requirement[] } {
  const currency =
    source.currencies.find(({ id }) => id.every((byte, i) => byte === facts.currency[i]))?.code ??
    null;
  const outcomes: Outcome[] = [];
  const needed: Requirement[] = [];
  facts.receivers.forEach((one, receiver) => {
    for (const who of admitted(one, countries)) {
      const found = outcomesFor({ source, facts, currency, receiver, ...who });
      outcomes.push(...found.outcomes);
      needed.push(...found.needed);
    }
  });
  for (const kind of ['refuse', 'hold', 'missing', 'confidential'] as const) {
    const [first] = outcomes.filter((one) => one.kind === kind).toSorted((a, b) => a.at - b.at);
    if (first === undefined) continue;
    if (kind === 'refuse') return { outcome: kind, rule: first.rule.id, needed: [] };
    const code = { hold: first.rule.id, missing: 'missing-fact', confidential: null };
    return { outcome: 'hold', rule: code[kind], needed };
  }
  return { outcome: 'no-objection', rule: null, needed: [] };
}
