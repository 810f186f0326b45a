import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes half a minute or longer on two quiet cores. A fresh clone knows no durations, and one
 * of these that starts last runs alone at the end.
 */
export const LONGEST: readonly string[] = [
  'apps/cli/src/examples-town.integration.test.ts',
  'apps/cli/src/hold.integration.test.ts',
  'apps/cli/src/import.integration.test.ts',
  'packages/sovereign/src/recovery.integration.test.ts',
  'apps/cli/src/treasury/treasury.integration.test.ts',
  'apps/cli/src/governance.integration.test.ts',
  'apps/cli/src/documents.integration.test.ts',
  'apps/cli/src/examples-rules.integration.test.ts',
  'apps/cli/src/offline-kill.integration.test.ts',
  'apps/cli/src/stream-kill.integration.test.ts',
  'apps/cli/src/offline.integration.test.ts',
  'packages/sovereign/src/kill.integration.test.ts',
];

/** Starts the longest files first, the others in vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return at === -1 ? LONGEST.length : at;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
