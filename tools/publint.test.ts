import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const folders = globSync(['packages/*', 'apps/*'], { cwd: ROOT }).filter((folder) =>
  existsSync(join(ROOT, folder, 'package.json')),
);

describe('what each package.json promises', () => {
  it('examines every package', () => {
    expect(folders.length).toBeGreaterThanOrEqual(6);
  });

  it.each(folders)('%s exports only what is there', async (folder) => {
    const pkgDir = join(ROOT, folder);
    const { messages } = await publint({ pkgDir, pack: false, level: 'warning' });
    expect(messages).toEqual([]);
  });
});
