import { isNode, type Module, nameOf, type Node, walk } from './module.ts';
import type { Report, Repository } from './repository.ts';

const TESTS = new Set(['it', 'test']);
const SUITES = new Set(['describe', 'suite']);
const UNFINISHED = new Set(['skip', 'only', 'todo', 'fails']);
const SHORTHANDS = new Set(['xit', 'fit', 'xtest', 'xdescribe', 'fdescribe']);
/**
 * `expect`, `assert`, `fc.assert`, and a function of one's own that says by its name that it
 * asserts.
 */
const ASSERTING = /^(expect|assert)/;

/** Every test asserts something, and none is left out. */
export function checkTests(repository: Repository): Report {
  const findings: string[] = [];
  let examined = 0;
  for (const module of repository.modules.values()) {
    if (!/\.(test|acceptance)\.ts$/.test(module.path)) continue;
    const asserting = assertingFunctions(module);
    walk(module.program, (node) => {
      const place = (): string => `${module.path}:${module.lineOf(node)}`;
      const left = unfinished(node);
      if (left !== undefined) findings.push(`${place()} leaves a test out: ${left}`);
      const body = testBody(node);
      if (body === undefined) return;
      examined += 1;
      if (!asserts(body, asserting)) findings.push(`${place()} has a test without an assertion`);
    });
  }
  return { examined, findings };
}

/** The first name of a chain of members and calls: `it` of `it.each([1])('x', f)`. */
function baseName(node: unknown): string | undefined {
  let at = node;
  while (isNode(at)) {
    if (at.type === 'MemberExpression') at = at['object'];
    else if (at.type === 'CallExpression') at = at['callee'];
    else if (at.type === 'TaggedTemplateExpression') at = at['tag'];
    else return nameOf(at);
  }
  return undefined;
}

/** The callback of a call that declares a test; undefined for everything else. */
function testBody(node: Node): Node | undefined {
  if (node.type !== 'CallExpression' || !TESTS.has(baseName(node['callee']) ?? ''))
    return undefined;
  const callbacks = (node['arguments'] as Node[]).filter(isFunction);
  const titled = (node['arguments'] as Node[]).length > 1;
  return titled ? callbacks[0] : undefined;
}

function isFunction(node: Node): boolean {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
}

function unfinished(node: Node): string | undefined {
  const name = nameOf(node);
  if (name !== undefined) return SHORTHANDS.has(name) ? name : undefined;
  if (node.type !== 'MemberExpression') return undefined;
  const base = baseName(node) ?? '';
  const property = nameOf(node['property']) ?? '';
  if (!TESTS.has(base) && !SUITES.has(base)) return undefined;
  return UNFINISHED.has(property) ? `${base}.${property}` : undefined;
}

/** The names of this file's own functions that assert, directly or through one another. */
function assertingFunctions(module: Module): Set<string> {
  const bodies = new Map<string, Node>();
  walk(module.program, (node) => {
    if (node.type !== 'FunctionDeclaration' && node.type !== 'VariableDeclarator') return;
    const name = nameOf(node['id']);
    const body = node.type === 'VariableDeclarator' ? node['init'] : node['body'];
    if (name === undefined || !isNode(body)) return;
    if (node.type === 'FunctionDeclaration' || isFunction(body)) bodies.set(name, body);
  });
  const asserting = new Set<string>();
  for (let before = -1; before !== asserting.size;) {
    before = asserting.size;
    for (const [name, body] of bodies) {
      if (asserts(body, asserting)) asserting.add(name);
    }
  }
  return asserting;
}

function asserts(body: Node, asserting: ReadonlySet<string>): boolean {
  let found = false;
  walk(body, (node) => {
    if (found || node.type !== 'CallExpression') return;
    const callee = node['callee'] as Node;
    const name = callee.type === 'MemberExpression' ? nameOf(callee['property']) : nameOf(callee);
    found = name !== undefined && (ASSERTING.test(name) || asserting.has(name));
  });
  return found;
}
