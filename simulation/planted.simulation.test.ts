import type { Batch, Ledger, MemoryStore, OpenHold, Store } from '@tallystick/ledger';
import type { Hash, Header, Hold } from '@tallystick/protocol';
import { expect, test } from 'vitest';
import { keyedHashCrypto } from './engine/keyed-hash-crypto.ts';
import type { Seams } from './engine/seams.ts';
import type { Weather } from './engine/weather.ts';
import {
  findPlanted,
  forgetful,
  type Module,
  type Plant,
  type Simulation,
  verdict,
} from './testing/planted.ts';
import type { Run } from './run.ts';
import { found, signNote } from './sovereign/founding.ts';

/** Bad enough for every plant, and without what would only slow them down. */
const WEATHER: Weather = {
  lost: 0.05,
  doubled: 0.1,
  keptBack: 0.05,
  slowestMs: 200,
  diskFails: 0.005,
  diskFull: 0,
  slowDisk: 0.05,
  walletDiskFails: 0,
  ledgerCrashes: 2,
  walletCrashes: 6,
  ledgerCloses: 0.5,
  clockSteps: 2,
  clockStepMs: 20_000,
  clockLeaps: 0,
  disksLost: 0,
  putBacks: 0,
  middles: 0,
};
const STEPS = 2_500;
const WALLET = '../packages/wallet/src/core/';
const SOVEREIGN = '../packages/sovereign/src/';
/** Disks die often, with wallets in every state. */
const DISASTERS: Partial<Weather> = { disksLost: 5, lost: 0.1, keptBack: 0.15 };

const asynchronously = (commit: (store: MemoryStore, batch: Batch) => Promise<void>): Seams => ({
  store: (store) => over(store, { commit: (batch) => commit(store, batch) }),
});

