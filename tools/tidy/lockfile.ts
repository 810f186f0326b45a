import { posix } from 'node:path';
import type { Report, Repository } from './repository.ts';

interface Entry {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
}

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/**
 * The lockfile names exact versions with their hashes and no registry; it holds every optional
 * dependency that is named in it, for every platform; and nothing in it wants to run a script when
 * it is installed.
 */
export function checkLockfile(repository: Repository): Report {
  const text = repository.files.get('package-lock.json');
  if (text === undefined) return { examined: 0, findings: ['there is no package-lock.json'] };
  const { packages } = JSON.parse(text) as { packages: Record<string, Entry> };
  const findings: string[] = [];
  for (const [path, entry] of Object.entries(packages)) {
    if (/^[a-z+]+:\/\//.test(entry.resolved ?? '')) findings.push(`${path} names a registry`);
    if (entry.hasInstallScript === true) findings.push(`${path} has an install script`);
    if (path.includes('node_modules/') && entry.link !== true && entry.integrity === undefined) {
      findings.push(`${path} has no hash`);
    }
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!isLocked(packages, path, name)) findings.push(`${path} wants ${name}, which is missing`);
    }
  }
  if (/https?:\/\/[^"]*registry/.test(text)) findings.push('package-lock.json names a registry');
  return { examined: Object.keys(packages).length, findings };
}

/**
 * Whether `name` is found from `path` as Node finds it: in its own node_modules, or in one further
 * out.
 */
function isLocked(packages: Record<string, Entry>, path: string, name: string): boolean {
  for (let at = path; ;) {
    if (packages[posix.join(at, 'node_modules', name)] !== undefined) return true;
    if (at === '') return false;
    const outer = at.lastIndexOf('/node_modules/');
    at = outer === -1 ? '' : at.slice(0, outer);
  }
}

/** Every package.json names exact versions. */
export function checkVersions(repository: Repository): Report {
  const findings: string[] = [];
  let examined = 0;
  for (const { folder, manifest } of repository.workspaces) {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
    for (const [name, version] of Object.entries(all)) {
      examined += 1;
      if (!EXACT.test(version)) findings.push(`${folder}package.json: ${name} is ${version}`);
    }
  }
  return { examined, findings };
}
