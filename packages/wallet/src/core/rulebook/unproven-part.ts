import { currencyId, decodeStructured, equalBytes } from '@tallystick/protocol';
import {
  type List,
  type Module,
  type OwnCurrency,
  type RulebookSource,
  nameOf,
  parseConstant,
  print,
} from '@tallystick/rules';
import type { Trust } from '../trust/constitution.ts';
import type { ProvenContent } from './proven-content.ts';

/** What a version of a text goes by: `DE-15`. */
export function versionName(tree: Module | List): string {
  return `${tree.kind === 'list' ? tree.name : nameOf(tree.owner)}-${tree.version}`;
}

/**
 * The first part of a rulebook that no proposal proves, by name; undefined where there is none. A text
 * may be in force for a part of the time that was proposed, and is the proposed one to the letter. No
 * currency of the constitution is gone, and none has other decimals: later ones were proposed.
 */
export function unprovenPart(
  source: RulebookSource,
  proven: readonly ProvenContent[],
  trust: Pick<Trust, 'sovereign' | 'currencies'>,
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
  if (unset !== undefined) return `${unset.module} ${unset.parameter}`;
  return unprovenCurrency(source.currencies, proven, trust);
}

/** The code of the first currency that is shown and not proven, or founding and not shown. */
function unprovenCurrency(
  shown: readonly OwnCurrency[],
  proven: readonly ProvenContent[],
  { sovereign, currencies }: Pick<Trust, 'sovereign' | 'currencies'>,
): string | undefined {
  const founding = foundingCurrencies(currencies);
  const later = proven.flatMap(({ matter, content }) => {
    const decoded = matter.kind === 'currencies' ? decodeStructured('currencies', content) : null;
    if (!decoded?.ok) return [];
    return decoded.value
      .filter(({ code }) => !founding.some((one) => one.code === code))
      .map(({ code, decimals }) => ({ code, decimals, id: currencyId(sovereign, code) }));
  });
  const known = [...founding, ...later];
  const other = shown.find((one) => !known.some((declared) => isSame(one, declared)));
  if (other !== undefined) return other.code;
  return founding.find((declared) => !shown.some((one) => isSame(one, declared)))?.code;
}

/** Whether a rulebook names currencies that the constitution was not founded with. */
export function hasLaterCurrencies(
  { currencies }: Pick<RulebookSource, 'currencies'>,
  trust: Pick<Trust, 'currencies'>,
): boolean {
  return currencies.length > trust.currencies.length;
}

function foundingCurrencies(currencies: Trust['currencies']): OwnCurrency[] {
  return currencies.map(({ id, declared: { code, decimals } }) => ({ id, code, decimals }));
}

function isSame(one: OwnCurrency, other: OwnCurrency): boolean {
  const { code, decimals, id } = other;
  return one.code === code && one.decimals === decimals && equalBytes(one.id, id);
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
