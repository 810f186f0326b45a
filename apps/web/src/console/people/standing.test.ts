import { expect, it } from 'vitest';
import type { ListShown, NamedShown } from '../../sovereign/answers.ts';
import { publicLists, standingOn, stopsAll, wouldDo } from './standing.ts';

const BEN = 'b'.repeat(64);

type Version = NamedShown['lists'][number];
const version = (number: number, from: number, more: Partial<Version> = {}): Version => ({
  name: 'FROZEN',
  version: number,
  from,
  until: null,
  freshUntil: 1000,
  isInForce: false,
  isNamed: true,
  ...more,
});
const named = (...lists: Version[]): NamedShown => ({ time: 50, identity: BEN, lists, pauses: [] });
const short = (shown: NamedShown): unknown =>
  standingOn(shown, []).map(({ name, now, next }) => [name, now?.version ?? null, next]);

const rule = {
  module: 'GLOBAL',
  owner: 'global',
  rule: 'GLOBAL-1',
  title: 'Nothing to them',
  subject: 'receiver',
  does: 'refuse',
  isExcepted: false,
  pauses: true,
} as const;
const payer = { ...rule, subject: 'sender', pauses: false } as const;
const list = (name: string, more: Partial<ListShown> = {}): ListShown => ({
  name,
  version: 1,
  from: 10,
  until: null,
  freshUntil: 1000,
  isInForce: true,
  of: 'parties',
  isConfidential: false,
  entries: 1,
  rules: [],
  otherRules: [],
  ...more,
});

it('says on which lists somebody is, and nothing of those that never name them', () => {
  expect(short(named())).toEqual([]);
  expect(short(named(version(1, 10, { isNamed: false })))).toEqual([]);
  expect(short(named(version(1, 10)))).toEqual([['FROZEN', 1, null]]);
});

it('says what is decided and still to come: onto a list, and off it', () => {
  const off = version(2, 80, { isNamed: false });
  expect(short(named(version(1, 10), off))).toEqual([['FROZEN', 1, { does: 'release', at: 80 }]]);
  expect(short(named(version(1, 10, { isNamed: false }), version(2, 80)))).toEqual([
    ['FROZEN', null, { does: 'freeze', at: 80 }],
  ]);
  expect(short(named(version(1, 10, { until: 70 })))).toEqual([
    ['FROZEN', 1, { does: 'release', at: 70 }],
  ]);
});

it('knows that an emergency lapses, and that the version below it stands again', () => {
  const below = version(1, 10, { isNamed: false });
  expect(short(named(below, version(2, 40, { until: 90 })))).toEqual([
    ['FROZEN', 2, { does: 'release', at: 90 }],
  ]);
  // Whoever is on both stays there.
  expect(short(named(version(1, 10), version(2, 40, { until: 90 })))).toEqual([
    ['FROZEN', 2, null],
  ]);
});

it('offers public lists of people, each once, and no other', () => {
  const lists = [
    list('FROZEN', { isInForce: false }),
    list('FROZEN', { version: 2 }),
    list('EAST', { of: 'countries' }),
    list('SECRET', { isConfidential: true, entries: null }),
  ];
  expect(publicLists({ time: 50, lists }).map(({ name, version: one }) => [name, one])).toEqual([
    ['FROZEN', 2],
  ]);
});

it('counts a list as whole only where one module refuses both ways and pauses', () => {
  expect(stopsAll({ rules: [payer, rule] })).toBe(true);
  expect(stopsAll({ rules: [rule] })).toBe(false);
  expect(stopsAll({ rules: [payer] })).toBe(false);
  expect(stopsAll({ rules: [payer, { ...rule, pauses: false }] })).toBe(false);
  expect(stopsAll({ rules: [{ ...payer, module: 'HRB' }, rule] })).toBe(false);
  expect(stopsAll({ rules: [{ ...payer, does: 'hold' }, rule] })).toBe(false);
});

it('reads of a proposal what it would change for somebody', () => {
  const text = `list FROZEN of parties version 2 in force from 2027-01-01 fresh for 9 days:\n  "${BEN}"\n`;
  expect(wouldDo(text, BEN, false)).toBe('freeze');
  expect(wouldDo(text, BEN, true)).toBeNull();
  expect(wouldDo(text.replace(`"${BEN}"`, 'none'), BEN, true)).toBe('release');
  expect(wouldDo(text, 'c'.repeat(64), false)).toBeNull();
});
