import type { Accepts, Item, Module, Owner, TreatyParty } from '../tree/index.ts';
import type { Piece } from './piece.ts';
import {
  every,
  Incomplete,
  namesIn,
  nth,
  optional,
  placed,
  readCount,
  readName,
  type Reading,
  required,
  textOf,
  wrong,
} from './reading.ts';
import { readExample } from './read-example.ts';
import { readForce } from './read-instant.ts';
import { readParameter } from './read-parameter.ts';
import { readException, readRule } from './read-rule.ts';
import { MAX_COUNT } from './read-term.ts';

const READERS: Readonly<Record<string, (reading: Reading, piece: Piece) => Item>> = {
  Accepts: readAccepts,
  Parameter: readParameter,
  Rule: readRule,
  Exception: readException,
  Example: readExample,
};

/** The module, with those of its items that could be read. */
export function readModule(reading: Reading, header: Piece, text: Piece): Module {
  const ownerPiece = required(header, 'Owner');
  const version = required(header, 'Version');
  const items: Item[] = [];
  for (const piece of text.children) {
    const item = readItem(reading, piece);
    if (item !== undefined) items.push(item);
  }
  const module: Module = {
    kind: 'module',
    owner: placed(reading, ownerPiece, readOwner(reading, ownerPiece)),
    version: readVersion(reading, version),
    force: readForce(reading, required(header, 'Force')),
    items,
  };
  return placed(reading, header, module, { owner: ownerPiece, version });
}

function readItem(reading: Reading, piece: Piece): Item | undefined {
  const read = READERS[piece.name];
  // What was not understood in it is told already.
  if (read === undefined || piece.broken) return undefined;
  try {
    return read(reading, piece);
  } catch (error) {
    if (!(error instanceof Incomplete)) throw error;
    wrong(
      reading,
      'syntax',
      error.span,
      'This is not complete: look at how the line before it is written, and say all of it.',
    );
    return undefined;
  }
}

export function readVersion(reading: Reading, piece: Piece): number {
  return readCount(reading, required(piece, 'Number'), MAX_COUNT);
}

function readOwner(reading: Reading, piece: Piece): Owner {
  const treaty = optional(piece, 'Treaty');
  if (treaty !== undefined) {
    const name = nth(namesIn(treaty), 0, treaty);
    const between = every(treaty, 'Party').map((party) => readTreatyParty(reading, party));
    return { kind: 'treaty', name: readName(reading, name), between };
  }
  if (namesIn(piece).length === 0) return { kind: 'global' };
  return readTreatyParty(reading, piece);
}

function readTreatyParty(reading: Reading, piece: Piece): TreatyParty {
  const code = readName(reading, nth(namesIn(piece), 0, piece));
  const isCurrency = /^currency\b/.test(textOf(reading, piece));
  return placed(reading, piece, { kind: isCurrency ? 'currency' : 'country', code });
}

function readAccepts(reading: Reading, piece: Piece): Accepts {
  const treaty = nth(namesIn(piece), 0, piece);
  const version = readVersion(reading, required(piece, 'Version'));
  const accepts: Accepts = { kind: 'accepts', treaty: readName(reading, treaty), version };
  return placed(reading, piece, accepts, { treaty });
}
