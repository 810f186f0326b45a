/** Who may propose: room for proposals is little, and strangers to a matter do not take it. */

import type { Governance, Matter, Procedure } from '@tallystick/protocol';
import { contentOf } from '@tallystick/protocol';
import { beforeEach, expect, it } from 'vitest';
import { Desk } from '../../testing/desk.ts';
import { governedConstitution, speak, testGovernance } from '../../testing/governance.ts';
import { type Person, START } from '../../testing/parties.ts';

const people = { name: 'people', countries: ['KE'], minTier: 0 };
const germans = { name: 'germans', countries: ['DE'], minTier: 0 };
const KE: Matter = { kind: 'module', owner: 'KE' };
const DE: Matter = { kind: 'module', owner: 'DE' };
const GLOBAL: Matter = { kind: 'global' };

const found = (change: Partial<Governance>): Desk =>
  new Desk(governedConstitution(undefined, change));

let desk: Desk;

/** DE's module is its people's, everybody else's the council's. */
beforeEach(() => {
  const { procedures } = testGovernance();
  const [ordinary] = procedures as [Procedure];
  const ofGermany: Procedure = {
    ...ordinary,
    scope: { kind: 'module', owner: 'DE' },
    electorate: 1,
  };
  desk = found({ electorates: [people, germans], procedures: [ofGermany, ...procedures] });
});

function propose(by: Person, matter: Matter): string {
  const content = contentOf(new TextEncoder().encode('a text'), []);
  const dates = { from: START + 60_000, until: null, alarms: [] } as const;
  const said = {
    kind: 'proposal',
    matter,
    base: null,
    content,
    ...dates,
    lane: 'ordinary',
  } as const;
  const answer = desk.send(speak(by, said));
  if (answer.ok) return 'admitted';
  const { electorates } = answer.data as { electorates?: readonly string[] };
  return [answer.code, ...(electorates ?? [])].join(' ');
}

it('is a member of the electorate that votes on the matter', () => {
  const [ada, ben] = [desk.person(['KE']), desk.person(['DE'])];
  expect([propose(ada, GLOBAL), propose(ben, GLOBAL), propose(ada, DE), propose(ben, DE)]).toEqual([
    'admitted',
    'not-entitled people',
    'not-entitled germans',
    'admitted',
  ]);
});

it('is in any electorate where an office alone decides, by a later record as well', () => {
  const [ada, ben, cyd] = [['KE'], ['US', 'DE'], ['US']].map((countries) => desk.person(countries));
  expect([propose(ada!, KE), propose(ben!, KE), propose(cyd!, KE)]).toEqual([
    'admitted',
    'admitted',
    'not-entitled people germans',
  ]);
});

it('is anybody where nobody votes on anything', () => {
  const procedures = testGovernance().procedures.filter(({ electorate }) => electorate === null);
  desk = found({ electorates: [], procedures });
  expect(propose(desk.person([]), KE)).toBe('admitted');
});

it('is nobody whose records do not reach its tier, however many identities they make', () => {
  desk = found({ electorates: [{ ...people, minTier: 1 }] });
  const strangers = Array.from({ length: 65 }, () => desk.person(['KE']));
  const said = strangers.flatMap((one) => [propose(one, KE), propose(one, GLOBAL)]);
  expect(new Set(said)).toEqual(new Set(['not-entitled people']));
  expect(desk.state.governing?.open.size).toBe(0);
});
