import { isWithin } from '../check/check-parameter.ts';
import {
  hoursOf,
  type Constant,
  isInForce,
  type List,
  type Module,
  nameOf,
  type Parameter,
} from '../tree/index.ts';
import type { RulebookSource, Setting } from './source.ts';

const HOUR_MS = 3_600_000;

/** A list as it is at a moment: null where nothing can be said about who is on it. */
interface CurrentList {
  readonly list: List;
  readonly isFresh: boolean;
  /** Of countries. */
  readonly countries: ReadonlySet<string> | null;
}

/** What is in force between two instants at which anything changes. */
export interface Moment {
  readonly from: number;
  readonly until: number;
  /** By what they go by. */
  readonly modules: ReadonlyMap<string, Module>;
  readonly lists: ReadonlyMap<string, CurrentList>;
  /** By module and parameter. */
  readonly settings: ReadonlyMap<string, Constant>;
}

/** Every instant at which another version, list or setting comes in, ascending. */
export function boundariesOf({ modules, lists, settings }: RulebookSource): number[] {
  const instants = new Set<number>();
  for (const { force } of [...modules, ...lists]) {
    instants.add(force.from);
    if (force.until !== null) instants.add(force.until);
  }
  for (const list of lists) instants.add(freshUntil(list));
  for (const { from } of settings) instants.add(from);
  return [...instants].sort((a, b) => a - b);
}

/** When a list can no longer be relied on, in ms since 1970. */
export function freshUntil({ force, fresh }: List): number {
  return force.from + hoursOf(fresh) * HOUR_MS;
}

/** What is in force at `time`; `boundaries` are the source's. */
export function momentAt(
  source: RulebookSource,
  boundaries: readonly number[],
  time: number,
): Moment {
  const next = boundaries.findIndex((instant) => instant > time);
  const index = next < 0 ? boundaries.length : next;
  const modules = newest(source.modules, time, ({ owner }) => nameOf(owner));
  const lists = new Map<string, CurrentList>();
  for (const [name, list] of newest(source.lists, time, ({ name }) => name)) {
    lists.set(name, currentList(list, time));
  }
  return {
    from: boundaries[index - 1] ?? -Infinity,
    until: boundaries[index] ?? Infinity,
    modules,
    lists,
    settings: settingsAt(source, modules, time),
  };
}

interface Versioned {
  readonly version: number;
  readonly force: Module['force'];
}

/** Of each name the highest version that is in force. */
function newest<T extends Versioned>(
  all: readonly T[],
  time: number,
  nameOf: (one: T) => string,
): Map<string, T> {
  const found = new Map<string, T>();
  for (const one of all) {
    if (!isInForce(one.force, time)) continue;
    const name = nameOf(one);
    const before = found.get(name);
    if (before === undefined || before.version < one.version) found.set(name, one);
  }
  return found;
}

function currentList(list: List, time: number): CurrentList {
  const isFresh = time < freshUntil(list);
  const isKnown = isFresh && list.of === 'countries' && list.entries !== null;
  return { list, isFresh, countries: isKnown ? new Set(list.entries) : null };
}

/** The newest setting of each parameter that belongs to the version in force. */
function settingsAt(
  source: RulebookSource,
  modules: ReadonlyMap<string, Module>,
  time: number,
): Map<string, Constant> {
  const newestFrom = new Map<string, number>();
  const values = new Map<string, Constant>();
  for (const setting of source.settings) {
    const key = settingKey(setting.module, setting.parameter);
    const last = newestFrom.get(key);
    if (setting.from > time || (last !== undefined && last > setting.from)) continue;
    if (ownerOfSetting(source.modules, setting) !== modules.get(setting.module)) continue;
    newestFrom.set(key, setting.from);
    values.set(key, setting.value);
  }
  return values;
}

/** The version of a module that a setting belongs to. */
export function ownerOfSetting(
  modules: readonly Module[],
  setting: Pick<Setting, 'module' | 'from'>,
): Module | undefined {
  return newest(modules, setting.from, ({ owner }) => nameOf(owner)).get(setting.module);
}

/** Whether the version that it belongs to has such a parameter, and bounds that allow the value. */
export function canBeSet(
  { modules, currencies }: Pick<RulebookSource, 'modules' | 'currencies'>,
  setting: Setting,
): boolean {
  const found = settableOf(modules, setting);
  return found !== undefined && isWithin(currencies, found, setting.value);
}

/** The parameter that a setting sets; undefined where there is none, or it follows a figure. */
export function settableOf(modules: readonly Module[], setting: Setting): Parameter | undefined {
  const owner = ownerOfSetting(modules, setting);
  const found = owner && parametersOf(owner).find(({ name }) => name === setting.parameter);
  return found?.value.kind === 'fixed' ? found : undefined;
}

export function settingKey(module: string, parameter: string): string {
  return `${module} ${parameter}`;
}

export function parametersOf({ items }: Module): Parameter[] {
  return items.filter((item) => item.kind === 'parameter');
}
