import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createSovereign } from '../founding/create-sovereign.ts';
import type { CreateSovereignOptions } from '../founding/options.ts';

/**
 * Founds as `createSovereign` does, once in a run of tests for the same options: two seconds of a
 * processor, for keys that are slow to make and passphrases that are slow to try. Whoever asks
 * again gets a copy of that folder: the same sovereign with the same keys.
 */
export async function foundOnce({ folder, ...options }: CreateSovereignOptions): Promise<void> {
  // tools/run-folder.ts makes it and removes it; without one there is nobody to share with.
  const { TALLY_TEST_RUN: run } = process.env;
  if (run === undefined) {
    await createSovereign({ folder, ...options });
    return;
  }
  const name = createHash('sha256').update(JSON.stringify(options)).digest('hex');
  const kept = join(run, `founded-${name}`);
  if (!existsSync(kept)) {
    const made = await mkdtemp(join(run, 'founding-'));
    await createSovereign({ folder: made, ...options });
    // Another process may have been faster: then there is that one.
    await rename(made, kept).catch(() => rm(made, { recursive: true }));
  }
  await cp(kept, folder, { recursive: true });
}
