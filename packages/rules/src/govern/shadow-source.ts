import { type Matter, decodeStructured } from '@tallystick/protocol';
import type { RulebookSource, Setting } from '../compile/source.ts';
import { parse } from '../parse/parse.ts';
import { parseConstant } from '../parse/parse-constant.ts';

/**
 * What a rulebook would be with a proposal's content in force from `at` on (ms since 1970, a whole
 * second), whatever dates it says; undefined where the content is none of that matter, is a list of
 * parties, or the matter is none of rules. It finds no mistakes: gates and compiling do.
 */
export function shadowSource(
  source: RulebookSource,
  matter: Matter,
  content: Uint8Array,
  at: number,
): RulebookSource | undefined {
  const { kind } = matter;
  if (kind === 'settings') return withSettings(source, content, at);
  const isText = kind === 'module' || kind === 'global' || kind === 'list';
  return isText ? withText(source, content, at) : undefined;
}

/** Of one name the highest number counts, and a proposal's is the highest. */
function withText(
  source: RulebookSource,
  content: Uint8Array,
  at: number,
): RulebookSource | undefined {
  const { tree } = parse(new TextDecoder().decode(content));
  if (tree === null) return undefined;
  // Who of a payment is on such a list is a fact, gathered by the lists in force.
  if (tree.kind === 'list' && tree.of === 'parties') return undefined;
  const force = { kind: 'force', from: at, until: null } as const;
  return tree.kind === 'module'
    ? { ...source, modules: [...source.modules, { ...tree, force }] }
    : { ...source, lists: [...source.lists, { ...tree, force }] };
}

function withSettings(
  source: RulebookSource,
  content: Uint8Array,
  at: number,
): RulebookSource | undefined {
  const decoded = decodeStructured('settings', content);
  if (!decoded.ok) return undefined;
  const settings: Setting[] = [];
  for (const { value, ...named } of decoded.value) {
    const constant = parseConstant(value);
    if (constant === undefined) return undefined;
    settings.push({ ...named, value: constant, from: at });
  }
  return { ...source, settings: [...source.settings, ...settings] };
}
