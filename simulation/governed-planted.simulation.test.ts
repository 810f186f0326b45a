import { expect, test } from 'vitest';
import { findInLaw } from './testing/planted-law.ts';
import { type Module, type Plant, verdict } from './testing/planted.ts';

const GOVERN = '../packages/rules/src/govern/';
const BALLOT = 'one identity has one vote, in its time';
/** Which of them is broken first follows from whether anybody votes, pays or looks first. */
const LAW = [
  'nothing comes into force without its gates and votes',
  BALLOT,
  'a stage never goes back',
  'a decision replays to the same bit',
  'nothing is admitted that its rulebook refuses',
];

const PLANTS: readonly Plant[] = [
  {
    name: "no vendor's ballots are taken away",
    breaks: LAW,
    others: {
      [`${GOVERN}tally.ts`]: (actual) => ({
        tally: (procedure: object, ...votes: readonly unknown[]) =>
          actual['tally']({ ...procedure, vendors: 0 }, ...votes),
      }),
    },
  },
  {
    name: "a vendor's ballots are taken away, and its members stay",
    breaks: LAW,
    others: {
      [`${GOVERN}tally.ts`]: (actual) => ({
        tally: (procedure: unknown, { count }: Module, counts: unknown) =>
          actual['tally'](procedure, { count, byVendor: new Map() }, counts),
      }),
    },
  },
  {
    name: 'who has voted may vote again',
    breaks: [BALLOT],
    others: {
      [`${GOVERN}ballots.ts`]: (actual) => ({
        ballotFault: (...given: readonly unknown[]) =>
          actual['ballotFault'](...given.slice(0, 3), false),
      }),
    },
  },
  {
    name: 'a ballot may come a little late',
    breaks: [BALLOT],
    modules: {
      'governance/admit/judge-ballot.ts': (actual) => ({
        judgeBallot: (speech: Module, statement: unknown) => {
          const { header } = speech;
          return actual['judgeBallot'](
            { ...speech, header: { ...header, time: header.time - 100 } },
            statement,
          );
        },
      }),
    },
  },
  {
    name: 'who has a key of another vendor by now may vote with it',
    breaks: [BALLOT],
    modules: {
      'governance/speaker.ts': () => ({
        vendorWhen: (speaker: Module) => speaker['votingKey']?.vendor ?? null,
      }),
    },
  },
  {
    name: 'nobody waits for the gates',
    breaks: LAW,
    others: {
      [`${GOVERN}stage.ts`]: (actual) => ({
        stageAt: (record: Module, time: number) =>
          actual['stageAt'](
            { ...record, gates: record['gates'] ?? { at: 0, verdict: 'passed' } },
            time,
          ),
      }),
    },
  },
  {
    name: 'what the gates say does not matter',
    breaks: LAW,
    others: {
      [`${GOVERN}stage.ts`]: (actual) => ({
        stageAt: (record: Module, time: number) => {
          const { gates } = record;
          const passed = gates && { ...gates, verdict: 'tightens' };
          return actual['stageAt']({ ...record, gates: passed }, time);
        },
      }),
    },
  },
  {
    name: 'nobody waits for the audits',
    breaks: LAW,
    others: {
      [`${GOVERN}stage.ts`]: (actual) => ({
        stageAt: (record: Module, time: number) => {
          const procedure = { ...record['procedure'], audits: 0 };
          return actual['stageAt']({ ...record, procedure }, time);
        },
      }),
    },
  },
  {
    name: 'an emergency never lapses',
    breaks: LAW,
    others: { [`${GOVERN}stage.ts`]: () => ({ lapseOf: () => Number.MAX_SAFE_INTEGER }) },
  },
  {
    name: 'a vote that the ledger was closed over is cut short',
    breaks: LAW,
    others: { [`${GOVERN}schedule.ts`]: () => ({ postpone: (schedule: unknown) => schedule }) },
  },
  {
    name: 'nobody waits between the vote and the law',
    breaks: LAW,
    others: {
      [`${GOVERN}schedule.ts`]: (actual) => ({
        plan: (...given: readonly unknown[]) => {
          const planned = actual['plan'](...given);
          return { ...planned, lockUntil: planned.voteUntil };
        },
      }),
    },
  },
  {
    name: 'a vote lasts a moment longer',
    breaks: LAW,
    others: {
      [`${GOVERN}schedule.ts`]: (actual) => ({
        plan: (...given: readonly unknown[]) => {
          const planned = actual['plan'](...given);
          return { ...planned, voteUntil: planned.voteUntil + 100 };
        },
      }),
    },
  },
  {
    name: 'what its author took back is voted on',
    breaks: LAW,
    others: {
      [`${GOVERN}stage.ts`]: (actual) => ({
        stageAt: (record: object, time: number) =>
          actual['stageAt']({ ...record, withdrawnAt: null }, time),
      }),
    },
  },
  {
    name: 'a version that is over is in force beside the next',
    breaks: LAW,
    others: {
      [`${GOVERN}history.ts`]: (actual) => ({
        forcesOf: (history: unknown) =>
          actual['forcesOf'](history).map((force: object) => ({ ...force, until: null })),
      }),
    },
  },
  {
    name: 'the rulebook is made of what is in force, and of nothing to come',
    breaks: [
      'a decision replays to the same bit',
      'who carries the rules along changes over with everybody',
    ],
    modules: {
      'governance/rules-at.ts': (actual) => ({
        rulesAt: (state: unknown, governing: Module, time: number) => {
          const rules = actual['rulesAt'](state, governing, time, null);
          const modules = rules.source.modules.filter(({ force }: Module) => force.from <= time);
          const made = rules.source.modules.length === modules.length;
          return made
            ? rules
            : {
                ...rules,
                source: { ...rules.source, modules },
                rulebook: actual['holdEverything'],
              };
        },
      }),
    },
  },
];

test.each(PLANTS)('found: $name', async (plant) => {
  expect(verdict(plant, await findInLaw(plant))).toBe('found');
});

test('without a fault the same worlds keep every promise', async () => {
  expect(await findInLaw({ name: 'nothing', breaks: [] })).toBeNull();
});
