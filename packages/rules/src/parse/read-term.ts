import type { Constant, Sum, Term, Window } from '../tree/index.ts';
import { nearest } from '../mistake/nearest.ts';
import type { Piece } from './piece.ts';
import {
  Incomplete,
  clip,
  every,
  nth,
  namesIn,
  optional,
  placed,
  readCount,
  readDecimal,
  readName,
  type Reading,
  required,
  textOf,
  wrong,
} from './reading.ts';

/** The most that any count in a text can be; what each may be is checked later. */
export const MAX_COUNT = 999_999;

export function readSum(reading: Reading, piece: Piece): Sum {
  const terms = piece.children
    .filter(({ name }) => name !== '+' && name !== 'Comment')
    .map((term) => readTerm(reading, term));
  return placed(reading, piece, { kind: 'sum', terms });
}

function readTerm(reading: Reading, piece: Piece): Term {
  if (piece.name === 'Constant') return readConstant(reading, piece);
  return placed(reading, piece, termOf(reading, piece));
}

function termOf(reading: Reading, piece: Piece): Term {
  switch (piece.name) {
    case 'Amount':
      return { kind: 'amount' };
    case 'Sent':
      return { kind: 'sent', window: readWindow(reading, required(piece, 'Window')) };
    case 'Payments':
      return { kind: 'payments', window: readWindow(reading, required(piece, 'Window')) };
    case 'Payees':
      return { kind: 'payees', window: readWindow(reading, required(piece, 'Window')) };
    case 'Tier':
      return { kind: 'tier', of: readParty(piece) };
    case 'Indicator':
      return { kind: 'indicator', name: readName(reading, nth(namesIn(piece), 0, piece)) };
    case 'Reference':
      return readReference(reading, nth(namesIn(piece), 0, piece));
    default:
      throw new Incomplete(piece);
  }
}

const TERM_WORDS = ['amount', 'sent', 'payments', 'payees', 'sender', 'receiver', 'indicator'];

/** A word in small letters is no parameter: it is a slip of the pen. */
function readReference(reading: Reading, piece: Piece): Term {
  if (piece.name !== 'Word') return { kind: 'reference', name: readName(reading, piece) };
  const written = textOf(reading, piece);
  const message = `"${clip(written)}" is no word of the language. Parameters are written in capitals.`;
  wrong(reading, 'unknown-word', piece, message, nearest(written, TERM_WORDS));
  // Whatever was meant: nothing else is wrong because of it.
  return { kind: 'amount' };
}

/** Money where a currency follows the number, a figure otherwise. */
export function readConstant(reading: Reading, piece: Piece): Constant {
  const number = required(piece, 'Number');
  const { units, decimals } = readDecimal(reading, number);
  const currency = optional(piece, 'Name', 'Word');
  if (currency !== undefined) {
    const money: Constant = {
      kind: 'money',
      units,
      decimals,
      currency: readName(reading, currency),
    };
    return placed(reading, piece, money, { currency });
  }
  if (decimals > 0) {
    const written = textOf(reading, number);
    const message = `${written} has decimals, so it is money: write its currency.`;
    wrong(reading, 'missing-currency', number, message, `${written} EUR`);
  }
  return placed(reading, piece, { kind: 'figure', value: units });
}

export function readWindow(reading: Reading, piece: Piece): Window {
  const count = readCount(reading, required(piece, 'Number'), MAX_COUNT);
  const unit = optional(piece, 'Days') === undefined ? 'hours' : 'days';
  return placed(reading, piece, { kind: 'window', count, unit });
}

export function readParty(piece: Piece): 'sender' | 'receiver' {
  return required(piece, 'Sender', 'Receiver').name === 'Sender' ? 'sender' : 'receiver';
}

/** The constants that stand directly in a piece. */
export function readConstants(reading: Reading, piece: Piece): Constant[] {
  return every(piece, 'Constant').map((constant) => readConstant(reading, constant));
}
