import {
  type Currency,
  decode,
  encode,
  encodeStructured,
  type Governance,
  type Key,
  type Matter,
} from '@tallystick/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_STEPS } from '../../analyse/analyse.ts';
import { parse } from '../../parse/parse.ts';
import { print } from '../../print/print.ts';
import type { List, Module } from '../../tree/index.ts';
import type { GatedProposal, GatesGround } from './ground.ts';
import { gatesReportCodec, type GatesReport, reportHash } from './report.ts';
import { runGates } from './run-gates.ts';

const JUNE = Date.UTC(2027, 5);
const JULY = Date.UTC(2027, 6);

function treeOf(text: string): Module | List {
  const { tree, mistakes } = parse(text);
  if (tree === null) throw new Error(mistakes.list[0]?.message);
  return tree;
}

const printed = (text: string): Uint8Array => new TextEncoder().encode(print(treeOf(text)));

const GLOBAL = `module global version 1 in force from 2027-01-01
  rule GLOBAL-1 "Cap" when amount > 5000.00 EUR then refuse
  rule GLOBAL-2 "Barred" when receiver in BARRED then refuse`;
const german = (rules: string, version = 1, from = '2027-01-01'): string =>
  `module DE version ${version} in force from ${from} ${rules}`;
const CAP = 'rule DE-1 "Cap" when amount > 1000.00 EUR then refuse';
const BARRED = `list BARRED of parties version 1 in force from 2027-01-01 fresh for 365 days: "${'a'.repeat(64)}"`;

const KEY: Key = { suite: 4, publicKey: new Uint8Array(32) };
const euro: Currency = {
  code: 'EUR',
  decimals: 2,
  name: 'Euro',
  treasury: { threshold: 1, keys: [KEY] },
};
const PROCEDURE: Governance['procedures'][number] = {
  scope: { kind: 'governance' },
  electorate: 0,
  office: 0,
  approvalPermille: 501,
  quorumPermille: 0,
  commentMs: 1,
  voteMs: 1,
  timelockMs: 0,
  vendors: 0,
  audits: 0,
  emergencyMs: 0,
};
const governance: Governance = {
  electorates: [{ name: 'people', countries: [], minTier: 0 }],
  offices: [{ name: 'council', signers: { threshold: 1, keys: [KEY] } }],
  procedures: [PROCEDURE],
  gates: 0,
  registrars: 0,
  appeals: null,
};

const trees = [GLOBAL, german(CAP), BARRED].map(treeOf);
const ground: GatesGround = {
  source: {
    modules: trees.filter((tree) => tree.kind === 'module'),
    lists: trees.filter((tree) => tree.kind === 'list'),
    settings: [],
    currencies: [{ code: 'EUR', id: new Uint8Array(32).fill(1), decimals: 2 }],
  },
  constitution: {
    root: KEY,
    currencies: [euro],
    parameters: {
      heartbeatMs: 1000,
      closureAfterMs: 2000,
      validityMs: 1,
      freshnessMs: 1,
      quorum: 1,
      stateRootEvery: 1,
    },
    governance,
  },
  lastNumber: 1,
  mostNumber: 100,
  time: JUNE,
  compiles: true,
  circulating: ['EUR'],
  vendors: 0,
};

const DE: Matter = { kind: 'module', owner: 'DE' };

function proposalOf(content: Uint8Array, change: Partial<GatedProposal> = {}): GatedProposal {
  return {
    matter: DE,
    base: null,
    content,
    from: JULY,
    until: null,
    lane: 'ordinary',
    ...change,
  };
}

function gatesOn(text: string, change: Partial<GatedProposal> = {}): GatesReport {
  return runGates(proposalOf(printed(text), change), ground, DEFAULT_STEPS);
}

const codes = ({ mistakes }: GatesReport): string[] => mistakes.map(({ code }) => code);

