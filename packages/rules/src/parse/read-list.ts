import type { List } from '../tree/index.ts';
import type { Piece } from './piece.ts';
import {
  every,
  namesIn,
  nth,
  optional,
  placed,
  readName,
  readQuoted,
  type Reading,
  required,
} from './reading.ts';
import { readForce } from './read-instant.ts';
import { readVersion } from './read-module.ts';
import { readWindow } from './read-term.ts';

export function readList(reading: Reading, piece: Piece): List {
  const name = nth(namesIn(piece), 0, piece);
  const entries = required(piece, 'Entries');
  const version = required(piece, 'Version');
  const of =
    optional(required(piece, 'ListKind'), 'Parties') === undefined ? 'countries' : 'parties';
  const list: List = {
    kind: 'list',
    confidential: optional(piece, 'Confidential') !== undefined,
    name: readName(reading, name),
    of,
    version: readVersion(reading, version),
    force: readForce(reading, required(piece, 'Force')),
    fresh: readWindow(reading, required(piece, 'Window')),
    entries: readEntries(reading, entries),
  };
  const pieces = every(entries, 'Name', 'Word', 'String').map((entry, i) => [String(i), entry]);
  return placed(reading, piece, list, { ...Object.fromEntries(pieces), name, version, entries });
}

function readEntries(reading: Reading, piece: Piece): string[] | null {
  if (optional(piece, 'Withheld') !== undefined) return null;
  return every(piece, 'Name', 'Word', 'String').map((entry) =>
    entry.name === 'String' ? readQuoted(reading, entry) : readName(reading, entry),
  );
}
