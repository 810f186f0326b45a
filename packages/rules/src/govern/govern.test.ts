import { describe, expect, it } from 'vitest';
import { parse } from '../parse/parse.ts';
import type { List, Module } from '../tree/index.ts';
import { explainTally } from './explain-tally.ts';
import { historyOf, versionAt } from './history.ts';
import { rollBack, saysTheSame } from './roll-back.ts';
import { plan, postpone } from './schedule.ts';
import { stageAt } from './stage.ts';
import { tally } from './tally.ts';
import { PROPERTIES, brokenBy, governing } from './testing/properties.ts';
import { EMERGENCY_MS, idOf, office, recordOf } from './testing/records.ts';

describe('governance', () => {
  it.each(Object.entries(PROPERTIES))('%s', (_name, property) => {
    expect(brokenBy(governing, property, 300)).toBeNull();
  });
});

const reasonAt = (record: Parameters<typeof stageAt>[0], time = 1e6): string => {
  const stage = stageAt(record, time);
  return stage.kind === 'failed' ? stage.reason : stage.kind;
};

describe('a proposal', () => {
  const voted = { ...office, electorate: 0, office: null, vendors: 3, quorumPermille: 500 };

  it('fails for the first thing that is missing', () => {
    const approved = { approvedAt: 5999 };
    expect(reasonAt(recordOf(1, { ...approved, gates: null }))).toBe('no-report');
    expect(reasonAt(recordOf(1, { ...approved, gates: { at: 3000, verdict: 'passed' } }))).toBe(
      'no-report',
    );
    expect(reasonAt(recordOf(1, { ...approved, gates: { at: 2999, verdict: 'failed' } }))).toBe(
      'gates',
    );
    const audited = { ...office, audits: 2 };
    expect(reasonAt(recordOf(1, { procedure: audited, audits: [2000, 3000] }))).toBe('audits');
    expect(reasonAt(recordOf(1, { approvedAt: 6000 }))).toBe('not-approved');
    expect(reasonAt(recordOf(1, { procedure: voted }))).toBe('vote');
    expect(reasonAt(recordOf(1, approved))).toBe('adopted');
  });

  it('needs both where an office and an electorate decide', () => {
    const both = { ...voted, office: 0 };
    const ballots = { yes: 1, no: 0, abstain: 0, late: 0 };
    const counts = new Map(['a', 'b', 'c'].map((vendor) => [vendor, ballots]));
    const byVendor = new Map(['a', 'b', 'c'].map((vendor) => [vendor, 1]));
    const given = { procedure: both, counts, members: { count: 3, byVendor } };
    expect(reasonAt(recordOf(1, { ...given, approvedAt: 5999 }))).toBe('adopted');
    expect(reasonAt(recordOf(1, given))).toBe('not-approved');
    expect(reasonAt(recordOf(1, { ...given, approvedAt: 5999, counts: new Map() }))).toBe('vote');
  });

  it('is withdrawn from the moment that it was, and in its comment stage only', () => {
    const record = recordOf(1, { withdrawnAt: 2999, approvedAt: 4000 });
    expect([2998, 2999].map((time) => reasonAt(record, time))).toEqual(['comment', 'withdrawn']);
    expect(reasonAt({ ...record, withdrawnAt: 3000 })).toBe('adopted');
  });
});

describe('an emergency', () => {
  const urgent = { lane: 'emergency', schedule: plan(1000, office, 'emergency') } as const;

  it('waits for nobody but the gates and the office, and not beyond its own length', () => {
    const end = 1000 + EMERGENCY_MS;
    expect(reasonAt(recordOf(1, urgent), end - 1)).toBe('voting');
    expect(reasonAt(recordOf(1, urgent), end)).toBe('not-approved');
    expect(reasonAt(recordOf(1, { ...urgent, approvedAt: end }), end)).toBe('not-approved');
    expect(reasonAt(recordOf(1, { ...urgent, approvedAt: end - 1 }), end - 1)).toBe('adopted');
    expect(reasonAt(recordOf(1, { ...urgent, approvedAt: 2000, gates: null }))).toBe('no-report');
  });

  it('that is not proven to tighten has failed', () => {
    const gates = { at: 1000, verdict: 'passed' } as const;
    expect(reasonAt(recordOf(1, { ...urgent, gates, approvedAt: 2000 }))).toBe('gates');
  });

  it('is in force from the second after its approval, lapses, and gives back what was there', () => {
    const standing = recordOf(1, { approvedAt: 3000, schedule: plan(0, office, 'ordinary') });
    const schedule = plan(20_000, office, 'emergency');
    const tight = { ...urgent, schedule, base: idOf(1), approvedAt: 21_000 };
    const history = historyOf([standing, recordOf(2, tight)], 40_000);
    const inForce = [21_999, 22_000, 31_999, 32_000].map(
      (time) => versionAt(history, time)?.proposal[0],
    );
    expect(inForce).toEqual([1, 2, 2, 1]);
    const renewed = (at: number): unknown => {
      const more = { ...tight, schedule: plan(at, office, 'emergency'), approvedAt: at };
      const gates = { at, verdict: 'tightens' } as const;
      const records = [standing, recordOf(2, tight), recordOf(3, { ...more, gates })];
      return historyOf(records, 90_000).failed;
    };
    expect(renewed(40_999)).toEqual([{ proposal: idOf(3), reason: 'too-soon' }]);
    expect(renewed(41_000)).toEqual([]);
  });
});

