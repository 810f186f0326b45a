import { encodeStructured, type Matter } from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { DEFAULT_STEPS } from '../../analyse/analyse.ts';
import { parse } from '../../parse/parse.ts';
import { parseConstant } from '../../parse/parse-constant.ts';
import { print } from '../../print/print.ts';
import type { Constant, List, Module } from '../../tree/index.ts';
import type { GatesGround } from './ground.ts';
import { runGates } from './run-gates.ts';

const day = (said: string): number => Date.parse(said);
const MARCH = day('2027-03-01');
const SETTINGS: Matter = { kind: 'settings' };
const DE: Matter = { kind: 'module', owner: 'DE' };
const BARRED: Matter = { kind: 'list', name: 'BARRED' };

function treeOf(text: string): Module | List {
  const { tree, mistakes } = parse(text);
  if (tree === null) throw new Error(mistakes.list[0]?.message);
  return tree;
}

const capped = (cap: string, version = 1, from = '2027-01-01'): string =>
  `module DE version ${version} in force from ${from}
   parameter CAP "A cap" is ${cap} EUR between 1.00 EUR and 500.00 EUR
   rule DE-1 "Cap" when amount > CAP then refuse`;
const barred = (from: string, version = 1): string =>
  `list BARRED of parties version ${version} in force from ${from} fresh for 7 days: "${'1'.repeat(64)}"`;
const GLOBAL = `module global version 1 in force from 2027-01-01
   rule GLOBAL-1 "Barred" when receiver in BARRED then refuse`;
const cap = (value: string, from: string) => ({
  module: 'DE',
  parameter: 'CAP',
  value: parseConstant(value) as Constant,
  from: day(from),
});

function groundOf(
  texts: readonly string[],
  settings: GatesGround['source']['settings'] = [],
): GatesGround {
  const trees = texts.map(treeOf);
  return {
    source: {
      modules: trees.filter((tree) => tree.kind === 'module'),
      lists: trees.filter((tree) => tree.kind === 'list'),
      settings,
      currencies: [{ code: 'EUR', id: new Uint8Array(32).fill(1), decimals: 2 }],
    },
    constitution: {
      root: { suite: 4, publicKey: new Uint8Array(32) },
      currencies: [],
      parameters: {
        heartbeatMs: 1000,
        closureAfterMs: 2000,
        validityMs: 1,
        freshnessMs: 1,
        quorum: 1,
        stateRootEvery: 1,
      },
      governance: null,
    },
    lastNumber: 1,
    mostNumber: 100,
    time: MARCH,
    compiles: true,
    circulating: [],
    vendors: 0,
  };
}

function emergency(matter: Matter, content: Uint8Array, from: string, ground: GatesGround) {
  const proposal = { matter, base: null, content, from: day(from), until: null };
  return runGates({ ...proposal, lane: 'emergency' }, ground, DEFAULT_STEPS);
}

const textOf = (text: string): Uint8Array => new TextEncoder().encode(print(treeOf(text)));

describe('settings in an emergency', () => {
  const voted = groundOf([capped('300.00')], [cap('10.00 EUR', '2027-02-01')]);
  const settle = (value: string | null, from: string, ground = voted) => {
    const said = value === null ? [] : [{ module: 'DE', parameter: 'CAP', value }];
    return emergency(SETTINGS, encodeStructured('settings', said), from, ground);
  };

  test('that leave out what was voted loosen it', () => {
    const report = settle(null, '2027-03-01');
    expect(report).toMatchObject({ verdict: 'passed', mistakes: [] });
    expect(report.differences.map(({ kind }) => kind)).toContain('newly-allowed');
    const alike = groundOf([capped('300.00')], [cap('300.00 EUR', '2027-02-01')]);
    expect(settle(null, '2027-03-01', alike).verdict).toBe('tightens');
  });

  test.each(['2027-01-15', '2027-03-01', '2027-03-02'])('count in spite of the date %s', (from) => {
    expect(settle('500.00 EUR', from).verdict).toBe('passed');
    expect(settle('5.00 EUR', from).verdict).toBe('tightens');
  });

  test('that are approved when a stricter module is in force do not loosen that', () => {
    const coming = groundOf([capped('300.00'), capped('10.00', 2, '2027-03-03')]);
    expect(settle('50.00 EUR', '2027-03-01', coming).verdict).toBe('passed');
    expect(settle('5.00 EUR', '2027-03-01', coming).verdict).toBe('tightens');
  });
});

test('a module with an old date takes over no setting of the version before it', () => {
  const ground = groundOf([capped('300.00')], [cap('10.00 EUR', '2027-02-01')]);
  const declare = (text: string) => emergency(DE, textOf(text), '2027-01-15', ground).verdict;
  expect(declare(capped('300.00', 2, '2027-01-15'))).toBe('passed');
  expect(declare(capped('9.00', 2, '2027-01-15'))).toBe('tightens');
});

test('a list that is stale holds, and renewing it is no tightening, whatever date it says', () => {
  const renew = (from: string, before: string) =>
    emergency(BARRED, textOf(barred(from, 2)), from, groundOf([GLOBAL, before])).verdict;
  expect(renew('2027-01-01', barred('2027-01-01'))).toBe('passed');
  expect(renew('2027-02-27', barred('2027-02-27'))).toBe('passed');
  const month = barred('2027-02-27').replace('7 days', '30 days');
  expect(renew('2027-02-27', month)).toBe('tightens');
});

test('nothing tightens what does not compile; what mends it passes, whatever else is broken', () => {
  const broken = (owner: string): string =>
    `module ${owner} version 1 in force from 2027-01-01 rule ${owner}-1 "A" when destination = UK then refuse`;
  const ground = { ...groundOf([broken('DE'), broken('KE')]), compiles: false };
  const report = emergency(DE, textOf(capped('9.00', 2, '2027-03-02')), '2027-03-02', ground);
  expect(report).toMatchObject({ verdict: 'passed', mistakes: [] });
  const empty = { ...groundOf([]), compiles: false };
  const alone = emergency(DE, textOf(capped('9.00', 2, '2027-03-02')), '2027-03-02', empty);
  expect(alone.verdict).toBe('passed');
});
