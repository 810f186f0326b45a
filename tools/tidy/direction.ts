import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import {
  isCrossPackageTest,
  isTestCode,
  type Report,
  type Repository,
  workspaceOf,
} from './repository.ts';
import { resolveImport, splitSpecifier } from './resolve.ts';

/**
 * Dependencies point one way: what each package may import. Programs at the root may import any of
 * them.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  protocol: [],
  rules: ['protocol'],
  ledger: ['protocol', 'rules'],
  sovereign: ['protocol', 'rules', 'ledger'],
  wallet: ['protocol', 'rules'],
  cli: ['protocol', 'rules', 'ledger', 'sovereign', 'wallet'],
  web: ['protocol', 'rules', 'wallet'],
};

const SCOPE = '@tallystick/';

/**
 * Imports follow the direction, stay inside their package, and never lead from what runs to what
 * tests it.
 */
export function checkDirection(repository: Repository): Report {
  const findings: string[] = [];
  let examined = 0;
  for (const { path, imports } of repository.modules.values()) {
    const workspace = workspaceOf(repository, path);
    if (workspace === undefined) continue;
    const own = workspace.manifest.name.replace(SCOPE, '');
    for (const specifier of imports) {
      examined += 1;
      const target = resolveImport(repository, path, specifier);
      if (specifier.startsWith('.')) {
        const source = posix.join(workspace.folder, 'src/');
        const leaves = workspace.folder !== '' && !target?.startsWith(source);
        if (leaves && path.startsWith(source) && !(isTestCode(path) && target?.endsWith('.json'))) {
          findings.push(`${path} leaves its package: ${specifier}`);
        }
      } else if (specifier.startsWith(SCOPE) && workspace.folder !== '') {
        const other = splitSpecifier(specifier).name.replace(SCOPE, '');
        const allowed = MAY_IMPORT[own]?.includes(other) ?? false;
        if (!allowed && !isCrossPackageTest(path)) {
          findings.push(`${path} imports against the direction: ${specifier}`);
        }
      }
      if (target !== undefined && workspace.folder !== '' && !isTestCode(path)) {
        if (isTestCode(target)) findings.push(`${path} imports test code: ${specifier}`);
      }
    }
  }
  return { examined, findings };
}

/**
 * A package imports only what its own package.json declares; tests may also use what the root
 * declares.
 */
export function checkDeclared(repository: Repository): Report {
  const findings: string[] = [];
  let examined = 0;
  const root = repository.workspaces.find(({ folder }) => folder === '');
  for (const { path, imports } of repository.modules.values()) {
    const workspace = workspaceOf(repository, path);
    if (workspace === undefined) continue;
    const { dependencies, devDependencies } = workspace.manifest;
    const test = isTestCode(path) || workspace.folder === '';
    const declared = new Set(Object.keys(dependencies ?? {}));
    if (test) {
      for (const name of Object.keys(devDependencies ?? {})) declared.add(name);
      for (const name of Object.keys(root?.manifest.devDependencies ?? {})) declared.add(name);
    }
    for (const specifier of imports) {
      if (specifier.startsWith('.') || specifier.startsWith('node:')) continue;
      examined += 1;
      const { name } = splitSpecifier(specifier);
      if (builtinModules.includes(specifier)) {
        findings.push(`${path} imports ${specifier}: write node:${specifier}`);
      } else if (!declared.has(name)) {
        findings.push(`${path} imports ${name}, which its package.json does not declare`);
      }
    }
  }
  return { examined, findings };
}
