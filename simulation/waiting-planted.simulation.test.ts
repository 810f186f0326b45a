import { mapped } from '@tallystick/protocol';
import { expect, test } from 'vitest';
import { CALM, type Weather } from './engine/weather.ts';
import { type Climate, DAY_MS, HOUR_MS } from './offline/climate.ts';
import type { Run } from './run.ts';
import { json } from './sovereign/answers.ts';
import {
  findPlanted,
  type Module,
  type Plant,
  type Simulation,
  verdict,
} from './testing/planted.ts';
import type { Habits } from './waiting/dweller.ts';

/** What is said of planted faults in `testing/planted.ts`, for value that waits. */
const STEPS = 4_000;
const WEATHER: Weather = { ...CALM, lost: 0.03, doubled: 0.05, slowestMs: 100 };
const CLIMATE: Climate = {
  cuts: 0.3,
  longestCutMs: 12 * HOUR_MS,
  closures: 0,
  longestClosureMs: DAY_MS,
  wrongClockMs: 0,
  clockSteps: 0,
  lostFiles: 0,
  doubledFiles: 0.1,
  slowestFileMs: HOUR_MS,
  crashes: 1,
  putBacks: 0,
  vanishings: 0,
  clones: 0,
  accomplices: 0,
  greed: 0,
  lies: false,
  covers: 0,
};
const STREAMS: Habits = { streams: 14, deals: 0, mandates: 0 };
const DEALS: Habits = { streams: 0, deals: 11, mandates: 0 };
const MANDATES: Habits = { streams: 0, deals: 0, mandates: 8 };
/** Nobody but the two who race: their edges are many. */
const RACES: Habits = { streams: 0, deals: 0, mandates: 0 };
const WALLET = '../packages/wallet/src/core/';
const PROTOCOL = '../packages/protocol/src/';

interface WaitingPlant extends Plant {
  readonly habits: Habits;
}

type Shown = readonly [scene: { header: { time: number } }, working: unknown, meter: Module];

