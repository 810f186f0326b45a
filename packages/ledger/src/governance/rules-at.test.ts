import { encodeStructured, equalBytes, type Hash } from '@tallystick/protocol';
import { noObjection } from '@tallystick/rules';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Council } from '../testing/council.ts';
import { Desk } from '../testing/desk.ts';
import { governedConstitution } from '../testing/governance.ts';
import { holdFor, type Person, START } from '../testing/parties.ts';
import { enterHeader } from './enter-header.ts';
import { readDecidedTexts, rulebookInForce } from './read.ts';
import { rulesAt } from './rules-at.ts';

const KE = { kind: 'module', owner: 'KE' } as const;
const utf8 = new TextEncoder();

/** Payments of KE above so much are refused. */
function capAt(cap: string, version = 1, second = 4): Uint8Array {
  return utf8.encode(`module KE version ${version} in force from 2027-01-15T08:00:0${second}Z

parameter CAP "Most" is ${cap} HRB between 1.00 HRB and 1000.00 HRB

rule KE-1 "Cap"
  when amount > CAP
  then refuse
`);
}

let desk: Desk;
let council: Council;
let payer: Person;

beforeEach(() => {
  desk = new Desk(governedConstitution());
  payer = desk.funded(100_000n);
  council = new Council(desk);
});

/** A restart, or a replay, finds the same rulebook without what was known before. */
afterEach(() => {
  const { state, header } = desk;
  const governing = state.governing!;
  enterHeader(state, header);
  const afresh = rulesAt(state, governing, header.time, null);
  const isSame = equalBytes(afresh.rulebook.hash, rulebookInForce(state).rulebook.hash);
  if (!isSame) throw new Error('another rulebook than the one that is known');
});

const tried = (amount: bigint): string =>
  desk.outcome(payer.account.put('KE', [holdFor(council.author.id, desk.hrb, amount)]));

describe('the rulebook in force', () => {
  it('decides puts from its instant on, and is known from when it was decided', () => {
    const before = rulebookInForce(desk.state);
    expect(before.rulebook).toBe(noObjection);
    const id = council.decide(KE, capAt('10.00'), { from: START + 5000 });
    expect(tried(1001n)).toBe('admitted');
    const decided = rulebookInForce(desk.state);
    expect(decided.source.modules.map(({ force }) => force)).toEqual([
      { kind: 'force', from: START + 5000, until: null },
    ]);
    desk.wait(1999);
    expect(tried(1002n)).toBe('admitted');
    desk.wait(1);
    expect([tried(1003n), tried(999n)]).toEqual(['rules-refuse', 'admitted']);
    expect(rulebookInForce(desk.state).source).toBe(decided.source);
    expect(id).toHaveLength(32);
  });

  it('has the next version beside the one in force, and then alone', () => {
    const first = council.decide(KE, capAt('10.00'));
    desk.wait(1000);
    const modules = (): unknown[] =>
      rulebookInForce(desk.state).source.modules.map(({ version, force }) => [
        version,
        force.from - START,
      ]);
    council.decide(KE, capAt('20.00', 2), { base: first, from: START + 20_000 });
    desk.must(desk.treasury.mint(desk.hrb, 1n));
    expect(modules()).toEqual([
      [1, 4000],
      [2, 20_000],
    ]);
    expect([tried(1500n), tried(500n)]).toEqual(['rules-refuse', 'admitted']);
    desk.wait(13_000);
    expect([tried(1500n), tried(2500n)]).toEqual(['admitted', 'rules-refuse']);
    expect(modules()).toEqual([[2, 20_000]]);
  });

  it('is tightened by an emergency from the next second on, for as long as that lasts', () => {
    const base = council.decide(KE, capAt('10.00'));
    desk.wait(1000);
    desk.wait(300);
    council.declare(KE, capAt('5.00', 2), { base });
    expect(tried(800n)).toBe('admitted');
    desk.wait(700);
    expect([tried(800n), tried(400n)]).toEqual(['rules-refuse', 'admitted']);
    desk.wait(9999);
    expect(tried(800n)).toBe('rules-refuse');
    desk.wait(1);
    expect(tried(800n)).toBe('admitted');
  });

  it('does not come as long as the ledger is closed over its timelock', () => {
    council.decide(KE, capAt('10.00'));
    desk.wait(400_000, 400_000);
    expect(tried(2000n)).toBe('admitted');
    desk.wait(1000);
    expect(tried(2000n)).toBe('rules-refuse');
  });

  it('takes parameters from the settings, until a later version says nothing of them', () => {
    const settings = (value: string | null) =>
      encodeStructured(
        'settings',
        value === null ? [] : [{ module: 'KE', parameter: 'CAP', value }],
      );
    const byCouncil = governedConstitution().governance!.procedures.map((procedure) =>
      procedure.scope.kind === 'settings' ? { ...procedure, electorate: null } : procedure,
    );
    desk = new Desk(governedConstitution(undefined, { procedures: byCouncil }));
    payer = desk.funded(100_000n);
    council = new Council(desk);
    council.decide(KE, capAt('10.00'));
    desk.wait(1000);
    const set = council.decide({ kind: 'settings' }, settings('30.00 HRB'));
    desk.wait(1000);
    expect([tried(2500n), tried(3500n)]).toEqual(['admitted', 'rules-refuse']);
    const beyond = council.decide({ kind: 'settings' }, settings('5000.00 HRB'), { base: set });
    desk.wait(1000);
    // Beyond its bounds it does not count, and stops nothing.
    expect([tried(900n), tried(1500n)]).toEqual(['admitted', 'rules-refuse']);
    const none = council.decide({ kind: 'settings' }, settings(null), { base: beyond });
    desk.wait(1000);
    expect(tried(1500n)).toBe('rules-refuse');
    expect(rulebookInForce(desk.state).source.settings).toMatchObject([{ parameter: 'CAP' }]);
    const until = desk.header.time + 6000;
    council.decide({ kind: 'settings' }, settings('20.00 HRB'), { base: none, until });
    desk.wait(1000);
    expect([tried(1500n), tried(2500n)]).toEqual(['admitted', 'rules-refuse']);
    desk.wait(1999);
    expect(tried(1500n)).toBe('admitted');
    desk.wait(1);
    expect(tried(1500n)).toBe('rules-refuse');
  });
});

