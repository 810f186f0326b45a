import type { Needs } from '../facts/needs.ts';
import type { Program } from '../decide/frame.ts';
import type { Step } from '../decide/step.ts';
import { FALSE, TRUE } from '../decide/truth.ts';
import type { Exception, Owner, Rule } from '../tree/index.ts';
import { all, buildCondition } from './build-condition.ts';
import { buildRequirement } from './build-requirement.ts';
import type { Context, Corridor } from './context.ts';
import { type ActiveModule, type PlacedRule, treatyKey } from './index-rules.ts';
import type { Moment } from './moment.ts';
import type { OwnCurrency } from './source.ts';

/** What all corridors of a moment are built from. */
export interface Ground {
  readonly moment: Moment;
  readonly modules: ReadonlyMap<string, ActiveModule>;
  readonly needs: Needs;
  readonly currencies: readonly OwnCurrency[];
  /** Steps that corridors have in common, by rule. */
  readonly common: Map<Rule, Map<string, Step | undefined>>;
}

/** The rules that can say anything about a corridor: those that refuse first, then in order. */
export function buildCorridor(ground: Ground, corridor: Corridor): Step[] {
  const treaties = governing(ground, corridor);
  const steps: Step[] = [];
  for (const active of applying(ground, corridor, treaties)) {
    const context = contextOf(ground, corridor, active);
    for (const placed of candidates(active, corridor)) {
      const step = commonStep(ground, context, active, placed, treaties);
      if (step !== undefined) steps.push(step);
    }
  }
  return steps.sort((a, b) => strictness(a) - strictness(b) || a.order - b.order);
}

function strictness({ isRefusal }: Step): number {
  return isRefusal ? 0 : 1;
}

export function applying(
  { modules }: Pick<Ground, 'modules'>,
  { origin, destination, currency }: Corridor,
  treaties: readonly ActiveModule[],
): ActiveModule[] {
  const found = [
    ofKind(modules.get('GLOBAL'), 'global'),
    currency === null ? undefined : ofKind(modules.get(currency), 'currency'),
    ofKind(modules.get(origin), 'country'),
    destination === origin ? undefined : ofKind(modules.get(destination), 'country'),
  ];
  return [...found.filter((one) => one !== undefined), ...treaties];
}

function ofKind(active: ActiveModule | undefined, kind: Owner['kind']): ActiveModule | undefined {
  return active?.module.owner.kind === kind ? active : undefined;
}

/** Treaties that two of the payment's owners are parties to and accept, as they stand now. */
export function governing(
  { modules }: Pick<Ground, 'modules'>,
  corridor: Corridor,
): ActiveModule[] {
  const concerned = new Set([
    `country ${corridor.origin}`,
    `country ${corridor.destination}`,
    `currency ${corridor.currency ?? ''}`,
  ]);
  const found: ActiveModule[] = [];
  for (const active of modules.values()) {
    const { owner } = active.module;
    if (owner.kind !== 'treaty') continue;
    const bound = new Set<string>();
    for (const { kind, code } of owner.between) {
      const party = `${kind} ${code}`;
      if (concerned.has(party) && accepts(modules.get(code), active)) bound.add(party);
    }
    if (bound.size >= 2) found.push(active);
  }
  return found;
}

function accepts(owner: ActiveModule | undefined, treaty: ActiveModule): boolean {
  return owner?.accepts.has(treatyKey(treaty.name, treaty.module.version)) === true;
}

export function candidates({ rules }: ActiveModule, corridor: Corridor): PlacedRule[] {
  return [
    ...(rules.byOrigin.get(corridor.origin) ?? []),
    ...(rules.byDestination.get(corridor.destination) ?? []),
    ...rules.general,
  ];
}

/**
 * A rule that tells countries apart by nothing but whether they differ is the same step in all
 * corridors of a currency: built once, and found in the processor's cache.
 */
function commonStep(
  ground: Ground,
  context: Context,
  active: ActiveModule,
  placed: PlacedRule,
  treaties: readonly ActiveModule[],
): Step | undefined {
  if (!placed.isCommon || treaties.length > 0) {
    return buildStep(ground, context, active, placed, treaties);
  }
  const { origin, destination, currency } = context.corridor;
  const key = `${origin === destination ? 'within' : 'across'} ${currency ?? ''}`;
  const kept = ground.common.get(placed.rule) ?? new Map<string, Step | undefined>();
  ground.common.set(placed.rule, kept);
  if (!kept.has(key)) kept.set(key, buildStep(ground, context, active, placed, treaties));
  return kept.get(key);
}

export function contextOf(ground: Ground, corridor: Corridor, active: ActiveModule): Context {
  const { moment, needs, currencies } = ground;
  const { name, parameters } = active;
  return { corridor, moment, needs, currencies, module: name, parameters };
}

function buildStep(
  ground: Ground,
  context: Context,
  active: ActiveModule,
  { rule, order }: PlacedRule,
  treaties: readonly ActiveModule[],
): Step | undefined {
  const when = buildCondition(rule.when, context);
  if (when === FALSE) return undefined;
  const exceptions: Program[] = [];
  for (const [excepting, exception] of binding(active, rule.id, treaties)) {
    const own = excepting === active ? context : contextOf(ground, context.corridor, excepting);
    const program = buildCondition(exception.when, own);
    // Only what is true excepts.
    if (program === TRUE) return undefined;
    if (typeof program === 'function') exceptions.push(program);
  }
  const until = rule.action.kind === 'hold' ? rule.action.until : [];
  const needs = until.map((requirement) => ({ requirement, met: buildRequirement(requirement) }));
  const { confidential, id } = rule;
  return {
    order,
    id,
    isRefusal: rule.action.kind === 'refuse',
    isConfidential: confidential,
    when,
    exceptions,
    needs,
    allMet: needs.length === 0 ? FALSE : all(needs.map(({ met }) => met)),
  };
}

/** A rule's exceptions in its own module, and in treaties that its owner accepts. */
export function* binding(
  active: ActiveModule,
  rule: string,
  treaties: readonly ActiveModule[],
): Generator<[ActiveModule, Exception]> {
  for (const exception of active.exceptions.get(rule) ?? []) yield [active, exception];
  for (const treaty of treaties) {
    if (treaty === active || !accepts(active, treaty)) continue;
    for (const exception of treaty.exceptions.get(rule) ?? []) yield [treaty, exception];
  }
}
