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
export interface DatedSetting {
  readonly module: string;
  readonly parameter: string;
  /** As the rule language prints it. */
  readonly value: string | null;
  readonly from: number;
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

/** The settings of a rulebook of these modules, by proposal: others ended with their version. */
export function settingsFor(
  governing: Governing,
  settings: readonly DatedSetting[],
  modules: ReadonlyMap<number, Module>,
  time: number,
): Setting[] {
  return settings.flatMap(({ module, parameter, value, from }) => {
    const owner = ownerOf(governing, module, from, time);
    const tree = owner === undefined ? undefined : modules.get(owner);
    if (owner !== undefined && tree === undefined) return [];
    const constant = value === null ? declared(tree, parameter) : parseConstant(value);
    return constant === undefined ? [] : [{ module, parameter, value: constant, from }];
  });
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
    dated.push(...next.map((one) => ({ ...one, from })));
    [set, until] = [next, reign.until];
  }
  const end = until;
  if (end !== null) dated.push(...set.map((one) => ({ ...one, value: null, from: end })));
  return dated;
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
