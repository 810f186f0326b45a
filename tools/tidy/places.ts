import { posix } from 'node:path';
import type { Report, Repository } from './repository.ts';
import { exportedFiles, reach } from './resolve.ts';

const ATTICS = new Set(['utils', 'util', 'common', 'shared', 'helpers', 'helper', 'lib', 'misc']);

/** Folders and files are named after what is in them. */
export function checkNames(repository: Repository): Report {
  const findings: string[] = [];
  for (const path of repository.files.keys()) {
    const parts = path.split('/');
    const stem = parts.at(-1)?.split('.')[0] ?? '';
    const folders = parts.slice(0, -1);
    const attic = [...folders, stem].find((part) => ATTICS.has(part.toLowerCase()));
    if (attic !== undefined) findings.push(`${path} says "${attic}" and not what is in it`);
  }
  return { examined: repository.files.size, findings };
}

/** The files that something outside the repository's own imports starts. */
const STARTED = [
  /^[^/]+\.config\.ts$/,
  /\.test\.ts$/,
  /^(simulation|bench)\/main\.ts$/,
  /^(examples|conformance)\/[^/]+\.(ts|mjs)$/,
  // What an example's page starts.
  /^examples\/[^/]+\/[^/]+\.ts$/,
  /^apps\/cli\/src\/main\.ts$/,
  // What the document of the pages starts, what stays beside it, and what runs before anything is painted.
  /^apps\/web\/src\/(main\.tsx|service-worker\/service-worker\.ts)$/,
];

/** Every module is reached from an entry point, an export, an npm script or a test. */
export function checkDead(repository: Repository): Report {
  const paths = [...repository.modules.keys()].filter((path) => !path.endsWith('.d.ts'));
  const entries = new Set(exportedFiles(repository));
  for (const path of paths) {
    if (STARTED.some((pattern) => pattern.test(path))) entries.add(path);
  }
  for (const { folder, manifest } of repository.workspaces) {
    for (const target of Object.values(manifest.exports ?? {})) {
      entries.add(posix.join(folder, target));
    }
    for (const script of Object.values(manifest.scripts ?? {})) {
      for (const word of script.split(/\s+/)) entries.add(posix.join(folder, word));
    }
  }
  const reached = reach(repository, entries, { mentions: true });
  const dead = paths.filter((path) => !reached.has(path));
  const findings = dead.map((path) => `${path} is reached by nothing`);
  return { examined: paths.length, findings };
}

const LONGEST_FILE = 400;

/**
 * Files stay under 400 lines. `allowed` holds the exceptions with their exact length: it follows a
 * file down, and a file that has grown, or no longer needs its exception, is a finding.
 */
export function checkSizes(
  repository: Repository,
  allowed: Readonly<Record<string, number>>,
): Report {
  const findings: string[] = [];
  for (const path of repository.modules.keys()) {
    const lines = (repository.files.get(path) ?? '').trimEnd().split('\n').length;
    const limit = allowed[path];
    if (limit === undefined) {
      if (lines > LONGEST_FILE) findings.push(`${path} has ${lines} lines; split it`);
    } else if (lines > limit) {
      findings.push(`${path} grew from ${limit} to ${lines} lines; split it`);
    } else if (lines <= LONGEST_FILE) {
      findings.push(`${path} has ${lines} lines; take it out of tools/sizes.json`);
    } else if (lines < limit) {
      findings.push(`${path} has ${lines} lines; lower its ${limit} in tools/sizes.json`);
    }
  }
  for (const path of Object.keys(allowed)) {
    if (!repository.modules.has(path)) findings.push(`tools/sizes.json: ${path} is gone`);
  }
  return { examined: repository.modules.size, findings };
}
