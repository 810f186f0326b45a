import {
  bytes,
  type Codec,
  decode,
  encode,
  list,
  record,
  text,
  time,
  uint,
} from '@tallystick/protocol';
import { parse } from '../parse/parse.ts';
import { parseConstant } from '../parse/parse-constant.ts';
import { print } from '../print/print.ts';
import { printConstant } from '../print/print-term.ts';
import type { List, Module } from '../tree/index.ts';
import type { OwnCurrency, RulebookSource } from './source.ts';

/** A rulebook's texts together, wherever they are sent or kept: some eight of the largest modules. */
export const MAX_SOURCE_BYTES: number = 16 * 1024 * 1024;
const MAX_TEXTS = 65_536;
const MAX_CURRENCIES = 4096;

interface Written {
  readonly modules: readonly string[];
  readonly lists: readonly string[];
  readonly settings: readonly {
    readonly module: string;
    readonly parameter: string;
    readonly value: string;
    readonly from: number;
  }[];
  readonly currencies: readonly OwnCurrency[];
}

const name = text(64);
const texts = list(text(MAX_SOURCE_BYTES), MAX_TEXTS);
const writtenCodec: Codec<Written> = record({
  modules: texts,
  lists: texts,
  settings: list(
    record({ module: name, parameter: name, value: text(100), from: time }),
    MAX_TEXTS,
  ),
  currencies: list(record({ code: name, id: bytes(32), decimals: uint(12) }), MAX_CURRENCIES),
});

/** A source in canonical bytes: `[modules, lists, settings, currencies]`, each text as it is printed. */
export function encodeSource({ modules, lists, settings, currencies }: RulebookSource): Uint8Array {
  return encode(writtenCodec, {
    modules: modules.map(print),
    lists: lists.map(print),
    settings: settings.map(({ value, ...rest }) => ({ ...rest, value: printConstant(value) })),
    currencies,
  });
}

/**
 * The source in bytes, to be compiled: what its trees mean is not looked at. Undefined where the
 * bytes are no source, or a text is not as it would be printed.
 */
export function decodeSource(encoded: Uint8Array): RulebookSource | undefined {
  const decoded = decode(writtenCodec, encoded, MAX_SOURCE_BYTES);
  if (!decoded.ok) return undefined;
  const { currencies, ...written } = decoded.value;
  const modules: Module[] = [];
  const lists: List[] = [];
  for (const one of [...written.modules, ...written.lists]) {
    const { tree, mistakes } = parse(one);
    if (tree === null || mistakes.list.length > 0 || print(tree) !== one) return undefined;
    if (tree.kind === 'module') modules.push(tree);
    else lists.push(tree);
  }
  if (modules.length !== written.modules.length) return undefined;
  const settings: RulebookSource['settings'][number][] = [];
  for (const { value, ...rest } of written.settings) {
    const constant = parseConstant(value);
    if (constant === undefined) return undefined;
    settings.push({ ...rest, value: constant });
  }
  return {
    modules,
    lists,
    settings,
    currencies: currencies.map(({ id, ...rest }) => ({ ...rest, id: id.slice() })),
  };
}
