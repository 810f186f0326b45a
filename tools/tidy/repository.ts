/**
 * The repository as the house rules see it: the text of its files, by path, and nothing of the disk
 * it lies on.
 */

import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Module, readModule } from './module.ts';

export interface Manifest {
  name: string;
  exports?: Record<string, string>;
  bin?: Record<string, string>;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** A workspace: its folder ('' for the root) and its package.json. */
export interface Workspace {
  folder: string;
  manifest: Manifest;
}

export interface Repository {
  /** Every text file by its path from the root, with forward slashes. */
  files: ReadonlyMap<string, string>;
  /** Every TypeScript and JavaScript module among them. */
  modules: ReadonlyMap<string, Module>;
  workspaces: readonly Workspace[];
}

/** What a rule looked at, and what it found. A rule that examined nothing has found nothing out. */
export interface Report {
  examined: number;
  findings: string[];
}

const MODULE = /\.(ts|tsx|mjs)$/;
const TEXT = /(\.(ts|tsx|mjs|json|md|py|sh|html|css|yaml|yml|rules)|^LICENSE|^\.npmrc|^\.ci\/run)$/;
const IGNORED = new Set(['node_modules', '.git', '.cache', '.tally', 'dist', 'coverage']);
/** AssemblyScript looks like TypeScript and is another language. */
const FOREIGN = 'packages/protocol/kernel/';
const LARGEST_TEXT_BYTES = 4_000_000;

export function repositoryOf(files: ReadonlyMap<string, string>): Repository {
  const modules = new Map<string, Module>();
  const workspaces: Workspace[] = [];
  for (const [path, text] of files) {
    if (MODULE.test(path) && !path.startsWith(FOREIGN)) modules.set(path, readModule(path, text));
    const folder = /^((packages|apps)\/[^/]+\/)?package\.json$/.exec(path);
    if (folder === null) continue;
    workspaces.push({ folder: folder[1] ?? '', manifest: JSON.parse(text) as Manifest });
  }
  return { files, modules, workspaces };
}

export function readRepository(root: string): Repository {
  const files = new Map<string, string>();
  const found = globSync(['**/*', '.*', '.ci/*'], {
    cwd: root,
    exclude: (path) => path.split(/[\\/]/).some((part) => IGNORED.has(part)),
  });
  for (const entry of found) {
    const path = entry.replaceAll('\\', '/');
    if (!TEXT.test(path)) continue;
    const stats = statSync(join(root, path));
    if (stats.isFile() && stats.size <= LARGEST_TEXT_BYTES)
      files.set(path, readFileSync(join(root, path), 'utf8'));
  }
  return repositoryOf(files);
}

/**
 * Test code: it may use Node, clocks and what the root declares, and nothing that runs elsewhere
 * may import it.
 */
export function isTestCode(path: string): boolean {
  return /\.(test|acceptance)\.ts$|\/testing\//.test(path);
}

/** Tests of several packages together, and what they stand on; they may import any of them. */
export function isCrossPackageTest(path: string): boolean {
  return /\.(integration|browser|simulation)\.test\.ts$|\/testing\//.test(path);
}

/** The workspace that a file belongs to: the root, unless it is in a package or an app. */
export function workspaceOf(repository: Repository, path: string): Workspace | undefined {
  const inside = repository.workspaces.filter(({ folder }) => path.startsWith(folder));
  return inside.toSorted((a, b) => b.folder.length - a.folder.length)[0];
}
