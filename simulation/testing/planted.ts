import { join } from 'node:path';
import type { StorageChange, WalletStorage } from '@tallystick/wallet';
import { afterEach, vi } from 'vitest';
import type { Seams } from '../engine/seams.ts';
import type { Weather } from '../engine/weather.ts';
import type { Climate } from '../offline/climate.ts';
import type * as simulation from '../run.ts';
import type { Run } from '../run.ts';
import { gone } from './gone.ts';

/**
 * The harness shows that it can fail: each fault below is planted in a copy of the code that only its test
 * loads, or between a program and its surroundings, and must be found within a few seeds.
 */
export interface Plant {
  readonly name: string;
  /** The promises that the fault breaks, or what the program itself says first: any of them. */
  readonly breaks: readonly string[];
  /** Modules of the ledger to load with a fault: path below its `src`, and what replaces which exports. */
  readonly modules?: Readonly<Record<string, (actual: Module) => Module>>;
  /** The same for other modules, by their paths from the simulation's folder. */
  readonly others?: Readonly<Record<string, (actual: Module) => Module>>;
  readonly seams?: Seams;
  /** What makes the fault show sooner. */
  readonly weather?: Partial<Weather>;
  readonly climate?: Partial<Climate>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a module of any shape
export type Module = Record<string, any>;

const MOST_SEEDS = 12;
const HERE = join(import.meta.dirname, '..');
const LEDGER = '../packages/ledger/src/';

afterEach(() => {
  vi.doUnmock('@tallystick/ledger');
  vi.resetModules();
});

export type Simulation = typeof simulation;

/** Loads the simulation with the fault in it, and runs seeds until a promise is broken. */
export async function findPlanted(
  { modules = {}, others = {} }: Plant,
  live: (from: Simulation, seed: number) => Promise<Run>,
  mostSeeds: number = MOST_SEEDS,
): Promise<Run['violation']> {
  return await withPlanted({ modules, others }, async () => {
    const from = await import('../run.ts');
    for (let seed = 1; seed <= mostSeeds; seed++) {
      const { violation } = await live(from, seed);
      if (violation !== null) return violation;
    }
    return null;
  });
}

/** Does something with faults in the modules that it loads. */
export async function withPlanted<T>(
  { modules = {}, others = {} }: Pick<Plant, 'modules' | 'others'>,
  work: () => Promise<T>,
): Promise<T> {
  vi.resetModules();
  const ofLedger = Object.entries(modules).map(
    ([path, replace]) => [LEDGER + path, replace] as const,
  );
  const replaced = [...ofLedger, ...Object.entries(others)];
  const paths = replaced.map(([path]) => path);
  for (const [path, replace] of replaced) {
    vi.doMock(join(HERE, path), async (importActual) => {
      const actual = (await importActual()) as Module;
      const planted = replace(actual);
      const missing = gone(actual, planted);
      if (missing.length > 0) throw new Error(`${path} has no ${missing.join(', ')} to plant in`);
      return { ...actual, ...planted };
    });
  }
  try {
    return await work();
  } finally {
    for (const path of paths) vi.doUnmock(join(HERE, path));
  }
}

/** `found` when what was found is what was planted; else what was found instead. */
export function verdict({ breaks }: Plant, violation: Run['violation']): string {
  if (violation === null) return 'nothing';
  const { rule, detail } = violation;
  const isFound = breaks.some((promise) => rule === promise || detail.includes(promise));
  return isFound ? 'found' : detail;
}

/** A disk that has the last `writes` writes only in its cache: a stop loses them. */
export function forgetful(storage: WalletStorage, writes: number): WalletStorage {
  const cached: (readonly StorageChange[])[] = [];
  const newest = (key: string): StorageChange | undefined =>
    cached.flat().findLast((change) => change.key === key);
  return {
    ...storage,
    async get(key) {
      const change = newest(key);
      return change === undefined ? storage.get(key) : (change.value ?? undefined);
    },
    async list(prefix) {
      const listed = new Map(await storage.list(prefix));
      for (const { key, value } of cached.flat()) {
        if (!key.startsWith(prefix)) continue;
        if (value === null) listed.delete(key);
        else listed.set(key, value);
      }
      return [...listed].sort(([a], [b]) => (a < b ? -1 : 1));
    },
    async write(changes) {
      cached.push(changes.map(({ key, value }) => ({ key, value: value?.slice() ?? null })));
      if (cached.length > writes) await storage.write(cached.shift() ?? []);
    },
  };
}