const PLANTS: readonly WaitingPlant[] = [
  {
    name: 'ticks are not hashed',
    breaks: ['only what was signed is paid'],
    modules: { 'admit/take/take-further.ts': () => ({ checkTicks: () => undefined }) },
    // The ledger's own module calls it by its own name.
    others: { [`${PROTOCOL}act/ticks.ts`]: () => ({ tickFault: () => undefined }) },
    habits: RACES,
  },
  {
    name: 'a payee says of all ticks that they are its own, and stores every tenth',
    breaks: ['a stream loses only what was not stored'],
    others: {
      [`${WALLET}offline/stream/incoming.ts`]: (actual) => ({
        LiveIncoming: class extends actual['LiveIncoming'] {
          async receive(tick: { readonly count: number }, limits: unknown): Promise<unknown> {
            if (tick.count % 10 > 0) return { ok: true, value: tick.count };
            return await super.receive(tick, limits);
          }
        },
      }),
    },
    habits: STREAMS,
  },
  {
    name: 'a payee does not claim what ticks gave beside the last act',
    breaks: ['a stream loses only what was not stored'],
    others: {
      [`${WALLET}offline/stream/got-ticks.ts`]: () => ({ gotTicks: async () => undefined }),
    },
    habits: STREAMS,
  },
  {
    name: 'conditions are not looked at',
    breaks: ['only what was agreed is taken'],
    modules: { 'admit/take/check-condition.ts': () => ({ checkCondition: () => undefined }) },
    habits: RACES,
  },
  {
    name: 'any preimage will do',
    breaks: ['only what was agreed is taken'],
    others: {
      [`${PROTOCOL}crypto/hash.ts`]: (actual) => ({
        isHash: (expected: unknown, purpose: string, data: unknown) =>
          purpose === 'preimage' || actual['isHash'](expected, purpose, data),
      }),
    },
    habits: RACES,
  },
  {
    name: 'time in which the ledger was closed counts for a condition that protects who claims',
    breaks: ['what is open can be taken'],
    others: {
      [`${PROTOCOL}condition/evaluate.ts`]: (actual) => ({
        evaluate: (shown: unknown, facts: object) =>
          actual['evaluate'](shown, { ...facts, closedSincePutMs: 0 }),
      }),
    },
    climate: { closures: 4, longestClosureMs: 7 * HOUR_MS },
    habits: RACES,
  },
  {
    name: 'a window ends a millisecond early',
    breaks: ['what is open can be taken', 'a claim keeps its time'],
    modules: {
      'header/header.ts': () => ({
        hasPassed: (until: number, atPut: number, now: { time: number; closedMs: number }) =>
          now.time - (now.closedMs - atPut) >= until,
      }),
    },
    habits: RACES,
  },
  {
    name: 'what is set aside returns while a claim is open',
    breaks: ['a claim keeps its time'],
    modules: { 'admit/take/take-claim.ts': () => ({ isOver: () => true }) },
    habits: RACES,
  },
  {
    name: 'a period is paid a little before it begins',
    breaks: ['only what was agreed is taken'],
    modules: {
      'admit/take/take-schedule.ts': (actual) => ({
        takeSchedule: (...[scene, working, meter, ...more]: [...Shown, unknown]) =>
          actual['takeSchedule'](
            { ...scene, header: { ...scene.header, time: scene.header.time + 5 } },
            working,
            meter,
            ...more,
          ),
      }),
    },
    habits: RACES,
  },
  {
    name: 'a wallet forgets the words that it was shown',
    breaks: ['what is due is paid'],
    others: { [`${WALLET}holds/words.ts`]: () => ({ gatherWord: async () => [] }) },
    habits: DEALS,
  },
  {
    name: 'nobody is told what the taking of a swap’s half has shown',
    breaks: ['a swap is both or none', 'what is due is paid'],
    others: {
      './sovereign/desk-holds.ts': () => ({ takings: () => json({ takings: [], next: null }) }),
    },
    habits: DEALS,
  },
  {
    name: 'whoever answers a swap does not look at what is offered',
    breaks: ['a swap is both or none'],
    others: {
      [`${WALLET}holds/check-swap.ts`]: () => ({
        checkSwap: async (_: unknown, { hash }: { hash: string }) => ({
          hash,
          when: `preimage ${hash}`,
          until: Number.MAX_SAFE_INTEGER,
        }),
      }),
    },
    habits: DEALS,
  },
  {
    name: 'a mandate that was cancelled goes on',
    breaks: ['a mandate sets aside what was agreed'],
    others: {
      [`${WALLET}holds/records.ts`]: (actual) => ({
        mandateRecordCodec: mapped(
          actual['mandateRecordCodec'],
          (record: object) => ({ ...record, cancelled: false }),
          (record: object) => record,
        ),
      }),
    },
    habits: MANDATES,
  },
  {
    name: 'a mandate forgets which periods it has set aside',
    breaks: ['a mandate sets aside what was agreed'],
    others: {
      [`${WALLET}holds/records.ts`]: (actual) => ({
        mandateRecordCodec: mapped(
          actual['mandateRecordCodec'],
          (record: Module) => ({ ...record, puts: record['puts'].slice(0, 1) }),
          (record: Module) => record,
        ),
      }),
    },
    habits: MANDATES,
  },
];

const live = ({ seams = {}, climate, habits }: Partial<WaitingPlant>) => {
  const all = { ...CLIMATE, ...climate };
  const living = habits === undefined ? {} : { habits };
  return ({ runWaiting }: Simulation, seed: number): Promise<Run> =>
    runWaiting({ seed, steps: STEPS, seams, weather: WEATHER, climate: all, ...living });
};

test.each(PLANTS)('found: $name', async (plant) => {
  expect(verdict(plant, await findPlanted(plant, live(plant)))).toBe('found');
});

test('without a fault the same worlds keep every promise', async () => {
  expect(await findPlanted({ name: 'nothing', breaks: [] }, live({}))).toBeNull();
});
