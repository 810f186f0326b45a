import type { WalletStorage } from '@tallystick/wallet';
import { expect, test } from 'vitest';
import { CALM, type Weather } from './engine/weather.ts';
import { type Climate, DAY_MS, HOUR_MS } from './offline/climate.ts';
import type { Run } from './run.ts';
import {
  findPlanted,
  forgetful,
  type Module,
  type Plant,
  type Simulation,
  verdict,
} from './testing/planted.ts';

/** What is said of planted faults in `testing/planted.ts`, for payments without a network. */
const STEPS = 2_500;
const WEATHER: Weather = { ...CALM, lost: 0.05, doubled: 0.1, slowestMs: 200 };
const CLIMATE: Climate = {
  cuts: 0.5,
  longestCutMs: DAY_MS,
  closures: 0.3,
  longestClosureMs: DAY_MS,
  wrongClockMs: 5 * HOUR_MS,
  clockSteps: 4,
  lostFiles: 0.1,
  doubledFiles: 0.2,
  slowestFileMs: 8 * HOUR_MS,
  crashes: 1,
  putBacks: 0,
  vanishings: 0,
  clones: 2,
  accomplices: 1,
  greed: 0.7,
  lies: false,
  covers: 0,
};
/** The thief's copies keep one chain of cheques, whose totals lie. */
const LIES: Partial<Climate> = { lies: true, clones: 3, greed: 1 };
/** What the cheat does is soon done where nobody else does much. */
const QUIET: Partial<Climate> = { clones: 0, crashes: 0, cuts: 0, closures: 0, clockSteps: 0 };
const OFFLINE = '../packages/wallet/src/core/offline/';
const PROTOCOL = '../packages/protocol/src/';

interface Sum {
  amount: bigint;
  total: bigint;
}

/** Three copies fork, and somebody stands for each allowance. */
const COVERED: Partial<Climate> = { ...LIES, lies: false, covers: 1 };

interface Shown {
  readonly isCover: boolean;
}

/** What payees keep of what was shown to guarantee an allowance. */
function claiming(kept: (all: readonly Shown[]) => readonly Shown[]): (actual: Module) => Module {
  return ({ heldRecordCodec: codec }) => ({
    heldRecordCodec: {
      write: codec.write,
      read(input: unknown) {
        const held = codec.read(input);
        return { ...held, guarantees: kept(held.guarantees) };
      },
    },
  });
}

interface Working {
  paid: bigint;
  unpaid: bigint;
}

