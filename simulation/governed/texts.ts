import type { Matter } from '@tallystick/protocol';
import { parse, print } from '@tallystick/rules';
import type { Random } from '../engine/random.ts';

/** What a version of a matter can say; `force`: its dates. */
type Write = (version: number, force: string, random: Random) => string;

/** The matters that people here have rules about. */
export const MATTERS: readonly { readonly matter: Matter; readonly write: Write }[] = [
  {
    matter: { kind: 'global' },
    write: (version, force, random) => `
      module global version ${version} ${force}
      rule GLOBAL-1 "Not too much at once"
        when currency = HRB and sender tier < 15 and sent in ${random.between(1, 3)} hours + amount > ${random.between(100, 400)}.00 HRB
        then refuse`,
  },
  {
    matter: { kind: 'module', owner: 'DE' },
    write: (version, force, random) => `
      module DE version ${version} ${force}
      rule DE-7 "Identity above a sum"
        when currency = HRB and sender tier < 3 and amount > ${random.between(20, 90)}.00 HRB
        then hold until identity tier 3`,
  },
  {
    matter: { kind: 'module', owner: 'KE' },
    write: (version, force, random) => `
      module KE version ${version} ${force}
      rule KE-3 "Little by little"
        when currency = HRB and sender tier < 15 and origin = KE and amount > ${random.between(60, 300)}.00 HRB
        then ${random.pick(['hold', 'refuse'])}`,
  },
  {
    matter: { kind: 'list', name: 'BLOC' },
    write: (version, force, random) => `
      list BLOC of countries version ${version} ${force} fresh for ${random.between(1, 9)} hours:
        ${random.pick(['UG, DE', 'UG', 'DE, KE'])}`,
  },
];

/** The printed text of a version with these dates; ms since 1970, whole seconds. */
export function textOf(
  write: Write,
  random: Random,
  { version, from, until }: { version: number; from: number; until: number | null },
): string {
  const at = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');
  const force = `in force from ${at(from)}${until === null ? '' : ` until ${at(until)}`}`;
  const { tree } = parse(write(version, force, random));
  if (tree === null) throw new Error('a text that cannot be read');
  return print(tree);
}
