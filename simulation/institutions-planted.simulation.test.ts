import { type Matter, procedureFor } from '@tallystick/protocol';
import { historyOf, type ProposalRecord } from '@tallystick/rules';
import { expect, test } from 'vitest';
import { findInLaw } from './testing/planted-law.ts';
import { type Module, type Plant, verdict } from './testing/planted.ts';

const RULES = '../packages/rules/src/';
const LAW = 'nothing comes into force without its gates and votes';
const OFFICE = 'an office alone speaks for itself';
const EXEMPTION = 'an exemption is for one payment, in its time';
const CLOCK = 'a claim keeps its time';
/** Which of them is broken first follows from who pays first. */
const DECISION = [
  'nothing is admitted that its rulebook refuses',
  'a decision replays to the same bit',
];
const SETTINGS = [
  'what is set lies within its bounds',
  'who carries the rules along changes over with everybody',
  ...DECISION,
];
const AGES_MS = 365 * 86_400_000;

/** An office's signatures are looked at otherwise. */
const inOffice = (check: (actual: Module, ...given: readonly unknown[]) => unknown) => ({
  'governance/check-office.ts': (actual: Module) => ({
    checkOffice: (...given: readonly unknown[]) => check(actual, ...given),
  }),
});

const PLANTS: readonly Plant[] = [
  {
    name: 'an exemption that was used is there still',
    breaks: [EXEMPTION],
    modules: {
      'governance/exemptions.ts': (actual) => {
        const seen = new Map<string, Module>();
        return {
          usableExemptions: (state: Module, owner: number, time: number) => {
            const usable: Module[] = actual['usableExemptions'](state, owner, time);
            for (const one of usable) seen.set(`${owner} ${one['appeal'].id.toHex()}`, one);
            return [...seen].flatMap(([key, one]) => (key.startsWith(`${owner} `) ? [one] : []));
          },
        };
      },
    },
  },
  {
    name: 'an exemption never ends',
    breaks: [EXEMPTION],
    modules: {
      'governance/exemptions.ts': (actual) => ({
        usableExemptions: (state: unknown, owner: unknown) =>
          actual['usableExemptions'](state, owner, 0),
      }),
    },
  },
  {
    name: 'whoever signs has the office',
    breaks: [OFFICE],
    modules: inOffice((actual, sovereign, office, spoken) =>
      actual['checkOffice'](sovereign, office, spoken, () => true),
    ),
  },
  {
    name: 'one of an office is enough',
    breaks: [OFFICE],
    modules: inOffice((actual, sovereign, office, spoken, verify) => {
      const { name, signers } = office as Module;
      const alone = { name, signers: { ...signers, threshold: 1 } };
      return actual['checkOffice'](sovereign, alone, spoken, verify);
    }),
  },
  {
    name: 'what is set beyond its bounds counts',
    breaks: SETTINGS,
    others: { [`${RULES}compile/moment.ts`]: () => ({ canBeSet: () => true }) },
  },
  {
    name: 'what a version does not set any more stays set',
    breaks: SETTINGS,
    others: {
      [`${RULES}govern/settle.ts`]: () => ({
        settle: (before: readonly Module[], version: readonly Module[], from: number) => [
          ...before.filter((one) => one['from'] < from),
          ...version.map((one) => ({ ...one, from })),
        ],
      }),
    },
  },
  {
    name: 'who is on the list is paid',
    breaks: ['a paused payout waits'],
    modules: { 'governance/pauses.ts': () => ({ pausedBy: () => undefined }) },
  },
  {
    name: 'the clock runs on while nobody may be paid',
    breaks: [CLOCK],
    modules: {
      'governance/pauses.ts': (actual) => ({
        hasEnded: (state: object, ...given: readonly unknown[]) =>
          actual['hasEnded']({ ...state, governing: null }, ...given),
      }),
    },
  },
  {
    name: 'the clock stands still twice where a pause and a closure overlap',
    breaks: [CLOCK],
    modules: {
      'governance/pauses.ts': (actual) => ({
        hasEnded: (state: Module, ...given: readonly unknown[]) => {
          const closures: unknown[] = state['governing']?.closures ?? [];
          const kept = closures.splice(0);
          const ended = actual['hasEnded'](state, ...given);
          closures.push(...kept);
          return ended;
        },
      }),
    },
  },
  {
    name: 'a figure that is stale counts',
    breaks: DECISION,
    modules: {
      'governance/figures.ts': (actual) => ({
        Figures: class extends actual['Figures'] {
          newest(name: string): unknown {
            const figure = super['newest'](name);
            return figure && { ...figure, until: figure.until + AGES_MS };
          }
        },
      }),
    },
  },
  {
    name: 'whatever was announced has waited',
    breaks: DECISION,
    modules: {
      'state/intents.ts': (actual) => ({
        openIntents: (...given: readonly unknown[]) =>
          actual['openIntents'](...given).map((intent: object) => ({ ...intent, at: 0 })),
      }),
    },
  },
  {
    name: 'what was announced once is put twice',
    breaks: DECISION,
    modules: { 'state/intents.ts': () => ({ useIntents: () => {} }) },
  },
  {
    name: 'a change of the governance decides about what was proposed before it',
    breaks: [LAW],
    modules: {
      'governance/standing.ts': (actual) => ({
        historyAt: (governing: Module, matter: Matter, time: number) => {
          const { governance } = governing['law'] ?? {};
          const procedure = governance && procedureFor(governance, matter);
          const records: ProposalRecord[] = actual['recordsOf'](governing, matter);
          return historyOf(
            procedure ? records.map((record) => ({ ...record, procedure })) : records,
            time,
          );
        },
      }),
    },
  },
  {
    name: 'a change of the governance counts before its time has come',
    breaks: [LAW, OFFICE],
    modules: {
      'governance/constitution-at.ts': (actual) => ({
        itemsAt: (governing: unknown, founding: unknown, now: number) =>
          actual['itemsAt'](governing, founding, now, now + 600_000),
      }),
    },
  },
  {
    name: 'an office takes turns between matters',
    breaks: ['an office rests between emergencies'],
    modules: { 'governance/emergency-rest.ts': () => ({ restOf: () => undefined }) },
  },
];

test.each(PLANTS)('found: $name', async (plant) => {
  expect(verdict(plant, await findInLaw(plant))).toBe('found');
});
