import { expect, test, vi } from 'vitest';
import type * as ledger from '../packages/ledger/src/testing/tab-property.ts';
import type * as wallet from '../packages/wallet/src/testing/tab-property.ts';
import { type Module, type Plant, withPlanted } from './testing/planted.ts';

/**
 * The properties of tabs and streams show that they can fail: each fault below is planted in a copy of the code that only its
 * test loads, and the property has to notice.
 */
vi.setConfig({ testTimeout: 240_000 });

const OFFLINE = '../packages/wallet/src/core/offline/';
const PROTOCOL = '../packages/protocol/src/';
const WALLET_PROPERTIES = '../packages/wallet/src/testing/tab-property.ts';
const LEDGER_PROPERTIES = '../packages/ledger/src/testing/tab-property.ts';

/** Checks a promise with whatever is planted; gives how much was paid. */
type Property = () => Promise<number>;

const ofWallet = async (): Promise<typeof wallet> =>
  (await import(WALLET_PROPERTIES)) as typeof wallet;
const ofLedger = async (): Promise<typeof ledger> =>
  (await import(LEDGER_PROPERTIES)) as typeof ledger;

const CLONED: Property = async () => (await ofWallet()).payeeOfTabLosesNothing();
const CLONED_STREAM: Property = async () => (await ofWallet()).payeeOfStreamLosesNothing();
const HIGHEST_TICK: Property = async () => (await ofWallet()).keepsHighestTick();
const HIGHEST_VOUCHER: Property = async () => (await ofLedger()).keepsHighestVoucher();

interface Live {
  receive(shown: { readonly count: number }, limits: unknown): Promise<Module>;
}

/** Takes whatever was taken before once more. */
function forgetful(actual: Module): Module {
  const Known = actual['LiveIncoming'] as new (...args: unknown[]) => Live;
  class Forgetful extends Known {
    override async receive(shown: { readonly count: number }, limits: unknown): Promise<Module> {
      const taken = await super.receive(shown, limits);
      const isStale = taken['ok'] === false && taken['failure'].code === 'tick-stale';
      return isStale ? { ok: true, value: shown.count } : taken;
    }
  }
  return { LiveIncoming: Forgetful };
}

type Faults = Pick<Plant, 'modules' | 'others'>;

const PLANTS: readonly (readonly [string, Property, Faults])[] = [
  [
    'a payee checks each act as if it were the first of its tab',
    CLONED,
    {
      others: {
        [`${PROTOCOL}exchange/check-handover.ts`]: (actual) => ({
          checkHandover: (handover: unknown, side: Module, crypto: unknown) =>
            actual['checkHandover'](
              handover,
              { ...side, place: null, half: null, shown: [] },
              crypto,
            ) as unknown,
        }),
      },
    },
  ],
  [
    'a payee forgets to claim its tabs',
    CLONED,
    {
      others: {
        [`${OFFLINE}redeem.ts`]: () => ({ redeem: async () => [], redeemTabs: async () => [] }),
      },
    },
  ],
  [
    'a payee takes ticks twice',
    CLONED_STREAM,
    { others: { [`${OFFLINE}stream/incoming.ts`]: forgetful } },
  ],
  [
    'a stale tick is good once more',
    HIGHEST_TICK,
    { others: { [`${OFFLINE}stream/incoming.ts`]: forgetful } },
  ],
  [
    'a stream is claimed a tick short',
    HIGHEST_TICK,
    {
      others: {
        [`${PROTOCOL}act/ticks.ts`]: (actual) => ({
          ticksWorth: (stream: unknown, count: number) =>
            actual['ticksWorth'](stream, Math.max(0, count - 1)) as unknown,
        }),
      },
    },
  ],
  [
    'a stale voucher is paid beside the newer one',
    HIGHEST_VOUCHER,
    {
      modules: {
        'admit/take/take-tab.ts': (actual) => ({
          takeTab(scene: unknown, working: { paid: bigint }, ...more: readonly unknown[]) {
            const before = working.paid;
            working.paid = 0n;
            const refusal = actual['takeTab'](scene, working, ...more) as unknown;
            working.paid += before;
            return refusal;
          },
        }),
      },
    },
  ],
  [
    'a voucher is worth its own amount, and not the total',
    HIGHEST_VOUCHER,
    {
      others: {
        [`${PROTOCOL}act/verify-act.ts`]: (actual) => ({
          checkAct(...asked: readonly unknown[]) {
            const check = actual['checkAct'](...asked) as Module;
            if (check['ok'] !== true) return check;
            const { act } = check['checked'];
            const own = { ...act, total: act.amount };
            return { ...check, checked: { ...check['checked'], act: own } };
          },
        }),
      },
    },
  ],
];

test.each(PLANTS)('found: %s', async (_, check, faults) => {
  await expect(withPlanted(faults, check)).rejects.toThrow(/Property failed|expected/);
});

test.each([
  ['a payer cloned a hundred times makes no payee of a tab lose', CLONED],
  ['nor one of a stream', CLONED_STREAM],
  ['the highest tick is what a payee gets, and a stale one helps nobody', HIGHEST_TICK],
  ['the highest voucher is what a payee gets, and a stale one helps nobody', HIGHEST_VOUCHER],
])('without a fault %s', async (_, check) => {
  expect(await withPlanted({}, check)).toBeGreaterThan(0);
});
