import type { Matter } from '@tallystick/protocol';
import {
  declaredValue,
  type Module,
  parseConstant,
  type Reign,
  reignsOf,
  type Said,
  type Setting,
  settle,
  versionAt,
} from '@tallystick/rules';
import { readItem } from './constitution-at.ts';
import type { Governing } from './governing.ts';
import { historyAt } from './standing.ts';

/** A parameter set from an instant on, as the rule language prints it. */
export interface DatedSetting extends Said<string> {
  /** When its version came into force first: it belongs to the module's version of that instant. */
  readonly since: number;
}

/**
 * What the versions of the settings say, under a header of that time: of each parameter what counts
 * then, and what comes after it. A version says all that is set: what the one before had set and it
 * does not, goes back to what the module declares.
 */
export function settingsAt(governing: Governing, time: number): readonly DatedSetting[] {
  const dated = datedBy(governing, reignsOf(historyAt(governing, { kind: 'settings' }, time)));
  const current = new Map<string, DatedSetting>();
  for (const one of dated) if (one.from <= time) current.set(nameOf(one), one);
  return [...current.values(), ...dated.filter(({ from }) => from > time)];
}

/**
 * The settings of a rulebook of these modules, by proposal: others ended with their version. One that
 * comes back when an emergency lapses, and whose module has another version by then, does not count.
 */
export function settingsFor(
  governing: Governing,
  settings: readonly DatedSetting[],
  modules: ReadonlyMap<number, Module>,
  time: number,
): Setting[] {
  return settings.flatMap(({ module, parameter, value, from, since }) => {
    const owner = ownerOf(governing, module, from, time);
    const tree = owner === undefined ? undefined : modules.get(owner);
    if (owner !== undefined && tree === undefined) return [];
    const isOwn = since === from || ownerOf(governing, module, since, time) === owner;
    const constant =
      value === null || !isOwn ? declaredValue(tree, parameter) : parseConstant(value);
    return constant === undefined ? [] : [{ module, parameter, value: constant, from }];
  });
}

function datedBy(governing: Governing, reigns: readonly Reign[]): DatedSetting[] {
  let dated: readonly Said<string>[] = [];
  let until: number | null = null;
  /** When the version that began at an instant was in force first. */
  const since = new Map<number, number>();
  for (const { version, from, until: end } of reigns) {
    if (until !== null && until < from) dated = settle(dated, [], until);
    dated = settle(dated, readItem(governing, 'settings', version.proposal), from);
    const first = reigns.find((one) => one.version === version);
    since.set(from, first?.from ?? from);
    until = end;
  }
  if (until !== null) dated = settle(dated, [], until);
  return dated.map((one) => ({ ...one, since: since.get(one.from) ?? one.from }));
}

/** The proposal whose version of a module is in force at an instant. */
function ownerOf(
  governing: Governing,
  module: string,
  instant: number,
  time: number,
): number | undefined {
  const matter: Matter =
    module === 'GLOBAL' ? { kind: 'global' } : { kind: 'module', owner: module };
  const version = versionAt(historyAt(governing, matter, time), instant);
  return version && governing.find(version.proposal)?.number;
}

function nameOf({ module, parameter }: Pick<DatedSetting, 'module' | 'parameter'>): string {
  return `${module} ${parameter}`;
}