describe('a module', () => {
  test('that only refuses more tightens', () => {
    const report = gatesOn(german(CAP.replace('1000', '500'), 2, '2027-07-01'));
    expect(report).toMatchObject({ mistakes: [], verdict: 'tightens', overruled: [] });
    expect(report.differences).toMatchObject([{ kind: 'newly-refused', rule: 'DE-1' }]);
    expect(report.differences[0]?.witness).toMatch(/EUR from /);
  });

  test('that allows more passes, and does not tighten', () => {
    const report = gatesOn(german(CAP.replace('1000', '2000'), 2, '2027-07-01'));
    expect(report).toMatchObject({ mistakes: [], verdict: 'passed', overruled: [] });
    expect(report.differences.map(({ kind }) => kind)).toContain('newly-allowed');
  });

  test('that allows what a global rule forbids is caught with a witness', () => {
    const report = gatesOn(german(CAP.replace('1000', '9000'), 2, '2027-07-01'));
    expect(report.verdict).toBe('failed');
    const [caught] = report.overruled;
    expect(caught).toMatchObject({ module: 'DE', rule: 'DE-1' });
    expect(caught?.message).toContain('GLOBAL-1');
    const [, amount] = /^([0-9.]+) EUR/.exec(caught?.witness ?? '') ?? [];
    expect(Number(amount)).toBeGreaterThan(5000);
  });

  test('that hides it behind an exception is caught as well', () => {
    const exception = 'exception to DE-1 "Known" when destination = KE then no objection';
    const report = gatesOn(german(`${CAP} ${exception}`, 2, '2027-07-01'));
    expect(report).toMatchObject({ verdict: 'failed', overruled: [{ rule: 'DE-1' }] });
    expect(report.overruled[0]?.witness).toContain('to KE');
  });

  test('with an emptier version does not tighten, whatever little it says', () => {
    const idle = 'rule DE-9 "Idle" when origin = DE and origin = KE then refuse';
    const report = gatesOn(german(idle, 2, '2027-07-01'));
    expect(report.verdict).not.toBe('tightens');
    expect(report.findings.map(({ kind }) => kind)).toContain('never-applies');
  });

  test.each<[string, string, Partial<GatedProposal>, string]>([
    ['of another owner', `module KE version 2 in force from 2027-07-01`, {}, 'owner'],
    ['with an old number', german(CAP, 1, '2027-07-01'), {}, 'number'],
    ['with a number that leaves none for others', german(CAP, 101, '2027-07-01'), {}, 'number'],
    ['with other dates', german(CAP, 2, '2027-08-01'), {}, 'dates'],
    [
      'with no end where the proposal has one',
      german(CAP, 2, '2027-07-01'),
      { until: JULY + 1 },
      'dates',
    ],
    [
      'with a country that is none',
      german('rule DE-1 "A" when destination = UK then refuse', 2, '2027-07-01'),
      {},
      'unknown-country',
    ],
    [
      'whose example comes out otherwise',
      german(`${CAP} example 5.00 EUR from DE to KE: refused`, 2, '2027-07-01'),
      {},
      'example-fails',
    ],
    [
      'that takes another’s code',
      german('rule GLOBAL-1 "A" when online then refuse', 2, '2027-07-01'),
      {},
      'rule-name',
    ],
  ])('%s fails', (_what, text, change, code) => {
    const report = gatesOn(text, change);
    expect(codes(report)).toContain(code);
    expect(report.verdict).toBe('failed');
    expect(report.differences).toEqual([]);
  });

  test('as it was written, and not as it is printed, fails; and so does what is no text', () => {
    const written = new TextEncoder().encode(german(CAP, 2, '2027-07-01'));
    expect(codes(runGates(proposalOf(written), ground, DEFAULT_STEPS))).toEqual(['text']);
    const none = Uint8Array.of(0xff, 0xfe);
    expect(codes(runGates(proposalOf(none), ground, DEFAULT_STEPS))).toEqual(['text']);
  });

  test('beyond the steps is not decided, and what is not decided does not tighten', () => {
    const proposal = proposalOf(printed(german(CAP.replace('1000', '500'), 2, '2027-07-01')));
    const report = runGates(proposal, ground, { left: 3, perQuestion: 3 });
    expect(report.undecided.length).toBeGreaterThan(0);
    expect(report.verdict).toBe('passed');
  });

  test('that tightens at first, and later no more, does not tighten', () => {
    const until = ' until 2027-08-01';
    const later = treeOf(german(CAP.replace('1000', '100'), 2, '2027-07-15'));
    const decided = {
      ...ground,
      source: { ...ground.source, modules: [...ground.source.modules, later as Module] },
      lastNumber: 2,
    };
    const text = german(CAP.replace('1000', '500'), 3, `2027-07-01${until}`);
    const proposal = proposalOf(printed(text), { until: Date.UTC(2027, 7) });
    expect(runGates(proposal, decided, DEFAULT_STEPS).verdict).toBe('passed');
    const early = text.replace('2027-08-01', '2027-07-10');
    const short = proposalOf(printed(early), { until: Date.UTC(2027, 6, 10) });
    expect(runGates(short, decided, DEFAULT_STEPS).verdict).toBe('tightens');
  });
});

describe('a list', () => {
  const barred = (entries: string, fresh = 183): GatesReport =>
    gatesOn(
      `list BARRED of parties version 2 in force from 2027-07-01 fresh for ${fresh} days: ${entries}`,
      {
        matter: { kind: 'list', name: 'BARRED' },
      },
    );
  const [a, b] = ['a', 'b'].map((letter) => `"${letter.repeat(64)}"`);

  test('tightens when it bars more, for no longer than the one before could be relied upon', () => {
    expect(barred(`${a}, ${b}`)).toMatchObject({ mistakes: [], verdict: 'tightens' });
    expect(barred(`${b}`).verdict).toBe('passed');
    expect(barred(`${a}, ${b}`, 365).verdict).toBe('passed');
  });
});

