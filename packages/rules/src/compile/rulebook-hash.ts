import {
  bytes,
  type Codec,
  compareBytes,
  encode,
  type Hash,
  hash,
  list,
  record,
  text,
  time,
  uint,
} from '@tallystick/protocol';
import { printConstant } from '../print/print-term.ts';
import { treeHash } from '../print/tree-hash.ts';
import type { OwnCurrency, RulebookSource } from './source.ts';

interface HashedSetting {
  readonly module: string;
  readonly parameter: string;
  readonly value: string;
  readonly from: number;
}

interface Hashed {
  readonly modules: readonly Hash[];
  readonly lists: readonly Hash[];
  readonly settings: readonly HashedSetting[];
  readonly currencies: readonly OwnCurrency[];
}

/** More than any rulebook has: there is one encoding, whatever the number. */
const MANY = 0xffff_ffff;
const name = text(64);

const hashedCodec: Codec<Hashed> = record({
  modules: list(bytes(32), MANY),
  lists: list(bytes(32), MANY),
  settings: list(record({ module: name, parameter: name, value: text(100), from: time }), MANY),
  currencies: list(record({ code: name, id: bytes(32), decimals: uint(12) }), MANY),
});

/**
 * `H_rulebook([modules, lists, settings, currencies])`: texts by their hashes, each of the four in
 * one order, so that it does not matter in which they were given.
 */
export function rulebookHash(source: RulebookSource): Hash {
  const settings = source.settings.map(({ value, ...rest }) => ({
    ...rest,
    value: printConstant(value),
  }));
  const hashed: Hashed = {
    modules: source.modules.map(treeHash).sort(compareBytes),
    lists: source.lists.map(treeHash).sort(compareBytes),
    settings: settings.sort(
      (a, b) =>
        compareTexts(a.module, b.module) ||
        compareTexts(a.parameter, b.parameter) ||
        a.from - b.from ||
        compareTexts(a.value, b.value),
    ),
    currencies: [...source.currencies].sort((a, b) => compareTexts(a.code, b.code)),
  };
  return hash('rulebook', encode(hashedCodec, hashed));
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