const HEADING = 'module KE version 2 in force from 2027-01-15T08:00:16Z';

it.each([
  ['without it', `${HEADING}\n\nrule KE-1 "Cap"\n  when amount > 50.00 HRB\n  then refuse\n`],
  ['with it', new TextDecoder().decode(capAt('50.00', 2))],
])('a setting that an emergency gives back is of no later module %s', (_what, text) => {
  const procedures = governedConstitution().governance!.procedures.map((procedure) =>
    procedure.scope.kind === 'settings'
      ? { ...procedure, electorate: null, emergencyMs: 10_000 }
      : procedure,
  );
  desk = new Desk(governedConstitution(undefined, { procedures }));
  payer = desk.funded(100_000n);
  council = new Council(desk);
  const set = (value: string) =>
    encodeStructured('settings', [{ module: 'KE', parameter: 'CAP', value }]);
  const at = (second: number) => desk.wait(START + second * 1000 - desk.header.time);
  const first = council.decide(KE, capAt('10.00'), { from: START + 5000 });
  const voted = council.decide({ kind: 'settings' }, set('20.00 HRB'), { from: START + 8000 });
  at(9);
  council.decide(KE, utf8.encode(text), { from: START + 16_000, base: first });
  at(13);
  council.declare({ kind: 'settings' }, set('15.00 HRB'), { base: voted, from: START + 13_000 });
  at(14.5);
  expect([tried(1400n), tried(1800n)]).toEqual(['admitted', 'rules-refuse']);
  at(16.5);
  expect([tried(4900n), tried(5100n)]).toEqual(['admitted', 'rules-refuse']);
  at(30);
  expect([tried(4901n), tried(5101n)]).toEqual(['admitted', 'rules-refuse']);
});

describe('a text that is no rulebook', () => {
  const broken = utf8.encode('module KE version 1 in force from 2027-01-15\n\nrule KE-1 nonsense');
  const elsewhere = utf8.encode('module DE version 1 in force from 2027-01-15\n');

  it.each([
    ['that cannot be read', broken],
    ["of another owner's", elsewhere],
  ])('%s stops every payment when it would be in force, and not before', (_what, text) => {
    const base = council.decide(KE, text, { from: START + 5000 });
    desk.wait(1999);
    expect(tried(1n)).toBe('admitted');
    expect(readDecidedTexts(desk.state).compiles).toBe(false);
    desk.wait(1);
    expect(tried(1n)).toBe('rules-hold');
    expect(readDecidedTexts(desk.state)).toMatchObject({ compiles: false, source: { lists: [] } });
    council.decide(KE, capAt('10.00'), { base });
    desk.wait(1000);
    expect(tried(1n)).toBe('admitted');
  });
});

it('nothing comes into force without its gates, whoever approves', () => {
  const id: Hash = council.propose(KE, capAt('10.00'));
  desk.wait(1000);
  expect(() => council.approve(id)).toThrow('wrong-stage');
  desk.wait(9000);
  enterHeader(desk.state, desk.header);
  expect(rulebookInForce(desk.state).rulebook).toBe(noObjection);
});
