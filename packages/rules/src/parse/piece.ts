import type { Tree } from '@lezer/common';
import type { Span } from '../mistake/mistake.ts';

/** A node of the parser's tree. */
export interface Piece extends Span {
  readonly name: string;
  readonly children: readonly Piece[];
  /** Whether something in it was not understood. */
  readonly broken: boolean;
}

interface Growing extends Span {
  name: string;
  children: Growing[];
  broken: boolean;
}

/** How the parser calls what it did not understand. */
export const ERROR = '⚠';

/** The parser's compact tree as objects, in one walk. */
export function piecesOf(tree: Tree): Piece {
  const cursor = tree.cursor();
  const root = grow(cursor.name, cursor.from, cursor.to);
  const path: Growing[] = [root];
  if (!cursor.firstChild()) return root;
  for (;;) {
    const piece = grow(cursor.name, cursor.from, cursor.to);
    (path.at(-1) as Growing).children.push(piece);
    if (piece.broken) for (const above of path) above.broken = true;
    if (cursor.firstChild()) {
      path.push(piece);
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent() || path.length === 1) return root;
      path.pop();
    }
  }
}

function grow(name: string, from: number, to: number): Growing {
  return { name, from, to, children: [], broken: name === ERROR };
}
