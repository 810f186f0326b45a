/** One source file, parsed: what it imports, and a way to walk its syntax tree. */

import { parseSync } from 'oxc-parser';

/** A node of the ESTree, read without its many types. */
export interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

export interface Module {
  path: string;
  program: Node;
  /** The specifiers of every static import, re-export, dynamic import and type import, in order. */
  imports: string[];
  /**
   * Every other string that could be the path of a source file, as in `new URL('./worker.ts',
   * import.meta.url)`.
   */
  mentions: string[];
  lineOf: (node: Node) => number;
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

export function readModule(path: string, text: string): Module {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} does not parse: ${error.message}`);
  const root = program as unknown as Node;
  const imports: string[] = [];
  const mentions: string[] = [];
  walk(root, (node) => {
    if (IMPORTING.has(node.type)) {
      const source = stringOf(node['source']);
      if (source !== undefined) imports.push(source);
    } else if (node.type === 'Literal') {
      const value = stringOf(node);
      if (value !== undefined && /\.(ts|mjs)$/.test(value)) mentions.push(value);
    }
  });
  const lineOf = (node: Node): number => text.slice(0, node.start).split('\n').length;
  return { path, program: root, imports, mentions, lineOf };
}

/** Visits `node` and everything below it, parents first. */
export function walk(
  node: Node,
  visit: (node: Node, parent: Node | undefined, field: string) => void,
): void {
  const step = (at: Node, parent: Node | undefined, field: string): void => {
    visit(at, parent, field);
    for (const [name, value] of Object.entries(at)) {
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (isNode(child)) step(child, at, name);
      }
    }
  };
  step(node, undefined, '');
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function stringOf(node: unknown): string | undefined {
  if (!isNode(node) || node.type !== 'Literal') return undefined;
  return typeof node['value'] === 'string' ? node['value'] : undefined;
}

/** The name of an identifier; undefined for every other node. */
export function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? (node['name'] as string) : undefined;
}
