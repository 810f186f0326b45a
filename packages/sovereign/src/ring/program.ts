import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The ring's own program. */
export const RING_PROGRAM: URL = new URL('inside/ring-process.ts', import.meta.url);

const PACKAGES = ['@tallystick/protocol', '@tallystick/rules'];

/**
 * What Node is told before the program: nothing is allowed but to read these files and folders; and, until the program has
 * been loaded, to keep what Node made of its text in `compiled` (null: nowhere).
 */
export function ringFlags(files: readonly string[], compiled: string | null): string[] {
  const here = fileURLToPath(import.meta.url);
  const require = createRequire(here);
  const own = packageOf(here);
  const packages = PACKAGES.map((name) => packageOf(require.resolve(name)));
  const grants = [own, ...packages, ...dependencyFolders(own)].map((folder) => join(folder, '*'));
  return [
    '--permission',
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    ...[...grants, ...files].map((path) => `--allow-fs-read=${path}`),
    ...(compiled === null ? [] : keeping(join(compiled, '*'))),
  ];
}

function keeping(files: string): string[] {
  return [`--allow-fs-read=${files}`, `--allow-fs-write=${files}`];
}

/** The folder of the package that a file belongs to. */
function packageOf(file: string): string {
  let folder = dirname(file);
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** Where Node looks for what the packages depend on. */
function dependencyFolders(from: string): string[] {
  const folders: string[] = [];
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules');
    if (existsSync(folder)) folders.push(folder);
    if (dirname(at) === at) return folders;
  }
}
