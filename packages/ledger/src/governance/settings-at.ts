import type { Matter, SettingText } from '@tallystick/protocol';
import {
  type Constant,
  type Module,
  parseConstant,
  type Reign,
  reignsOf,
  type Setting,
  versionAt,
} from '@tallystick/rules';
import { readItem } from './constitution-at.ts';
import type { Governing } from './governing.ts';
import { historyAt } from './standing.ts';

/** A parameter set from an instant on; a null value gives back what its module declares. */
interface DatedSetting {
  readonly module: string;
  readonly parameter: string;
  readonly value: Constant | null;
  readonly from: number;
}

/** All stretches in which a version of the settings is in force, under a header of that time. */
export function settingReigns(governing: Governing, time: number): readonly Reign[] {
  return reignsOf(historyAt(governing, { kind: 'settings' }, time));
}

/**
 * What the versions of the settings say, for a rulebook of these modules. A version says all that is
 * set: what the one before had set and it does not, goes back to what the module declares. What was
 * set for another version of a module ended with it.
 */
export function settingsFor(
  governing: Governing,
  reigns: readonly Reign[],
  modules: ReadonlyMap<number, Module>,
  time: number,
): Setting[] {
  const settings: Setting[] = [];
  for (const { module, parameter, value, from } of newestOf(datedBy(governing, reigns), time)) {
    const owner = ownerOf(governing, module, from, time);
    const tree = owner === undefined ? undefined : modules.get(owner);
    if (owner !== undefined && tree === undefined) continue;
    const constant = value ?? declared(tree, parameter);
    if (constant !== undefined) settings.push({ module, parameter, value: constant, from });
  }
  return settings;
}

function datedBy(governing: Governing, reigns: readonly Reign[]): DatedSetting[] {
  const dated: DatedSetting[] = [];
  let set: readonly SettingText[] = [];
  let until: number | null = null;
  for (const reign of reigns) {
    if (until !== null && until < reign.from) {
      dated.push(...set.map((one) => ({ ...one, value: null, from: until as number })));
      set = [];
    }
    const next = readItem(governing, 'settings', reign.version.proposal);
    const names = new Set(next.map(nameOf));
    const { from } = reign;
    const gone = set.filter((one) => !names.has(nameOf(one)));
    dated.push(...gone.map((one) => ({ ...one, value: null, from })));
    // Nothing else is ever admitted.
    dated.push(
      ...next.map((one) => ({ ...one, value: parseConstant(one.value) as Constant, from })),
    );
    [set, until] = [next, reign.until];
  }
  const end = until;
  if (end !== null) dated.push(...set.map((one) => ({ ...one, value: null, from: end })));
  return dated;
}

/** Of each parameter what counts at `time`, and what comes after it. */
function newestOf(dated: readonly DatedSetting[], time: number): DatedSetting[] {
  const current = new Map<string, DatedSetting>();
  for (const one of dated) if (one.from <= time) current.set(nameOf(one), one);
  return [...current.values(), ...dated.filter(({ from }) => from > time)];
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

function declared(tree: Module | undefined, parameter: string): Constant | undefined {
  const found = tree?.items.find((item) => item.kind === 'parameter' && item.name === parameter);
  if (found?.kind !== 'parameter' || found.value.kind !== 'fixed') return undefined;
  return found.value.value;
}

function nameOf({ module, parameter }: Pick<SettingText, 'module' | 'parameter'>): string {
  return `${module} ${parameter}`;
}
