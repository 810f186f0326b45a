import { type Governance, type Procedure, fromHex } from '@tallystick/protocol';
import { DEFAULT_STEPS, type List, type Module, parse, runGates } from '@tallystick/rules';
import { expect, it } from 'vitest';
import { type Ground, gatesGround, proposalOf } from '../ground.ts';
import { draftFreeze } from './draft-freeze.ts';
import type { FreezeDraft, FreezeFault } from './messages.ts';
import { stoppingTexts } from './stopping-texts.ts';

const NOON = Date.UTC(2027, 4, 3, 12);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const [ADA, BEN, CYD] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
];

const LISTS: Procedure = {
  scope: { kind: 'list', name: null },
  electorate: 0,
  office: 0,
  approvalPermille: 501,
  quorumPermille: 200,
  commentMs: DAY_MS,
  voteMs: 3 * DAY_MS,
  timelockMs: 2 * DAY_MS,
  vendors: 0,
  audits: 0,
  emergencyMs: 7 * DAY_MS,
};
const key = { suite: 1, publicKey: new Uint8Array(1312) } as const;
const governanceOf = (procedures: readonly Procedure[]): Governance => ({
  electorates: [{ name: 'residents', countries: ['KE'], minTier: 0 }],
  offices: [{ name: 'council', signers: { threshold: 1, keys: [key] } }],
  procedures,
  gates: 0,
  registrars: null,
  appeals: 0,
});

function treeOf(text: string): Module | List {
  const { tree, mistakes } = parse(text);
  if (tree === null || mistakes.list.length > 0) throw new Error(JSON.stringify(mistakes.list));
  return tree;
}

interface Beside {
  readonly texts?: readonly string[];
  readonly procedures?: readonly Procedure[];
  readonly proposals?: Ground['proposals'];
}

function groundOf({ texts = [], procedures = [LISTS], proposals = [] }: Beside = {}): Ground {
  const trees = texts.map(treeOf);
  const currencies = [{ code: 'HRB', id: fromHex(ADA, 32) as Uint8Array, decimals: 2 }];
  return {
    source: {
      modules: trees.filter((tree) => tree.kind === 'module'),
      lists: trees.filter((tree) => tree.kind === 'list'),
      settings: [],
      currencies,
    },
    time: NOON,
    constitution: { country: 'KE', governance: governanceOf(procedures) } as Ground['constitution'],
    proposals,
    versions: [],
    circulating: [],
    vendors: 0,
    voted: { settings: [], peers: [], vendors: [] },
  };
}

const listOf = (version: number, parties: readonly string[], from = '2027-05-01'): string => {
  const named = parties.length === 0 ? 'none' : parties.map((party) => `"${party}"`).join(', ');
  return `list FROZEN of parties version ${version} in force from ${from} fresh for 30 days: ${named}`;
};
const FREEZE: FreezeDraft = {
  does: 'freeze',
  list: 'FROZEN',
  party: BEN,
  lane: 'ordinary',
  freshDays: 90,
};

function drafted(draft: Partial<FreezeDraft>, beside?: Beside) {
  const answer = draftFreeze({ ...FREEZE, ...draft }, groundOf(beside));
  if (!answer.ok) throw new Error(answer.fault);
  return { ...answer.drafted, tree: treeOf(answer.drafted.text) as List };
}
function faultOf(draft: Partial<FreezeDraft>, beside?: Beside): FreezeFault | 'none' {
  const answer = draftFreeze({ ...FREEZE, ...draft }, groundOf(beside));
  return answer.ok ? 'none' : answer.fault;
}

it('begins a list with whoever is the first on it, and says who decides and when it would be in force', () => {
  const { text, before, procedure, opens, freshUntil } = drafted({});
  expect(text).toBe(
    `list FROZEN of parties version 1 in force from 2027-05-03 fresh for 90 days:\n  "${BEN}"\n`,
  );
  expect(before).toBeNull();
  expect(procedure).toMatchObject({ electorate: 'residents', office: 'council' });
  expect([opens - NOON, freshUntil - NOON]).toEqual([6 * DAY_MS, 96 * DAY_MS]);
});

it('adds one party and takes one away, and leaves everybody else as they are', () => {
  const texts = [listOf(3, [ADA, CYD])];
  const longer = drafted({}, { texts });
  expect([longer.tree.version, longer.tree.entries, longer.entries]).toEqual([
    4,
    [ADA, BEN, CYD],
    3,
  ]);
  expect(treeOf(longer.before ?? '')).toEqual(treeOf(listOf(3, [ADA, CYD])));
  const shorter = drafted({ does: 'release', party: CYD }, { texts });
  expect(shorter.tree.entries).toEqual([ADA]);
  expect(drafted({ does: 'release', party: BEN }, { texts: [listOf(1, [BEN])] }).text).toContain(
    'none',
  );
});

it('says that somebody is there already, or is not there', () => {
  const texts = [listOf(1, [BEN])];
  expect(faultOf({}, { texts })).toBe('already');
  expect(faultOf({ does: 'release', party: ADA }, { texts })).toBe('not-there');
  expect(faultOf({ does: 'release' })).toBe('not-there');
});

it('goes on from what is decided and still to come, which it would undo else', () => {
  const texts = [listOf(1, [ADA]), listOf(2, [ADA, CYD], '2027-06-01')];
  expect(drafted({}, { texts }).tree.entries).toEqual([ADA, BEN, CYD]);
  expect(drafted({ lane: 'emergency' }, { texts }).tree.entries).toEqual([ADA, BEN]);
});

it('takes a number that no proposal has which may still come to something', () => {
  const proposals = [
    { name: 'FROZEN-7', matter: 'list FROZEN', stage: { kind: 'voting', opens: null } },
    { name: 'FROZEN-9', matter: 'list FROZEN', stage: { kind: 'failed', opens: null } },
  ];
  expect(drafted({}, { texts: [listOf(3, [])], proposals }).version).toBe(8);
});

