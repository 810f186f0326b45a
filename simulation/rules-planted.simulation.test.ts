import type { DecisionRing, LedgerPorts, LedgerState } from '@tallystick/ledger';
import type { Decision } from '@tallystick/rules';
import { expect, test } from 'vitest';
import type { Seams } from './engine/seams.ts';
import type { RingFaults } from './rules/ring.ts';
import type { Run } from './run.ts';
import {
  findPlanted,
  type Module,
  type Plant,
  type Simulation,
  verdict,
} from './testing/planted.ts';

const RULES = '../packages/rules/src/';
const STEPS = 4_000;
/** Bad enough for every plant. */
const RING: RingFaults = { lost: 0.02, doubled: 0.05, late: 0.05, crashes: 0.05 };
const REFUSED = 'nothing is admitted that its rulebook refuses';
/** Which of them is broken first follows from what is sent first. */
const OVERSPENT = [REFUSED, 'no limit is exceeded', 'a decision replays to the same bit'];
const YES: Decision = { outcome: 'no-objection', rule: null, requirements: [] };

/** The ring as the ledger sees it. */
const ring = (replace: (ring: DecisionRing) => DecisionRing): Seams => ({
  ledgerPorts: (ports: LedgerPorts) =>
    ports.ring === undefined ? ports : { ...ports, ring: replace(ports.ring) },
});

interface RulesPlant extends Plant {
  readonly ring?: Partial<RingFaults>;
}

const PLANTS: readonly RulesPlant[] = [
  {
    name: 'a rule that lacks a fact says nothing',
    breaks: [REFUSED],
    others: {
      [`${RULES}decide/frame.ts`]: (actual) => ({
        run: (...given: readonly unknown[]) => (actual['run'](...given) === 2 ? 2 : 0),
      }),
    },
  },
  {
    name: 'a version is in force at the instant at which it ends',
    breaks: [REFUSED, 'what no rule objects to is admitted'],
    others: {
      [`${RULES}compile/moment.ts`]: (actual) => ({
        momentAt: (source: unknown, boundaries: readonly number[], time: number) =>
          actual['momentAt'](source, boundaries, boundaries.includes(time) ? time - 1 : time),
      }),
    },
  },
  {
    name: 'a treaty binds whoever has not accepted it',
    breaks: [REFUSED],
    others: {
      [`${RULES}compile/index-rules.ts`]: (actual) => ({
        activeModules: (moment: unknown) => {
          const modules = actual['activeModules'](moment) as Map<string, Module>;
          const treaties = [...modules.values()].filter(({ module }) => {
            return module.owner.kind === 'treaty';
          });
          for (const active of modules.values()) {
            for (const { name, module } of treaties) {
              active['accepts'].add(actual['treatyKey'](name, module.version));
            }
          }
          return modules;
        },
      }),
    },
  },
  {
    name: 'a window is an hour short',
    breaks: OVERSPENT,
    others: {
      [`${RULES}facts/windows.ts`]: (actual) => ({
        sumSent: (buckets: unknown, hour: number, hours: number) => ({
          ...actual['sumSent'](buckets, hour, hours - 1),
          hours,
        }),
      }),
    },
  },
  {
    name: 'sums are read before what a batch sends is reserved',
    breaks: OVERSPENT,
    modules: {
      'state/sent.ts': (actual) => {
        const read = new WeakMap<object, Map<string, unknown>>();
        return {
          sentSums(state: LedgerState, ...asked: readonly unknown[]) {
            const key = state.header ?? state;
            const sums = read.get(key) ?? new Map<string, unknown>();
            read.set(key, sums);
            const name = String(asked);
            if (!sums.has(name)) sums.set(name, actual['sentSums'](state, ...asked));
            return sums.get(name);
          },
        };
      },
    },
  },
  {
    name: 'what was reserved is forgotten by the next put',
    breaks: OVERSPENT,
    modules: {
      'state/sent.ts': (actual) => ({
        addSent(state: LedgerState, identity: number, sent: Module) {
          const last = state.identities.lastSent(identity);
          const isSame = last?.currency === sent['currency'] && last?.hour === sent['hour'];
          if (isSame) state.identities.setLastSent(identity, sent as never);
          else actual['addSent'](state, identity, sent);
        },
      }),
    },
  },
  {
    name: 'earlier holds of the same put do not count',
    breaks: OVERSPENT,
    modules: { 'state/sent.ts': () => ({ withReserved: (sums: unknown) => sums }) },
  },
  {
    name: 'whom somebody pays is forgotten',
    breaks: OVERSPENT,
    modules: { 'state/payees.ts': () => ({ addPayees: () => {} }) },
  },
  {
    name: "the ring's answer is used for other facts",
    breaks: [REFUSED],
    seams: ring((asked) => {
      let last: readonly Decision[] = [];
      return {
        async decide(question) {
          const before = last;
          last = await asked.decide(question);
          return before.length === last.length ? before : last;
        },
      };
    }),
  },
  {
    name: 'what the ring does not answer is taken as a yes',
    breaks: [REFUSED],
    seams: ring((asked) => ({
      decide: (question) =>
        asked.decide(question).catch(() => Array.from({ length: question.count }, () => YES)),
    })),
    ring: { lost: 0.3 },
  },
  {
    name: 'an old list is still relied on',
    breaks: [REFUSED],
    others: {
      [`${RULES}compile/names-of.ts`]: (actual) => ({ currentNames: actual['writtenNames'] }),
    },
  },
  {
    name: 'a hold that names what it asks for is no objection',
    breaks: [REFUSED],
    others: {
      [`${RULES}decide/tally.ts`]: (actual) => ({
        Tally: class extends actual['Tally'] {
          decision(): Decision {
            const decision = super.decision() as Decision;
            return decision.requirements.length > 0 ? YES : decision;
          }
        },
      }),
    },
  },
];

const live = ({ seams = {}, ring: more = {} }: Partial<RulesPlant>) => {
  const faults = { ...RING, ...more };
  return ({ runRules }: Simulation, seed: number): Promise<Run> =>
    runRules({ seed, steps: STEPS, seams, ring: faults });
};

test.each(PLANTS)('found: $name', async (plant) => {
  expect(verdict(plant, await findPlanted(plant, live(plant)))).toBe('found');
});

test('without a fault the same worlds keep every promise', async () => {
  expect(await findPlanted({ name: 'nothing', breaks: [] }, live({}))).toBeNull();
});
