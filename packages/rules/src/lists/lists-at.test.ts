import { expect, it } from 'vitest';
import { parse } from '../parse/parse.ts';
import type { List, Module } from '../tree/index.ts';
import { type ListUse, listsAt, pausingLists } from './lists-at.ts';

const FROM = Date.UTC(2027, 0, 1);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function treeOf(text: string): Module | List {
  const { tree, mistakes } = parse(text);
  if (tree === null || mistakes.list.length > 0) throw new Error(JSON.stringify(mistakes.list));
  return tree;
}

const listOf = (version: number, from = '2027-01-01', more = ''): string =>
  `list FROZEN of parties version ${version} in force from ${from}${more} fresh for 30 days: none`;

function sourceOf(...texts: string[]): Parameters<typeof listsAt>[0] {
  const trees = texts.map(treeOf);
  return {
    modules: trees.filter((tree) => tree.kind === 'module'),
    lists: trees.filter((tree) => tree.kind === 'list'),
    settings: [],
    currencies: [{ code: 'HRB', id: new Uint8Array(32), decimals: 2 }],
  };
}

function moduleOf(owner: string, name: string, ...rules: string[]): string {
  const head = `module ${owner} version 1 in force from 2027-01-01`;
  const numbered = rules.map((rule, i) => `rule ${name}-${i + 1} "Rule ${i + 1}" ${rule}`);
  return [head, ...numbered].join('\n\n');
}

function useOf(...modules: string[]): ListUse | undefined {
  return listsAt(sourceOf(listOf(1), ...modules), FROM)[0]?.use;
}

it('is what stops nobody, as long as no rule reads it', () => {
  const other = moduleOf('global', 'GLOBAL', 'when sender in WATCHED then refuse');
  expect(useOf()).toEqual({ rules: [], others: [] });
  expect(useOf(other)).toEqual({ rules: [], others: [] });
});

it('stops whoever is on it by a rule with no other condition; only some of these pause payouts', () => {
  const global = moduleOf(
    'global',
    'GLOBAL',
    'when sender in FROZEN then refuse',
    'when receiver in FROZEN then refuse',
    'when sender in FROZEN or receiver in FROZEN then hold',
  );
  const country = moduleOf('KE', 'KE', 'when receiver in FROZEN then refuse');
  const currency = moduleOf('currency HRB', 'HRB', 'when receiver in FROZEN then refuse');
  const short = useOf(global, country, currency)?.rules.map(
    ({ rule, owner, subject, does, pauses }) => [rule, owner, subject, does, pauses],
  );
  expect(short).toEqual([
    ['GLOBAL-1', 'global', 'sender', 'refuse', false],
    ['GLOBAL-2', 'global', 'receiver', 'refuse', true],
    ['GLOBAL-3', 'global', 'sender', 'hold', false],
    ['GLOBAL-3', 'global', 'receiver', 'hold', false],
    ['KE-1', 'country', 'receiver', 'refuse', false],
    ['HRB-1', 'currency', 'receiver', 'refuse', true],
  ]);
});

it('does not stop by itself under a further condition, turned round, or confidential: such rules are told apart', () => {
  const use = useOf(
    moduleOf(
      'global',
      'GLOBAL',
      'when sender in FROZEN and amount > 5.00 HRB then refuse',
      'when sender not in FROZEN then hold',
      'when not receiver in FROZEN then hold',
    ),
  );
  expect(use).toEqual({ rules: [], others: ['GLOBAL-1', 'GLOBAL-2', 'GLOBAL-3'] });
});

it('neither pauses what an exception may lift, nor hides the exception', () => {
  const rules = moduleOf('global', 'GLOBAL', 'when receiver in FROZEN then refuse');
  const lifted = `${rules}\n\nexception to GLOBAL-1 "Small ones" when amount <= 5.00 HRB then no objection`;
  expect(useOf(lifted)?.rules).toMatchObject([{ isExcepted: true, pauses: false }]);
  const module = treeOf(lifted) as Module;
  expect([pausingLists(treeOf(rules) as Module), pausingLists(module)]).toEqual([['FROZEN'], []]);
});

it('stands as it is at a time: in force, to come, over, and fresh until when', () => {
  const rule = moduleOf('global', 'GLOBAL', 'when sender in FROZEN then refuse').replace(
    '2027-01-01',
    '2027-01-03',
  );
  const source = sourceOf(
    listOf(1, '2026-12-01', ' until 2027-01-01'),
    listOf(2),
    listOf(3, '2027-01-03'),
    rule,
  );
  const short = (time: number): unknown[] =>
    listsAt(source, time).map(({ list, isInForce, freshUntil, use }) => [
      list.version,
      isInForce,
      (freshUntil - FROM) / DAY_MS,
      use.rules.length,
    ]);
  // The rule begins with the third version, and is told of that one before it is in force.
  expect(short(FROM)).toEqual([
    [2, true, 30, 0],
    [3, false, 32, 1],
  ]);
  expect(short(FROM + 2 * DAY_MS)).toEqual([
    [2, false, 30, 1],
    [3, true, 32, 1],
  ]);
});

it('is found once between two instants at which anything changes, whoever asks, and anew after', () => {
  const rule = 'when sender in FROZEN then refuse';
  const source = sourceOf(
    listOf(1, '2027-01-01', ' until 2027-02-01'),
    moduleOf('global', 'GLOBAL', rule),
  );
  const first = listsAt(source, FROM);
  expect(listsAt(source, FROM + HOUR_MS)).toBe(first);
  expect(listsAt(source, FROM - 1)[0]?.isInForce).toBe(false);
  expect(listsAt(source, FROM)).toEqual(first);
  expect(listsAt(source, Date.UTC(2027, 1, 1))).toEqual([]);
});

it('costs what the rules are, not what they are times one another', () => {
  const rules = Array.from(
    { length: 1000 },
    () => 'when amount >= 1.00 HRB and sender in FROZEN then refuse',
  );
  const module = treeOf(moduleOf('global', 'GLOBAL', ...rules)) as Module;
  let looked = 0;
  const items = module.items.map((item) => ({
    ...item,
    get kind() {
      looked += 1;
      return item.kind;
    },
  })) as unknown as Module['items'];
  const source = sourceOf(
    ...Array.from({ length: 20 }, (_, day) =>
      listOf(day + 1, `2027-01-${String(day + 1).padStart(2, '0')}`),
    ),
  );
  const [list] = listsAt({ ...source, modules: [{ ...module, items }] }, FROM);
  expect(list?.use.others).toHaveLength(1000);
  expect(looked).toBeLessThan(100_000);
});
