import { RULE_NAME } from './codecs.ts';
import type { Matter, Scope } from './types.ts';

/** Scopes that are one word; a module and a list without a name are any of them. */
const WORDS: Readonly<Record<string, Scope>> = {
  modules: { kind: 'module', owner: null },
  global: { kind: 'global' },
  lists: { kind: 'list', name: null },
  settings: { kind: 'settings' },
  suites: { kind: 'suites' },
  currencies: { kind: 'currencies' },
  cosigners: { kind: 'cosigners' },
  peers: { kind: 'peers' },
  vendors: { kind: 'vendors' },
  governance: { kind: 'governance' },
};

/** Every word that is a scope by itself, in the order of the matters' numbers. */
export const SCOPE_WORDS: readonly string[] = Object.keys(WORDS);

/** A scope as people write it: `modules`, `module DE`, `global`, `list OFAC`, … */
export function formatScope(scope: Scope): string {
  if (scope.kind === 'module') return scope.owner === null ? 'modules' : `module ${scope.owner}`;
  if (scope.kind === 'list') return scope.name === null ? 'lists' : `list ${scope.name}`;
  return scope.kind;
}

/** The scope that a text names; undefined when it names none. Inverse of {@link formatScope}. */
export function parseScope(text: string): Scope | undefined {
  if (Object.hasOwn(WORDS, text)) return WORDS[text];
  const [, kind, name] = /^(module|list) ([A-Z0-9-]{1,64})$/.exec(text) ?? [];
  if (name === undefined || !RULE_NAME.test(name)) return undefined;
  if (kind === 'list') return { kind, name };
  // What is everybody's has a matter of its own.
  return name === 'GLOBAL' ? undefined : { kind: 'module', owner: name };
}

/** The matter that a text names; undefined when it names none, or any module or list. */
export function parseMatter(text: string): Matter | undefined {
  const scope = parseScope(text);
  if (scope === undefined) return undefined;
  if (scope.kind === 'module') {
    return scope.owner === null ? undefined : { kind: 'module', owner: scope.owner };
  }
  if (scope.kind !== 'list') return scope;
  return scope.name === null ? undefined : { kind: 'list', name: scope.name };
}
