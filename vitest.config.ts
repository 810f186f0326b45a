import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** One kind of test: which files it takes, and how long one test may last. */
interface Kind {
  name: string;
  include: string[];
  testTimeout: number;
}

const ROOTS = '{packages/*,apps/*,simulation,bench,conformance,examples,tools}';
const SLOW = ['integration', 'browser', 'simulation'];

/**
 * The slow kinds are named by the file's suffix, as in `kill.integration.test.ts`; all others are
 * unit tests.
 */
function project(kind: Kind): { test: Record<string, unknown> } {
  const slow = SLOW.filter((name) => name !== kind.name);
  return {
    test: {
      ...kind,
      hookTimeout: kind.testTimeout,
      exclude: ['**/node_modules/**', ...slow.map((name) => `**/*.${name}.test.ts`)],
    },
  };
}

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      project({ name: 'unit', include: [`${ROOTS}/**/*.test.ts`], testTimeout: 10_000 }),
      ...SLOW.map((name) =>
        project({ name, include: [`${ROOTS}/**/*.${name}.test.ts`], testTimeout: 120_000 }),
      ),
    ],
  },
});

export default config;
