import { posix } from 'node:path';
import { isTestCode, type Repository } from './repository.ts';

/**
 * A specifier taken apart: `@noble/hashes/sha2.js` is the package `@noble/hashes` and the entry
 * `./sha2.js`.
 */
export function splitSpecifier(specifier: string): { name: string; entry: string } {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const rest = parts.slice(length).join('/');
  return { name: parts.slice(0, length).join('/'), entry: rest === '' ? '.' : `./${rest}` };
}

/**
 * The file of this repository that an import reaches; undefined for Node's modules and for npm's.
 */
export function resolveImport(
  repository: Repository,
  from: string,
  specifier: string,
): string | undefined {
  if (specifier.startsWith('.')) {
    // What follows a question mark tells the pages' build how to load it.
    return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
  }
  const { name, entry } = splitSpecifier(specifier);
  const workspace = repository.workspaces.find(({ manifest }) => manifest.name === name);
  const target = workspace?.manifest.exports?.[entry];
  return target === undefined ? undefined : posix.join(workspace?.folder ?? '', target);
}

/** Every module that can be reached from `entries`, with the path by which it was reached first. */
export function reach(
  repository: Repository,
  entries: Iterable<string>,
  options: { mentions: boolean },
): Map<string, readonly string[]> {
  const reached = new Map<string, readonly string[]>();
  const waiting: { path: string; way: readonly string[] }[] = [];
  for (const path of entries) waiting.push({ path, way: [path] });
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, way } = next;
    const module = repository.modules.get(path);
    if (module === undefined || reached.has(path)) continue;
    reached.set(path, way);
    const targets = module.imports.map((name) => resolveImport(repository, path, name));
    if (options.mentions) {
      for (const text of module.mentions) {
        targets.push(posix.normalize(text), posix.join(posix.dirname(path), text));
      }
    }
    for (const target of targets) {
      if (target !== undefined) waiting.push({ path: target, way: [...way, target] });
    }
  }
  return reached;
}

/** The files that packages offer to others, without what is offered to tests only. */
export function exportedFiles(repository: Repository): string[] {
  const files = repository.workspaces.flatMap(({ folder, manifest }) =>
    [...Object.values(manifest.exports ?? {}), ...Object.values(manifest.bin ?? {})].map((path) =>
      posix.join(folder, path),
    ),
  );
  return files.filter((path) => !isTestCode(path));
}
