import { describe, expect, it } from 'vitest';
import { contentHash, toHex } from '@tallystick/protocol';
import { START, body } from '../testing/proposal-body.ts';
import {
  type ProposalBody,
  type ProposedVersion,
  type ShadowBody,
  resolveProposal,
  standingProposal,
  toCome,
} from './read-proposals.ts';
import { listText, nextSteps, proposalText, stageText } from './status-text.ts';

const failed = { kind: 'failed', reason: 'vote', opens: null } as const;

describe('what people type for a proposal', () => {
  const all = [
    body('abcdef01', 'DE-15'),
    body('abcdef02', 'DE-15', { stage: failed }),
    body('12345678', 'KE-2'),
    body('12345699', 'KE-3'),
    body('77777777', 'KE-3'),
  ];

  it.each([
    ['DE-15', 'abcdef01'],
    ['de-15', 'abcdef01'],
    ['abcdef02', 'abcdef02'],
    ['ABCDEF02', 'abcdef02'],
    ['123456780', '12345678'],
    ['777777', '77777777'],
  ])('%s is one of them', (typed, id) => {
    expect(resolveProposal(all, typed).id).toBe(id.padEnd(64, '0'));
  });

  it.each([
    ['KE-3', /several: .*123456990000, 777777770000/],
    ['123456', /several/],
    ['12345', /No proposal is called 12345; there are DE-15/],
    ['FR-1', /No proposal/],
  ])('%s is told to be none, or several', (typed, message) => {
    expect(() => resolveProposal(all, typed)).toThrow(message);
    expect(() => resolveProposal([], 'DE-1')).toThrow(/there is none/);
  });
});

describe('where a proposal is', () => {
  const voting = { kind: 'voting', reason: null, opens: null } as const;

  it('is told in a line', () => {
    const text = (change: Partial<ProposalBody>): string =>
      stageText(body('1', 'DE-1', change), [], START);
    expect(text({})).toBe('open for comments until 2027-01-15 08:01:00 UTC (in 1 minute)');
    expect(text({ stage: voting })).toContain('being decided until 2027-01-15 08:03:00');
    expect(text({ stage: failed })).toBe('failed: the vote did not carry');
    expect(text({ stage: { kind: 'withdrawn', reason: null, opens: null } })).toContain('author');
    const timelock = { kind: 'timelock', reason: null, opens: START + 3 * 86_400_000 } as const;
    expect(text({ stage: timelock })).toContain('(in 3 days)');
  });

  it('says who has to do what, and stops saying it when it is done', () => {
    const [gates, audits, council, people] = nextSteps(body('1', 'DE-1'), './ada');
    expect(gates).toContain('The gates have not reported');
    expect(audits).toContain('0 of 1 audits');
    expect(council).toContain('tally rules approve ./ada DE-1 --key FILE');
    expect(people).toContain('from 2027-01-15 08:01:00 UTC on');
    const word = { office: 'x', verdict: null, report: null, at: START, by: '', agrees: null };
    const offices = [
      { ...word, said: 'gates', verdict: 'passed' },
      { ...word, said: 'approved' },
    ] as const;
    const steps = nextSteps(body('1', 'DE-1', { stage: voting, offices }), './ada');
    expect(steps).toEqual([
      'Whoever is in people votes, before 2027-01-15 08:03:00 UTC: tally rules vote ./ada DE-1 yes|no|abstain',
    ]);
    expect(nextSteps(body('1', 'DE-1', { stage: failed }), './ada')).toEqual([]);
  });

  it('is told with what it would have changed, and with no more than is known', () => {
    const one = body('1', 'DE-1');
    const changes = [
      { change: 'newly-refused', rule: 'DE-7', count: 10 },
      { change: 'newly-held', rule: 'missing-fact', count: 5 },
    ] as const;
    const told = (payments: number, some: ShadowBody['changes']): string =>
      proposalText(one, {
        all: [one],
        time: START,
        dir: '.',
        shadow: { payments, changes: some },
        alarms: [],
      });
    expect(told(50, changes)).toContain(
      'of the last 50 payments at least 10 newly refused (DE-7), 5 newly held (missing-fact)',
    );
    expect(told(50, [])).toContain('of the last 50 payments about none would differ');
    expect(told(0, [])).toContain('too few payments');
  });

  it('says from when it is in force, and of no condition once it is adopted', () => {
    const told = (change: Partial<ProposalBody>): string => {
      const one = body('1', 'DE-1', change);
      return proposalText(one, { all: [one], time: START, dir: './ada', shadow: null, alarms: [] });
    };
    expect(told({})).toContain('if it is adopted by then');
    for (const kind of ['timelock', 'adopted'] as const) {
      const text = told({ stage: { kind, reason: null, opens: START + 86_400_000 } });
      expect(text).toMatch(/In force +from 2027-01-16 08:00:00 UTC\n/);
      expect(text).not.toContain('if it is adopted');
    }
  });

  it('is told with how the vote stands, and without a result before its end', () => {
    const one = body('1', 'DE-1', { stage: voting });
    const text = proposalText(one, {
      all: [one],
      time: START,
      dir: './ada',
      shadow: null,
      alarms: [],
    });
    expect(text).toContain('So far:\n2 identities could vote.');
    expect(text).not.toContain('has passed');
    expect(listText([body('2', 'DE-2', { stage: failed }), one], START)).toMatch(/^DE-1 .*\nDE-2 /);
  });
});

describe('what is proposed again', () => {
  const content = new TextEncoder().encode('module DE version 15 …');
  const hash = toHex(contentHash(content));
  const version: ProposedVersion = {
    matter: { kind: 'module', owner: 'DE' },
    content,
    from: START,
    until: null,
    lane: 'ordinary',
    alarms: [],
  };
  const said = (change: Partial<ProposalBody> = {}): ProposalBody =>
    body('abcdef01', 'DE-15', { content: { hash, parts: [] }, ...change });

  it('is the one that stands already', () => {
    const known = said();
    expect(standingProposal([known], known.author, version)).toBe(known);
  });

  it.each<[string, Partial<ProposalBody>]>([
    ['withdrawn', { stage: { kind: 'withdrawn', reason: null, opens: null } }],
    ['failed', { stage: failed }],
    ['somebody else’s', { author: 'b'.repeat(64) }],
    ['of another matter', { matter: 'global' }],
    ['of another content', { content: { hash: '0'.repeat(64), parts: [] } }],
    ['of other alarms', { alarms: ['refused: more than 50 of the last 1000'] }],
    ['of other dates', { from: START + 1000 }],
    ['of another end', { until: START + 1000 }],
    ['of the other lane', { lane: 'emergency' }],
  ])('is another one where the one before is %s', (_, change) => {
    expect(standingProposal([said(change)], 'a'.repeat(64), version)).toBeUndefined();
  });
});

it('what comes later is what was decided and is not in force yet', () => {
  const adopted = (opens: number | null): ProposalBody['stage'] => ({
    kind: 'adopted',
    reason: null,
    opens,
  });
  const at = (stage: ProposalBody['stage'], matter = 'currencies'): string | undefined =>
    toCome(
      { time: START, proposals: [body('abcdef01', 'currencies-1', { stage, matter })] },
      'currencies',
    );
  expect(at(adopted(START + 1))).toBe('currencies-1');
  expect(at(adopted(START))).toBeUndefined();
  expect(at({ kind: 'voting', reason: null, opens: null })).toBeUndefined();
  expect(at(adopted(START + 1), 'governance')).toBeUndefined();
});