describe('an emergency over a version', () => {
  const standing = recordOf(1, { approvedAt: 3000, schedule: plan(0, office, 'ordinary') });
  const schedule = plan(20_000, office, 'emergency');
  const urgent = {
    lane: 'emergency',
    schedule,
    gates: { at: 20_000, verdict: 'tightens' },
  } as const;

  it('ends with it, where its own date ends it', () => {
    const until = { ...standing, id: idOf(2), index: 2, base: idOf(1), until: 25_000 };
    const dated = { ...until, schedule: plan(100, office, 'ordinary') };
    const tight = recordOf(3, { ...urgent, base: idOf(2), approvedAt: 21_000 });
    const history = historyOf([standing, dated, tight], 90_000);
    const found = [24_999, 25_000].map((time) => versionAt(history, time)?.proposal[0]);
    expect(found).toEqual([3, 1]);
  });

  it('was decided over what was in force then, whatever moves the next one afterwards', () => {
    const next = recordOf(2, {
      base: idOf(1),
      approvedAt: 17_000,
      schedule: plan(12_500, office, 'ordinary'),
      gates: { at: 12_500, verdict: 'passed' },
    });
    const tight = recordOf(3, { ...urgent, base: idOf(1), approvedAt: 21_200 });
    const moved = postpone(next.schedule, { from: 21_200, until: 23_200 });
    for (const later of [next, { ...next, schedule: moved }]) {
      const history = historyOf([standing, later, tight], 90_000);
      expect(history.failed).toEqual([]);
      expect(versionAt(history, 24_000)?.proposal).toEqual(idOf(2));
      const still = versionAt(history, 22_000)?.proposal;
      expect(still).toEqual(later === next ? idOf(2) : idOf(3));
    }
  });
});

it('of two rivals the one that was decided first stays, and the other has failed', () => {
  const [first, second] = [
    recordOf(1, { approvedAt: 4000 }),
    recordOf(2, { approvedAt: 4000, schedule: plan(1001, office, 'ordinary') }),
  ];
  const { versions, failed } = historyOf([second, first], 90_000);
  expect(versions.map(({ proposal }) => proposal)).toEqual([idOf(1)]);
  expect(failed).toEqual([{ proposal: idOf(2), reason: 'superseded' }]);
});

describe('a tally in words', () => {
  const procedure = {
    ...office,
    electorate: 0,
    vendors: 3,
    quorumPermille: 200,
    approvalPermille: 667,
  };
  const name = (vendor: string): string => vendor.toUpperCase();
  const votesOf = (yes: number[], no: number[]): string => {
    const vendors = ['a', 'b', 'c'].slice(0, yes.length);
    const counts = new Map(
      vendors.map((vendor, i) => [
        vendor,
        { yes: yes[i] as number, no: no[i] as number, abstain: 0, late: 0 },
      ]),
    );
    const byVendor = new Map(vendors.map((vendor) => [vendor, 20]));
    const counted = tally(procedure, { count: 100, byVendor }, counts);
    return explainTally(counted, procedure, name).join('\n');
  };

  it('says why a proposal has passed', () => {
    expect(votesOf([10, 10, 10], [0, 0, 1])).toBe(
      [
        'The proposal has passed.',
        '100 identities could vote. 30 voted yes, 1 no, and 0 abstained.',
        'Enough took part: at least 20 % of 100 had to take part, and 31 votes were cast.',
        'Enough of them agreed: at least 66.7 % of the 31 who said yes or no had to say yes.',
        'Enough vendors: voting keys of 3 vendors were used, and 3 are needed.',
        'It is so as well when the votes of any one vendor are taken away.',
      ].join('\n'),
    );
  });

  it('says whose keys alone would have carried it', () => {
    const said = votesOf([20, 5, 5], [0, 6, 6]);
    expect(said).toContain('The proposal has not passed.');
    expect(said).toContain('Without those of A, 80 identities are left, with 10 yes, 12 no');
    expect(said).not.toContain('any one vendor');
    expect(votesOf([20, 20], [0, 0])).toContain('Too few vendors: voting keys of 2 vendors');
  });
});

it('a rollback says what an earlier version said, under a number and dates of its own', () => {
  const read = (text: string): Module => {
    const { tree } = parse(text);
    if (tree?.kind !== 'module') throw new Error('no module');
    return tree;
  };
  const rule = 'rule DE-7 "Cap"\n  when amount > 1000.00 EUR\n  then refuse\n';
  const first = read(`module DE version 1 in force from 2027-01-01\n\n${rule}`);
  const second = read(
    `module DE version 2 in force from 2027-02-01\n\n${rule.replace('1000', '9000')}`,
  );
  const force = { kind: 'force', from: Date.parse('2027-03-01'), until: null } as const;
  const third = rollBack(first, 3, force);
  expect(third).toMatchObject({ version: 3, force });
  expect(saysTheSame(third, first)).toBe(true);
  expect(saysTheSame(third, second)).toBe(false);

  const list = parse(
    'list BARRED of countries version 1 in force from 2027-01-01 fresh for 9 days:\n  UG\n',
  );
  const again = { ...(list.tree as List), version: 2, force };
  expect(saysTheSame(again, list.tree as List)).toBe(true);
  expect(saysTheSame({ ...again, entries: ['KE'] }, list.tree as List)).toBe(false);
  expect(saysTheSame(again, first)).toBe(false);
});