describe('what is no text', () => {
  const gate = (matter: Matter, content: Uint8Array, more: Partial<GatesGround> = {}): string[] => {
    const report = runGates(proposalOf(content, { matter }), { ...ground, ...more }, DEFAULT_STEPS);
    expect(report.verdict).toBe(report.mistakes.length === 0 ? 'passed' : 'failed');
    return codes(report);
  };
  const other: Currency = { ...euro, code: 'HRB' };

  test('currencies: none is dropped of which there is some, or gets other decimals', () => {
    const matter = { kind: 'currencies' } as const;
    const content = (all: readonly Currency[]) => encodeStructured('currencies', all);
    expect(gate(matter, content([euro, other]))).toEqual([]);
    expect(gate(matter, content([other]))).toEqual(['currencies']);
    expect(gate(matter, content([other]), { circulating: [] })).toEqual([]);
    expect(gate(matter, content([{ ...euro, decimals: 3 }]))).toEqual(['currencies']);
    expect(gate(matter, Uint8Array.of(1))).toEqual(['content']);
  });

  test('governance: somebody can still change it, and its votes can be held', () => {
    const matter = { kind: 'governance' } as const;
    const content = (change: object) =>
      encodeStructured('governance', { ...governance, procedures: [{ ...PROCEDURE, ...change }] });
    expect(gate(matter, content({}))).toEqual([]);
    expect(gate(matter, content({ scope: { kind: 'global' } }))).toEqual(['governance']);
    expect(gate(matter, content({ vendors: 3 }))).toEqual(['governance']);
    expect(gate(matter, content({ vendors: 3 }), { vendors: 3 })).toEqual([]);
  });

  test('vendors: none or three; cosigners: as many as the quorum; suites: the root’s own', () => {
    const vendors = (count: number) =>
      encodeStructured(
        'vendors',
        Array.from({ length: count }, (_, i) => ({ name: `v${i}`, roots: [Uint8Array.of(i)] })),
      );
    const matter = { kind: 'vendors' } as const;
    expect([0, 2, 3].map((count) => gate(matter, vendors(count)))).toEqual([[], ['vendors'], []]);
    const none = encodeStructured('cosigners', { witnesses: [], validators: [] });
    expect(gate({ kind: 'cosigners' }, none)).toEqual(['cosigners']);
    const suites = encodeStructured('suites', { roots: [3], devices: [1], log: [1] });
    expect(gate({ kind: 'suites' }, suites)).toEqual(['suites']);
  });

  test('settings: of a parameter that there is, within its bounds, and compared', () => {
    const text = german(
      `parameter CAP "A cap" is 3.00 EUR between 1.00 EUR and 5.00 EUR
       rule DE-1 "Cap" when amount > CAP then refuse`,
    );
    const source = { ...ground.source, modules: [treeOf(text) as Module] };
    const settle = (value: string, until: number | null = null): GatesReport => {
      const content = encodeStructured('settings', [{ module: 'DE', parameter: 'CAP', value }]);
      const proposal = proposalOf(content, { matter: { kind: 'settings' }, until });
      return runGates(proposal, { ...ground, source }, DEFAULT_STEPS);
    };
    expect(settle('2.00 EUR').verdict).toBe('tightens');
    expect(settle('4.00 EUR')).toMatchObject({ verdict: 'passed', mistakes: [] });
    expect(codes(settle('6.00 EUR'))).toEqual(['setting']);
    expect(codes(settle('some'))).toEqual(['setting']);
    expect(codes(settle('2.00 EUR', JULY + 1000))).toEqual(['dates']);
  });
});

test('a report is the same for whoever makes it again, and decodes', () => {
  const text = german(CAP.replace('1000', '9000'), 2, '2027-07-01');
  const [one, two] = [gatesOn(text), gatesOn(text)];
  expect(reportHash(one)).toEqual(reportHash(two));
  expect(decode(gatesReportCodec, encode(gatesReportCodec, one))).toEqual({ ok: true, value: one });
  const changed = { ...one, verdict: 'passed' } as const;
  expect(reportHash(changed)).not.toEqual(reportHash(one));
});

test('whatever is proposed is answered with a report that can be written', () => {
  const matters: readonly Matter[] = [
    DE,
    { kind: 'global' },
    { kind: 'list', name: 'BARRED' },
    ...(['settings', 'suites', 'currencies', 'cosigners', 'peers'] as const).map((kind) => ({
      kind,
    })),
  ];
  const contents = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }).map((text) => new TextEncoder().encode(text)),
    fc.string({ maxLength: 60 }).map((text) => new TextEncoder().encode(german(text, 2))),
  );
  fc.assert(
    fc.property(contents, fc.constantFrom(...matters), (content, matter) => {
      const report = runGates(proposalOf(content, { matter }), ground, {
        left: 1000,
        perQuestion: 100,
      });
      expect(encode(gatesReportCodec, report).length).toBeGreaterThan(0);
    }),
  );
});
