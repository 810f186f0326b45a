import { decodeStructured, type Matter } from '@tallystick/protocol';
import {
  type Constant,
  type Module,
  type Parameter,
  parseConstant,
  type RulebookSource,
  type Setting,
} from '@tallystick/rules';
import type { GovernanceBook } from './governance-book.ts';
import { treeOf } from './rule-text.ts';
import { inForce, type VersionBook } from './version-book.ts';

type Currencies = RulebookSource['currencies'];

/** What one version sets. */
type Values = ReadonlyMap<string, string>;

const NOTHING: Values = new Map();

/**
 * The settings as they follow from what was voted on (docs/decisions/0010-governance.md, section 7): what is set changes only at an instant
 * at which another version of them is in force than before. What a version does not name goes back to what the module declares.
 */
export function settingsOf(
  book: GovernanceBook,
  modules: readonly VersionBook[],
  currencies: Currencies,
): Setting[] {
  const versions = book.versions({ kind: 'settings' });
  const instants = [...new Set(versions.flatMap(({ from, until }) => [from, until]))];
  const found: Dated[] = [];
  let before: VersionBook | undefined;
  for (const from of instants.sort((a, b) => a - b)) {
    const version = inForce(versions, from);
    if (version === before) continue;
    const since = found.find((one) => one.version === version)?.from ?? from;
    const [values, left] = [valuesOf(version), [...valuesOf(before).keys()]];
    for (const name of left) {
      if (!values.has(name)) found.push({ name, value: null, from, since, version });
    }
    for (const [name, value] of values) found.push({ name, value, from, since, version });
    before = version;
  }
  return found
    .filter((one) => isStill(one, found, book.time))
    .flatMap((one) => settable(one, book, modules, currencies));
}

interface Dated {
  /** Module and parameter. */
  readonly name: string;
  /** Null: as the module declares it. */
  readonly value: string | null;
  readonly from: number;
  /** When its version was in force first. */
  readonly since: number;
  readonly version: VersionBook | undefined;
}

/** Whether it counts now, or will. */
function isStill({ name, from }: Dated, all: readonly Dated[], time: number): boolean {
  return !all.some((other) => other.name === name && other.from > from && other.from <= time);
}

/** The setting, where it is one of the version of its module that is in force then. */
function settable(
  { name, value, from, since }: Dated,
  book: GovernanceBook,
  modules: readonly VersionBook[],
  currencies: Currencies,
): Setting[] {
  const [module = '', parameter = ''] = name.split(' ');
  const versions = book.versions(matterOf(module));
  const owner = inForce(versions, from);
  // What is over sets nothing any more.
  const isThere = modules.some(({ proposal }) => proposal.name === owner?.proposal.name);
  if (owner === undefined || !isThere) return [];
  const tree = treeOf(owner.proposal.text) as Module;
  const isOwn = inForce(versions, since) === owner;
  const constant =
    value === null || !isOwn ? declared(tree, parameter) : (parseConstant(value) ?? null);
  if (constant === null || !isWithinBounds(tree, parameter, constant, currencies)) return [];
  return [{ module, parameter, value: constant, from }];
}

function matterOf(module: string): Matter {
  return module === 'GLOBAL' ? { kind: 'global' } : { kind: 'module', owner: module };
}

function valuesOf(version: VersionBook | undefined): Values {
  if (version === undefined) return NOTHING;
  const decoded = decodeStructured('settings', version.proposal.bytes);
  if (!decoded.ok) throw new Error('settings that nobody can read were voted on');
  return new Map(
    decoded.value.map(({ module, parameter, value }) => [`${module} ${parameter}`, value]),
  );
}

/** The parameter that somebody may set; undefined where there is none, or it follows a figure. */
function parameterOf({ items }: Module, name: string): Parameter | undefined {
  const found = items.find((item) => item.kind === 'parameter' && item.name === name);
  return found?.kind === 'parameter' && found.value.kind === 'fixed' ? found : undefined;
}

function declared(module: Module, name: string): Constant | null {
  const found = parameterOf(module, name);
  return found?.value.kind === 'fixed' ? found.value.value : null;
}

/** Whether a module has such a parameter, and says that it may be as much. */
function isWithinBounds(
  module: Module,
  parameter: string,
  value: Constant,
  currencies: Currencies,
): boolean {
  const found = parameterOf(module, parameter);
  if (found === undefined) return false;
  const { low, high } = found;
  if (currencyOf(low) !== currencyOf(value)) return false;
  const [least, units, most] = [low, value, high].map((one) => unitsOf(one, currencies));
  return (least ?? 0n) <= (units ?? 0n) && (units ?? 0n) <= (most ?? 0n);
}

function currencyOf(constant: Constant): string | null {
  return constant.kind === 'money' ? constant.currency : null;
}

/** In a fraction that is small enough for all of them. */
function unitsOf(constant: Constant, currencies: Currencies): bigint {
  if (constant.kind === 'figure') return constant.value;
  const { decimals = 0 } = currencies.find(({ code }) => code === constant.currency) ?? {};
  const fine = 12n + BigInt(decimals);
  return constant.units * 10n ** (fine - BigInt(constant.decimals));
}
