import { decodeStructured } from '@tallystick/protocol';
import {
  type List,
  type Module,
  type RulebookSource,
  nameOf,
  parseConstant,
  print,
} from '@tallystick/rules';
import type { ProvenContent } from './proven-content.ts';

/** What a version of a text goes by: `DE-15`. */
export function versionName(tree: Module | List): string {
  return `${tree.kind === 'list' ? tree.name : nameOf(tree.owner)}-${tree.version}`;
}

/**
 * The first part of a rulebook that no proposal proves, by name; undefined where there is none. A text
 * may be in force for a part of the time that was proposed, and is the proposed one to the letter.
 */
export function unprovenPart(
  source: RulebookSource,
  proven: readonly ProvenContent[],
): string | undefined {
  const texts = new Map<string, ProvenContent>();
  const settings = new Set<string>();
  for (const one of proven) {
    if (one.matter.kind === 'settings') {
      const decoded = decodeStructured('settings', one.content);
      for (const { module, parameter, value } of decoded.ok ? decoded.value : []) {
        const constant = parseConstant(value);
        if (constant !== undefined) settings.add(keyOf({ module, parameter, value: constant }));
      }
    } else texts.set(new TextDecoder().decode(one.content), one);
  }
  for (const tree of [...source.modules, ...source.lists]) {
    if (!isProposed(tree, texts)) return versionName(tree);
  }
  const unset = source.settings.find((one) => !settings.has(keyOf(one)));
  return unset && `${unset.module} ${unset.parameter}`;
}

function isProposed(tree: Module | List, texts: ReadonlyMap<string, ProvenContent>): boolean {
  const { force } = tree;
  for (const [text, { from, until }] of texts) {
    const undated = { kind: 'force', from, until } as const;
    if (print({ ...tree, force: undated }) !== text) continue;
    const end = force.until ?? Number.POSITIVE_INFINITY;
    if (force.from >= from && end <= (until ?? Number.POSITIVE_INFINITY)) return true;
  }
  return false;
}

function keyOf(
  setting: Pick<RulebookSource['settings'][number], 'module' | 'parameter' | 'value'>,
) {
  const { module, parameter, value } = setting;
  const amount = value.kind === 'figure' ? value.value : `${value.units} ${value.decimals}`;
  return `${module} ${parameter} ${value.kind} ${amount}`;
}
