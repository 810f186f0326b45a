import { type Module, nameOf, type Node, walk } from './module.ts';
import { isTestCode, type Report, type Repository } from './repository.ts';
import { reach } from './resolve.ts';

/** Globals that know the time, the machine or the world outside, or that make code out of text. */
const IMPURE = new Set(
  [
    'Date performance Intl Temporal crypto process navigator location globalThis self window global',
    'setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask requestAnimationFrame',
    'fetch XMLHttpRequest WebSocket EventSource Worker localStorage indexedDB console Buffer require',
    'Atomics FinalizationRegistry WeakRef eval Function',
  ].flatMap((line) => line.split(' ')),
);

const PURE = /^packages\/(protocol|rules)\/src\//;
const NODE_CRYPTO = 'packages/protocol/src/crypto/node/';

/** Fields in which an identifier is a name of its own and not a reference to a global. */
const NAMING: Record<string, readonly string[]> = {
  MemberExpression: ['property'],
  Property: ['key'],
  MethodDefinition: ['key'],
  PropertyDefinition: ['key'],
  TSPropertySignature: ['key'],
  TSMethodSignature: ['key'],
  TSQualifiedName: ['right'],
  ImportSpecifier: ['imported'],
  ExportSpecifier: ['local', 'exported'],
};

/**
 * Fields in which an identifier is declared; a file that declares `crypto` as a parameter means its
 * own.
 */
const DECLARING: Record<string, readonly string[]> = {
  VariableDeclarator: ['id'],
  FunctionDeclaration: ['id', 'params'],
  FunctionExpression: ['id', 'params'],
  ArrowFunctionExpression: ['params'],
  TSFunctionType: ['params'],
  TSMethodSignature: ['params'],
  TSParameterProperty: ['parameter'],
  ImportSpecifier: ['local'],
  ImportDefaultSpecifier: ['local'],
  ImportNamespaceSpecifier: ['local'],
  AssignmentPattern: ['left'],
  ArrayPattern: ['elements'],
  RestElement: ['argument'],
  CatchClause: ['param'],
  ClassDeclaration: ['id'],
  TSInterfaceDeclaration: ['id'],
  TSTypeAliasDeclaration: ['id'],
};

/**
 * `protocol` and `rules` take time and randomness as parameters, and touch nothing of Node or of a
 * browser.
 */
export function checkPurity(repository: Repository): Report {
  const findings: string[] = [];
  let examined = 0;
  for (const module of repository.modules.values()) {
    const { path } = module;
    if (!PURE.test(path) || isTestCode(path) || path.endsWith('.d.ts')) continue;
    examined += 1;
    for (const specifier of module.imports) {
      if (!specifier.startsWith('node:')) continue;
      if (specifier === 'node:crypto' && path.startsWith(NODE_CRYPTO)) continue;
      findings.push(`${path} imports ${specifier}`);
    }
    if (!path.startsWith(NODE_CRYPTO)) findings.push(...impureGlobals(module));
  }
  return { examined, findings };
}

function impureGlobals(module: Module): string[] {
  const declared = new Set<string>();
  const used: { name: string; node: Node }[] = [];
  walk(module.program, (node, parent, field) => {
    if (node.type === 'ImportExpression') used.push({ name: 'import()', node });
    if (isMathRandom(node)) used.push({ name: 'Math.random', node });
    for (const own of patternNames(node)) declared.add(own);
    const name = nameOf(node);
    if (name === undefined) return;
    if (parent !== undefined && isPlace(DECLARING, parent, field)) declared.add(name);
    else if (parent === undefined || !isPlace(NAMING, parent, field)) used.push({ name, node });
  });
  return used
    .filter(({ name }) => name.includes('.') || name.includes('(') || IMPURE.has(name))
    .filter(({ name }) => !declared.has(name))
    .map(({ name, node }) => `${module.path}:${module.lineOf(node)} uses ${name}`);
}

function isPlace(places: Record<string, readonly string[]>, parent: Node, field: string): boolean {
  if (parent['computed'] === true) return false;
  return places[parent.type]?.includes(field) ?? false;
}

/**
 * The names that `{ a, b: c }` declares on the left of an assignment or as a parameter: a and c.
 */
function patternNames(node: Node): string[] {
  if (node.type !== 'ObjectPattern') return [];
  const values = (node['properties'] as Node[]).map((property) => nameOf(property['value']));
  return values.filter((name) => name !== undefined);
}

function isMathRandom(node: Node): boolean {
  if (node.type !== 'MemberExpression' || nameOf(node['object']) !== 'Math') return false;
  return nameOf(node['property']) === 'random' || node['computed'] === true;
}

/**
 * What a browser or a verifier loads reaches nothing of Node, through whatever package the way
 * leads.
 */
export function checkPortable(repository: Repository): Report {
  const entries = [
    'packages/protocol/src/index.ts',
    'packages/rules/src/index.ts',
    'packages/wallet/src/index.ts',
    'packages/wallet/src/browser.ts',
    'packages/wallet/src/log.ts',
    'packages/wallet/src/votes.ts',
    'apps/web/src/main.tsx',
  ].filter((path) => repository.modules.has(path));
  const findings: string[] = [];
  let examined = 0;
  for (const [path, way] of reach(repository, entries, { mentions: false })) {
    examined += 1;
    for (const specifier of repository.modules.get(path)?.imports ?? []) {
      if (!specifier.startsWith('node:')) continue;
      findings.push(`${way.join(' → ')} imports ${specifier}`);
    }
  }
  return { examined, findings };
}
