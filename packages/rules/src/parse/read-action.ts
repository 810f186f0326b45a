import type { Action, Requirement } from '../tree/index.ts';
import type { Piece } from './piece.ts';
import {
  Incomplete,
  every,
  optional,
  placed,
  readCount,
  readQuoted,
  type Reading,
  required,
} from './reading.ts';
import { MAX_COUNT, readWindow } from './read-term.ts';

const NEEDS = ['NeedsTier', 'NeedsSecondFactor', 'NeedsDocument', 'NeedsWaiting'];

/** The action that a piece holds. */
export function readActionIn(reading: Reading, piece: Piece): Action {
  const found = required(piece, 'Refuse', 'Hold', 'NoObjection');
  return placed(reading, found, actionOf(reading, found));
}

function actionOf(reading: Reading, piece: Piece): Action {
  if (piece.name === 'Refuse') return { kind: 'refuse' };
  if (piece.name === 'NoObjection') return { kind: 'no-objection' };
  const until = every(piece, ...NEEDS).map((need) =>
    placed(reading, need, requirementOf(reading, need)),
  );
  return { kind: 'hold', until };
}

function requirementOf(reading: Reading, piece: Piece): Requirement {
  switch (piece.name) {
    case 'NeedsTier': {
      const of = optional(piece, 'Identity') === undefined ? 'receiver' : 'sender';
      const tier = readCount(reading, required(piece, 'Number'), MAX_COUNT);
      return { kind: 'needs-tier', of, tier };
    }
    case 'NeedsSecondFactor':
      return { kind: 'needs-second-factor' };
    case 'NeedsDocument':
      return { kind: 'needs-document', name: readQuoted(reading, required(piece, 'String')) };
    case 'NeedsWaiting':
      return { kind: 'needs-waiting', window: readWindow(reading, required(piece, 'Window')) };
    default:
      throw new Incomplete(piece);
  }
}