/** The store with some methods replaced. */
function over(store: MemoryStore, replaced: Partial<Store>): Store {
  return new Proxy<Store>(store, {
    get(target, name) {
      const own = replaced[name as keyof Store];
      const value: unknown = own ?? Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const signsAnything: Seams['ledgerPorts'] = (ports) => ({
  ...ports,
  signCheckpoint: async (body, time) =>
    signNote(keyedHashCrypto, found(keyedHashCrypto).log(0), body, time),
});

/** Nobody checks whether the signatures of a transition are good. */
const unchecking = (ledger: Ledger): Ledger =>
  new Proxy(ledger, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'precheck') {
        return typeof value === 'function'
          ? (value as (...given: unknown[]) => unknown).bind(target)
          : value;
      }
      return (bytes: Uint8Array) => {
        const checked = target.precheck(bytes);
        return 'pending' in checked ? { ...checked, jobs: [] } : checked;
      };
    },
  });

/** After a command nobody knows what it has left. */
class ForgetfulOutbox {
  readonly waiting: undefined;
  keep(): void {}
  settle(): void {}
}

const PLANTS: readonly Plant[] = [
  {
    name: 'the balance is not checked',
    breaks: ['conservation', 'is not conserved'],
    modules: {
      'admit/check-balance.ts': (actual) => ({
        checkBalance(state: Module, slot: number, holds: readonly Hold[]) {
          const checked = actual['checkBalance'](state, slot, holds);
          if (checked.ok) return checked;
          const currency = state['currencies'].numbers.get(holds[0]?.currency.toHex());
          return { ok: true, balances: [{ currency, amount: 0n, sent: holds[0]?.cap }] };
        },
      }),
    },
  },
  {
    name: 'it is acknowledged before it is durable',
    breaks: ['nothing acknowledged is lost'],
    seams: {
      ...asynchronously(async (store, batch) => {
        store.commit(batch).catch(() => {});
      }),
      ledgerPorts: signsAnything,
    },
  },
  {
    name: 'a checkpoint is signed before it is stored',
    breaks: ['signed only when stored'],
    seams: asynchronously(async (store, batch) => {
      const stored = store.commit(batch);
      stored.catch(() => {});
      if (batch.entries.length === 0) await stored;
    }),
  },
  {
    name: 'a hold that nobody claimed is forgotten',
    breaks: ['nothing is left unclaimed'],
    modules: { 'state/read.ts': () => ({ readReturnables: () => [] }) },
  },
  {
    name: 'the clock may step back',
    breaks: ['time never steps back'],
    modules: {
      'header/header.ts': (actual) => ({
        nextHeader: (previous: Header | null, parameters: object, input: { clock: number }) => ({
          ...actual['nextHeader'](previous, parameters, input),
          time: input.clock,
        }),
      }),
    },
  },
  {
    name: 'the successor is not checked',
    breaks: ['one successor per state'],
    modules: {
      'admit/check-successor.ts': () => ({ checkSuccessor: () => undefined }),
      'cycle/precheck.ts': (actual) => ({
        precheck(...given: readonly unknown[]) {
          const checked = actual['precheck'](...given);
          return checked.internal === 'not-successor' ? { ok: true, jobs: [] } : checked;
        },
      }),
    },
  },
  {
    name: 'a hold can be taken twice',
    breaks: ['conservation'],
    modules: {
      'state/holds.ts': (actual) => ({
        Holds: class extends actual['Holds'] {
          readonly #closed = new Map<string, OpenHold>();

          find(id: Hash): OpenHold | undefined {
            return super.find(id) ?? this.#closed.get(id.toHex());
          }

          findToTake(id: Hash): OpenHold | undefined {
            return super.findToTake(id) ?? this.#closed.get(id.toHex());
          }

          remove(hold: OpenHold): void {
            const { id } = hold as unknown as { id: Hash };
            if (super.find(id) !== undefined) super.remove(hold);
            this.#closed.set(id.toHex(), hold);
          }
        },
      }),
    },
  },
  {
    name: 'time in which the ledger was closed counts',
    breaks: ['a claim keeps its time', 'nobody is stuck'],
    modules: {
      'header/header.ts': () => ({
        hasPassed: (until: number, _closedMsAtPut: number, { time }: Header) => time > until,
      }),
    },
  },
  {
    name: 'a stale transition is accepted',
    breaks: ['stale is refused'],
    modules: { 'admit/check-not-after.ts': () => ({ checkNotAfter: () => undefined }) },
  },
  {
    name: 'a change is left out of the batch',
    breaks: ['memory and disk agree', 'is damaged', 'nobody is stuck'],
    seams: asynchronously((store, batch) =>
      store.commit({ ...batch, records: batch.records.slice(batch.records.length > 2 ? 1 : 0) }),
    ),
  },
  {
    name: 'anybody may take',
    breaks: ['only the payee takes', 'a claim keeps its time'],
    modules: { 'admit/check-taking.ts': () => ({ checkTaking: () => undefined }) },
  },
  {
    name: 'what was admitted before is not recognised',
    breaks: ['nobody is stuck', 'wallet and ledger agree', 'nothing is left unclaimed'],
    seams: { store: (store) => over(store, { indexOf: () => undefined }) },
  },
  {
    name: 'a wallet sends what it has not stored',
    breaks: ['one signature per sequence'],
    seams: { walletStorage: (storage) => forgetful(storage, 8) },
    weather: { lost: 0.15, walletCrashes: 20, slowestMs: 20 },
  },
  {
    name: 'a wallet signs anew before what a new epoch gave up is stale',
    breaks: ['one signature per sequence'],
    others: { [`${WALLET}epoch/barrier.ts`]: () => ({ liftBarrier: async () => {} }) },
    weather: { ...DISASTERS, lost: 0, ledgerCloses: 0, slowestMs: 20 },
  },
  {
    name: 'a wallet does not compare an epoch with what it holds',
    breaks: ['misbehaviour is found'],
    others: {
      [`${WALLET}epoch/compare-history.ts`]: () => ({
        compareHistory: async () => ({ forks: [], unknown: 0 }),
      }),
    },
  },
  {
    name: 'a wallet keeps what a new epoch gave up',
    breaks: ['wallet and ledger agree', 'a wallet trusts an honest sovereign'],
    others: {
      [`${WALLET}trust/epochs.ts`]: () => ({ livingSize: () => Number.POSITIVE_INFINITY }),
    },
    weather: DISASTERS,
  },
  {
    name: 'a wallet forgets to tell what was given up',
    breaks: ['what was given up is told'],
    others: {
      [`${WALLET}records/keys.ts`]: (actual) => ({
        KEYS: { ...actual['KEYS'], allGivenUp: 'nowhere/' },
      }),
    },
    weather: DISASTERS,
  },
  {
    name: 'a restored node opens below the certified size',
    breaks: ['never below what was certified'],
    others: {
      [`${SOVEREIGN}recovery/recover-log.ts`]: () => ({
        recoverLog: async () => ({ ok: true, size: Number.MAX_SAFE_INTEGER, recovered: 0 }),
      }),
    },
    weather: DISASTERS,
  },
  {
    name: 'a restore hears no checkpoints',
    breaks: ['never below what was certified'],
    others: {
      [`${SOVEREIGN}recovery/signed-claims.ts`]: (actual) => ({
        SignedClaims: class extends actual['SignedClaims'] {
          hearCheckpoint(): undefined {}
        },
      }),
    },
    weather: DISASTERS,
  },
  {
    name: 'the treasury forgets what it has signed',
    breaks: ['one signature per sequence'],
    others: { './parties/outbox.ts': () => ({ Outbox: ForgetfulOutbox }) },
    weather: { ledgerCrashes: 12, slowDisk: 0.3 },
  },
  {
    name: 'signatures are not checked',
    breaks: ['only the owner signs'],
    seams: { ledger: unchecking },
  },
  {
    name: 'the clock is believed whatever it says',
    breaks: ['time never leaps'],
    others: {
      [`${SOVEREIGN}lifecycle/guard-clock.ts`]: () => ({
        guardClock: ({ wall }: { wall: () => number }) => ({ now: wall, aheadMs: () => 0 }),
      }),
    },
    weather: { clockLeaps: 6 },
  },
];

const live = ({ seams = {}, weather }: Pick<Plant, 'seams' | 'weather'>) => {
  const all = { ...WEATHER, ...weather };
  return ({ run }: Simulation, seed: number): Promise<Run> =>
    run({ seed, steps: STEPS, seams, weather: all });
};

test.each(PLANTS)('found: $name', async (plant) => {
  expect(verdict(plant, await findPlanted(plant, live(plant)))).toBe('found');
});

test('without a fault the same worlds keep every promise', async () => {
  expect(await findPlanted({ name: 'nothing', breaks: [] }, live({}))).toBeNull();
});
