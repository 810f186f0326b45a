import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { LongestFirst } from './tools/longest-first.ts';

/** One kind of test: which files it takes, and how long one test may last. */
interface Kind {
  name: string;
  include: string[];
  testTimeout: number;
  /** Files that run at once. */
  maxWorkers: number;
  /** Whether each file has a process of its own. */
  isolate: boolean;
  /** Whether tests put other modules in the place of the real ones. */
  plants: boolean;
}

const ROOTS = '{packages/*,apps/*,simulation,bench,conformance,examples,tools}';
const SLOW = ['integration', 'browser', 'simulation'];
const CORES = availableParallelism();

// Tests start hundreds of processes and threads of the same text; apps/cli/src/keep-compiled.ts
// does this for people. What is forked from here inherits it.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

/**
 * The slow kinds are named by the file's suffix, as in `kill.integration.test.ts`; all others are
 * unit tests.
 */
function project({ plants, ...kind }: Kind, order: number): { test: Record<string, unknown> } {
  const slow = SLOW.filter((name) => name !== kind.name);
  return {
    test: {
      ...kind,
      hookTimeout: kind.testTimeout,
      setupFiles: [
        'tools/equal-bytes.ts',
        ...(kind.name === 'integration' ? ['tools/derive-once.ts'] : []),
      ],
      globalSetup: ['tools/run-folder.ts'],
      // Node itself loads the code, as it does for people: in a fifth of the processor's time that
      // vitest's own loader takes, which only planted modules need.
      experimental: { viteModuleRunner: plants, nodeLoader: plants },
      // Kinds that run different numbers of files at once run one after the other.
      sequence: { groupOrder: order },
      exclude: ['**/node_modules/**', ...slow.map((name) => `**/*.${name}.test.ts`)],
    },
  };
}

// Unit tests leave nothing behind in their process, so that they load the code once.
const UNIT: Kind = {
  name: 'unit',
  include: [`${ROOTS}/**/*.test.ts`],
  // A bound for what hangs, not for what a busy machine takes longer for.
  testTimeout: 60_000,
  maxWorkers: CORES,
  isolate: false,
  plants: false,
};

function slowKind(name: string): Kind {
  // Those of integration wait for other processes, for disks and for clocks most of their time, those of browsers for the
  // times of votes; worlds never wait.
  const waiting: Readonly<Record<string, number>> = { integration: 2, browser: 1 };
  const maxWorkers = CORES + (waiting[name] ?? 0);
  const include = [`${ROOTS}/**/*.${name}.test.ts`];
  const plants = name === 'simulation';
  return { name, include, testTimeout: 300_000, maxWorkers, isolate: true, plants };
}

const config: ViteUserConfig = defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [UNIT, ...SLOW.map(slowKind)].map(project),
  },
});

export default config;
