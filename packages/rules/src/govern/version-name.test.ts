import type { Matter } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { parse } from '../parse/parse.ts';
import { print } from '../print/print.ts';
import { versionNameOf } from './version-name.ts';

const FORCE = 'in force from 2027-01-01';
const nameOf = (matter: Matter, text: string): string | undefined =>
  versionNameOf(matter, new TextEncoder().encode(text))?.name;

/** As it is printed, which is what is proposed. */
function printed(text: string): string {
  const { tree } = parse(text);
  if (tree === null) throw new Error('no text of rules');
  return print(tree);
}

const KE: Matter = { kind: 'module', owner: 'KE' };
const LIST: Matter = { kind: 'list', name: 'EAST-2' };
const TREATY: Matter = { kind: 'module', owner: 'DE-KE-2028' };
const between = 'DE and KE and currency HRB';

it.each([
  [KE, `module KE version 14 ${FORCE}`, 'KE-14'],
  [{ kind: 'module', owner: 'HRB' }, `module currency HRB version 2 ${FORCE}`, 'HRB-2'],
  [{ kind: 'global' }, `module global version 3 ${FORCE}`, 'GLOBAL-3'],
  [TREATY, `module treaty DE-KE-2028 between ${between} version 1 ${FORCE}`, 'DE-KE-2028-1'],
  [LIST, `list EAST-2 of countries version 7 ${FORCE} fresh for 365 days: KE, UG`, 'EAST-2-7'],
  [LIST, `list EAST-2 of parties version 8 ${FORCE} fresh for 2 days: none`, 'EAST-2-8'],
  [
    LIST,
    `confidential list EAST-2 of parties version 9 ${FORCE} fresh for 2 days: withheld`,
    'EAST-2-9',
  ],
] as const)('%o is called as its text begins: %s', (matter, text, name) => {
  expect(nameOf(matter, printed(text))).toBe(name);
});

it.each([
  [KE, `module DE version 14 ${FORCE}`],
  [KE, 'KE version 14'],
  [{ kind: 'global' }, `module KE version 1 ${FORCE}`],
  [LIST, `list EAST of countries version 7 ${FORCE} fresh for 2 days: KE`],
  [{ kind: 'settings' }, `module KE version 14 ${FORCE}`],
  [KE, ''],
] as const)('%o is not called by another text: %s', (matter, text) => {
  expect(nameOf(matter, text)).toBeUndefined();
});