const PLANTS: readonly Plant[] = [
  {
    name: 'a tab pays again what it has paid',
    breaks: ['only what was signed is paid', 'conservation', 'paid of'],
    modules: {
      'admit/take/take-tab.ts': (actual) => ({
        takeTab(scene: unknown, working: Working, ...more: readonly unknown[]) {
          const before = working.paid;
          working.paid = 0n;
          const refusal = actual['takeTab'](scene, working, ...more);
          working.paid += before;
          return refusal;
        },
      }),
    },
  },
  {
    name: 'a cheque is paid each time that it is presented',
    breaks: ['conservation', 'memory and disk agree'],
    modules: { 'state/cheques.ts': () => ({ findCheque: () => -1 }) },
  },
  {
    name: 'a window has no end',
    breaks: ['a claim keeps its time', 'nothing is left unclaimed'],
    modules: { 'header/header.ts': () => ({ hasPassed: () => false }) },
  },
  {
    name: 'a window ends although the ledger was closed',
    breaks: ['a claim keeps its time'],
    modules: {
      'header/header.ts': () => ({
        hasPassed: (until: number, _: number, { time }: { time: number }) => time > until,
      }),
    },
    climate: { closures: 2 },
  },
  {
    name: 'what is set aside returns while it can be claimed',
    breaks: ['a claim keeps its time'],
    modules: { 'admit/take/take-claim.ts': () => ({ isOver: () => true }) },
  },
  {
    name: 'collateral pays although nothing is short',
    breaks: ['collateral pays only what is short'],
    modules: { 'admit/take/check-condition.ts': () => ({ checkCondition: () => undefined }) },
  },
  {
    name: 'the ledger does not see that two cheques contradict each other',
    breaks: ['memory and disk agree'],
    modules: { 'state/cheques.ts': () => ({ findConflict: () => -1 }) },
  },
  {
    name: 'the ledger does not look at totals',
    // Or the collateral never pays, for it is not told of anything.
    breaks: ['memory and disk agree', 'what is short is proven', 'the loss is within its bound'],
    modules: {
      'state/cheques.ts': (actual) => ({
        findConflict(register: Uint8Array, cheque: object) {
          const blind = register.slice();
          // Amount and total stand before the last number of each.
          const last = actual['CHEQUE_BYTES'] - 8;
          for (let at = last; at < blind.length; at += last + 8) blind.fill(0, at - 16, at);
          return actual['findConflict'](blind, { ...cheque, sum: { amount: 0n, total: 0n } });
        },
      }),
    },
    climate: LIES,
  },
  {
    name: 'who adds to a total all that was given before is taken for a liar',
    breaks: ['nobody honest is accused', 'memory and disk agree'],
    others: {
      [`${PROTOCOL}chain/fork-proof.ts`]: () => ({
        leavesOut: (earlier: Sum, later: Sum) => later.total - later.amount <= earlier.total,
      }),
    },
    climate: QUIET,
  },
  {
    name: 'the verifier believes what it is told that two states open to',
    breaks: ['nobody honest is accused'],
    others: {
      [`${PROTOCOL}chain/fork-proof.ts`]: (actual) => ({
        verifyForkProof(proof: Module, ...more: readonly unknown[]) {
          const check = actual['verifyForkProof'](proof, ...more);
          if (check.reason !== 'contents') return check;
          const { first, second } = proof['sums'];
          if (!actual['leavesOut'](first, second)) return check;
          return { ok: true, rule: 'total', chain: proof['first'].state.slice(8, 40), sequence: 1 };
        },
      }),
    },
    climate: QUIET,
  },
  {
    name: 'wallets that meet say nothing of what was given',
    breaks: ['a fork that could be seen is proven'],
    others: {
      [`${PROTOCOL}act/forks.ts`]: (actual) => ({
        withTrueSum: (state: Module) => ({ ...actual['withTrueSum'](state), sum: null }),
      }),
    },
    climate: LIES,
  },
  {
    name: 'any two acts are taken for a fork',
    breaks: ['nobody honest is accused'],
    others: {
      [`${PROTOCOL}chain/fork-proof.ts`]: () => ({
        verifyForkProof: ({ first }: { first: { state: Uint8Array } }) => ({
          ok: true,
          rule: 'same-sequence',
          chain: first.state.slice(8, 40),
          sequence: 1,
        }),
      }),
    },
  },
  {
    name: 'what is uncovered is forgotten',
    breaks: ['what is uncovered stays in sight', 'memory and disk agree'],
    modules: {
      'admit/take/take-claim.ts': (actual) => ({
        takeRest: (working: Working, ...more: readonly unknown[]) => {
          working.unpaid = 0n;
          return actual['takeRest'](working, ...more);
        },
      }),
    },
    climate: QUIET,
  },
  {
    name: 'acts are written and accepted when their window is over',
    breaks: ['a claim keeps its time'],
    others: { [`${OFFLINE}clock.ts`]: () => ({ MARGIN_MS: -2 * DAY_MS }) },
  },
  {
    name: 'a payer writes again on what it has forgotten to store',
    breaks: ['one content for each position', 'what could be lost is shown'],
    seams: { walletStorage: (storage: WalletStorage) => forgetful(storage, 3) },
    climate: { crashes: 20 },
  },
  {
    name: 'a payee claims nothing',
    breaks: ['a tab that is claimed in time is paid', 'the loss is within its bound'],
    others: { [`${OFFLINE}redeem.ts`]: () => ({ redeem: async () => [] }) },
  },
  {
    name: 'a payee forgets cheques that it has accepted',
    breaks: ['what could be lost is shown', 'the loss is within its bound'],
    others: { [`${OFFLINE}limits.ts`]: () => ({ dueCheques: async () => [] }) },
  },
  {
    name: 'payees claim cover before collateral',
    breaks: ['cover pays last'],
    others: { [`${OFFLINE}records/payee-records.ts`]: claiming((all) => all.toReversed()) },
    climate: COVERED,
  },
  {
    name: 'payees forget that they were shown cover',
    breaks: ['the loss is within its bound'],
    others: {
      [`${OFFLINE}records/payee-records.ts`]: claiming((all) => all.filter((one) => !one.isCover)),
    },
    climate: COVERED,
  },
  {
    name: 'wallets that meet do not see that what they have is contradictory',
    breaks: ['a fork that could be seen is proven'],
    others: {
      [`${OFFLINE}forks.ts`]: () => ({ sight: async () => ({ changes: [], proof: undefined }) }),
    },
  },
  {
    name: 'a wallet takes everybody for a forger',
    breaks: ['nobody honest is accused'],
    others: {
      [`${OFFLINE}forks.ts`]: (actual) => ({
        async sight(context: unknown, hold: unknown, writer: unknown, states: Module[]) {
          const sighted = await actual['sight'](context, hold, writer, states);
          const [first] = states;
          return { ...sighted, proof: sighted.proof ?? { first, second: first } };
        },
      }),
    },
  },
];

const live = ({ seams = {}, climate }: Pick<Plant, 'seams' | 'climate'>) => {
  const all = { ...CLIMATE, ...climate };
  return ({ runOffline }: Simulation, seed: number): Promise<Run> =>
    runOffline({ seed, steps: STEPS, seams, weather: WEATHER, climate: all });
};

test.each(PLANTS)('found: $name', async (plant) => {
  expect(verdict(plant, await findPlanted(plant, live(plant)))).toBe('found');
});

test('without a fault the same worlds keep every promise', async () => {
  expect(await findPlanted({ name: 'nothing', breaks: [] }, live({}))).toBeNull();
});