it('only freezes in an emergency, over a version that stands, and is relied on no longer than that', () => {
  const texts = [listOf(1, [ADA])];
  const { tree, opens, freshUntil } = drafted({ lane: 'emergency' }, { texts });
  expect(opens).toBe(NOON);
  // Of 30 days 2.5 are over; an hour is left for the gates and the office.
  expect(tree.fresh).toEqual({ kind: 'window', count: 27 * 24 + 12 - 1, unit: 'hours' });
  expect(freshUntil).toBeLessThanOrEqual(Date.UTC(2027, 4, 31));
  const emergency = { lane: 'emergency' } as const;
  expect(faultOf({ ...emergency, does: 'release', party: ADA }, { texts })).toBe(
    'emergency-loosens',
  );
  expect(faultOf(emergency)).toBe('nothing-to-tighten');
  const old = [listOf(1, [ADA], '2027-04-03')];
  expect(faultOf(emergency, { texts: old })).toBe('nothing-to-tighten');
  const procedures = [{ ...LISTS, emergencyMs: 0 }];
  expect(faultOf(emergency, { texts, procedures })).toBe('no-emergency-lane');
});

it('is proven by the gates to tighten, when it freezes in an emergency; a release is not', () => {
  const ground = groundOf({ texts: [listOf(1, [ADA, CYD]), STOPS] });
  const verdictOf = (draft: Partial<FreezeDraft>, lane: FreezeDraft['lane']): string => {
    const answer = draftFreeze({ ...FREEZE, ...draft }, ground);
    if (!answer.ok) return answer.fault;
    const proposal = proposalOf(treeOf(answer.drafted.text), lane, ground);
    return runGates(proposal, gatesGround(ground, proposal.matter), DEFAULT_STEPS).verdict;
  };
  expect(verdictOf({ lane: 'emergency' }, 'emergency')).toBe('tightens');
  expect(verdictOf({}, 'ordinary')).toBe('passed');
  expect(verdictOf({ does: 'release', party: CYD }, 'emergency')).toBe('passed');
});

it('is refused for what is no list of parties that everybody can read, and for what nobody decides on', () => {
  for (const list of ['', 'frozen', 'A B', '7', 'LIST"']) expect(faultOf({ list })).toBe('name');
  const countries = [
    'list FROZEN of countries version 1 in force from 2027-05-01 fresh for 9 days: KE',
  ];
  const secret = [
    'confidential list FROZEN of parties version 1 in force from 2027-05-01 fresh for 9 days: withheld',
  ];
  expect(faultOf({}, { texts: countries })).toBe('no-public-list');
  expect(faultOf({}, { texts: secret })).toBe('no-public-list');
  expect(faultOf({}, { procedures: [] })).toBe('nobody-decides');
  for (const freshDays of [0, 1.5, 3651, NaN]) expect(faultOf({ freshDays })).toBe('fresh-days');
  const tooMany = Array.from({ length: 31_000 }, (_, i) => i.toString(16).padStart(64, '0'));
  const ground = groundOf();
  const long = { ...(treeOf(listOf(1, [])) as List), entries: tooMany };
  const full = { ...ground, source: { ...ground.source, lists: [long] } };
  expect(draftFreeze(FREEZE, full)).toEqual({ ok: false, fault: 'too-many' });
});

const STOPS = `module global version 2 in force from 2027-05-01

rule GLOBAL-4 "Nobody on it pays"
  when sender in FROZEN
  then refuse

rule GLOBAL-5 "Nobody on it is paid"
  when receiver in FROZEN
  then refuse
`;

it('drafts the two rules that make a list count, behind those that a module has', () => {
  const [global, currency] = stoppingTexts('FROZEN', groundOf({ texts: [listOf(1, [BEN])] }));
  expect(global?.text).toBe(`module global version 1 in force from 2027-05-03

rule GLOBAL-1 "Nothing from whoever is on FROZEN"
  when sender in FROZEN
  then refuse

rule GLOBAL-2 "Nothing to whoever is on FROZEN"
  when receiver in FROZEN
  then refuse

example 1 HRB from KE to KE, sender in FROZEN, receiver not in FROZEN: refused
example 1 HRB from KE to KE, receiver in FROZEN, sender not in FROZEN: refused
`);
  expect(currency?.text).toContain('module currency HRB version 1');
  const half = STOPS.slice(0, STOPS.indexOf('rule GLOBAL-5'));
  const beside = { texts: [listOf(1, [BEN]), half] };
  const [added] = stoppingTexts('FROZEN', groundOf(beside));
  expect(added?.text).toContain('module global version 3');
  expect(added?.text).toContain('rule GLOBAL-5 "Nothing to whoever is on FROZEN"');
  expect(added?.text.match(/sender in FROZEN\n/g)).toHaveLength(1);
  const whole = stoppingTexts('FROZEN', groundOf({ texts: [listOf(1, [BEN]), STOPS] }));
  expect(whole.map(({ module }) => module)).toEqual(['HRB']);
});

it('drafts rules that the gates let pass, with examples that come out', () => {
  const ground = groundOf({
    texts: [listOf(1, [BEN])],
    procedures: [{ ...LISTS, scope: { kind: 'global' } }],
  });
  const [global] = stoppingTexts('FROZEN', ground);
  const proposal = proposalOf(treeOf(global?.text ?? ''), 'emergency', ground);
  const report = runGates(proposal, gatesGround(ground, proposal.matter), DEFAULT_STEPS);
  expect([report.verdict, report.mistakes, report.examples]).toEqual(['tightens', [], 2]);
});
