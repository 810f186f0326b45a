import { type Module, type Node, nameOf, walk } from './module.ts';
import type { Report, Repository } from './repository.ts';
import { resolveImport } from './resolve.ts';

const ENTRY = 'packages/sovereign/src/ring/inside/ring-process.ts';
/** The one file that reads files, before the right to do so is given up. */
const READER = 'packages/sovereign/src/ring/inside/open-secrets.ts';

/**
 * What the ring may have of Node. Not `node:sqlite`, which the permission model does not hold back
 * (it read and wrote files without any grant); nothing that opens a connection, a file, a thread or
 * a process either, although Node would deny it.
 */
const ALLOWED = new Set(['node:crypto', 'node:path', 'node:process', 'node:buffer']);
/** What protocol and rules need from npm; all of it computes, and nothing else. */
const PACKAGES = /^(?:@noble\/|@scure\/base|@lezer\/|hash-wasm|@tallystick\/(?:protocol|rules))/;

/** The ring's program, with everything that it can load, has no way out but its standard streams. */
export function checkRing(repository: Repository): Report {
  const findings: string[] = [];
  let examined = 0;
  const waiting = [ENTRY];
  const seen = new Set(waiting);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const module = repository.modules.get(path);
    if (module === undefined) continue;
    examined += 1;
    for (const specifier of loaded(module)) {
      if (!isAllowed(path, specifier)) findings.push(`${path} imports ${specifier}`);
      const target = resolveImport(repository, path, specifier);
      if (target === undefined || seen.has(target)) continue;
      seen.add(target);
      waiting.push(target);
    }
    findings.push(...lateLoads(module));
  }
  return { examined, findings };
}

function isAllowed(path: string, specifier: string): boolean {
  if (specifier.startsWith('.')) return true;
  if (specifier === 'node:fs') return path === READER;
  // It keeps what was compiled; what else there is to load with is found by its name.
  if (specifier === 'node:module') return path === ENTRY;
  return ALLOWED.has(specifier) || PACKAGES.test(specifier);
}

/** The specifiers of imports that are more than types. */
function loaded({ program }: Module): string[] {
  const found: string[] = [];
  walk(program, (node) => {
    if (!/^(?:Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) return;
    const source = (node['source'] as { value?: unknown } | null)?.value;
    const isType = node['importKind'] === 'type' || node['exportKind'] === 'type';
    if (typeof source === 'string' && !isType) found.push(source);
  });
  return found;
}

const LATE = new Set([
  'require',
  'createRequire',
  'register',
  'registerHooks',
  'syncBuiltinESMExports',
]);
const LATE_OF_PROCESS = new Set(['getBuiltinModule', 'binding', '_linkedBinding', 'dlopen']);

/** Ways to load something that no import names. */
function lateLoads(module: Module): string[] {
  const findings: string[] = [];
  walk(module.program, (node: Node) => {
    const name = lateLoad(node);
    if (name !== undefined) findings.push(`${module.path}:${module.lineOf(node)} uses ${name}`);
  });
  return findings;
}

function lateLoad(node: Node): string | undefined {
  if (node.type === 'ImportExpression') return 'import()';
  if (node.type === 'MemberExpression' && nameOf(node['object']) === 'process') {
    const property = nameOf(node['property']);
    const isNamed = node['computed'] !== true && property !== undefined;
    return isNamed && !LATE_OF_PROCESS.has(property) ? undefined : `process.${property ?? '[…]'}`;
  }
  const name = nameOf(node);
  return name !== undefined && LATE.has(name) ? name : undefined;
}
