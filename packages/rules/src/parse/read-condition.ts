import { nearest } from '../mistake/nearest.ts';
import {
  type Choice,
  COMPARISONS,
  type Comparison,
  type Condition,
  type Flag,
  type FlagName,
  type Subject,
  type Within,
} from '../tree/index.ts';
import type { Piece } from './piece.ts';
import {
  Incomplete,
  clip,
  every,
  namesIn,
  nth,
  optional,
  placed,
  readName,
  readNames,
  readQuoted,
  type Reading,
  required,
  textOf,
  wrong,
} from './reading.ts';
import { readSum } from './read-term.ts';

const CONDITIONS = ['Or', 'And', 'Not', 'Group', 'Compare', 'Within', 'Flag', 'Document'];

/** The condition that a piece holds. */
export function readConditionIn(reading: Reading, piece: Piece): Condition {
  return readCondition(reading, required(piece, ...CONDITIONS));
}

function readCondition(reading: Reading, piece: Piece): Condition {
  // Brackets group and are no node of their own: printing puts them where they are needed.
  if (piece.name === 'Group') return readConditionIn(reading, piece);
  return placed(reading, piece, conditionOf(reading, piece));
}

function conditionOf(reading: Reading, piece: Piece): Condition {
  switch (piece.name) {
    case 'Or':
      refuseMixed(reading, piece);
      return { kind: 'or', operands: operandsOf(reading, piece) };
    case 'And':
      return { kind: 'and', operands: operandsOf(reading, piece) };
    case 'Not':
      return { kind: 'not', operand: readConditionIn(reading, piece) };
    case 'Compare':
      return readCompare(reading, piece);
    case 'Within':
      return readWithin(reading, piece);
    case 'Flag':
      return readFlag(reading, piece);
    case 'Document':
      return { kind: 'document', name: readQuoted(reading, required(piece, 'String')) };
    default:
      throw new Incomplete(piece);
  }
}

function operandsOf(reading: Reading, piece: Piece): Condition[] {
  return every(piece, ...CONDITIONS).map((operand) => readCondition(reading, operand));
}

/** Nobody should have to know which of the two binds more strongly. */
function refuseMixed(reading: Reading, piece: Piece): void {
  const and = optional(piece, 'And');
  if (and === undefined) return;
  const message = '"and" and "or" stand side by side: put brackets around what belongs together.';
  wrong(reading, 'mixed-and-or', and, message, `(${textOf(reading, and)})`);
}

function readCompare(reading: Reading, piece: Piece): Condition {
  const sums = every(piece, 'Sum');
  const operator = required(piece, 'Operator');
  const left = readSum(reading, nth(sums, 0, piece));
  const comparison = readComparison(reading, operator);
  const right = readSum(reading, nth(sums, 1, piece));
  return placed(reading, piece, { kind: 'compare', left, comparison, right }, { operator });
}

const CORRECTIONS: Readonly<Record<string, Comparison>> = {
  '==': '=',
  '=<': '<=',
  '=>': '>=',
  '<>': '!=',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
};

function readComparison(reading: Reading, piece: Piece): Comparison {
  const written = textOf(reading, piece);
  const known = COMPARISONS.find((comparison) => comparison === written);
  if (known !== undefined) return known;
  const correction = CORRECTIONS[written] ?? '=';
  wrong(reading, 'operator', piece, `"${written}" is written "${correction}".`, correction);
  return correction;
}

const SUBJECTS: Readonly<Record<string, Subject>> = {
  Origin: 'origin',
  Destination: 'destination',
  Currency: 'currency',
  Purpose: 'purpose',
  Sender: 'sender',
  Receiver: 'receiver',
};

function readWithin(reading: Reading, piece: Piece): Within {
  const subjectPiece = required(piece, ...Object.keys(SUBJECTS));
  const subject = SUBJECTS[subjectPiece.name] as Subject;
  const operator = optional(piece, 'Operator');
  const negated = optional(piece, 'NotIn') !== undefined;
  if (operator === undefined) {
    const choice = readChoice(reading, required(piece, 'Choice'));
    return { kind: 'within', subject, negated, choice };
  }
  const comparison = readComparison(reading, operator);
  if (comparison !== '=' && comparison !== '!=') {
    const message = `A ${subject} has no order: write "=", "!=", "in" or "not in".`;
    wrong(reading, 'operator', operator, message, '=');
  }
  const name = nth(namesIn(piece), 0, piece);
  const choice = placed(reading, name, { kind: 'one' as const, name: readName(reading, name) });
  return { kind: 'within', subject, negated: comparison === '!=', choice };
}

function readChoice(reading: Reading, piece: Piece): Choice {
  const several = optional(piece, 'Several');
  if (several === undefined) {
    const name = readName(reading, nth(namesIn(piece), 0, piece));
    return placed(reading, piece, { kind: 'list', name });
  }
  const fields = Object.fromEntries(namesIn(several).map((name, i) => [String(i), name]));
  const names = readNames(reading, several);
  return placed(reading, several, { kind: 'several', names }, fields);
}

const FLAGS: Readonly<Record<string, FlagName>> = {
  Always: 'always',
  Crossborder: 'crossborder',
  Online: 'online',
  Offline: 'offline',
  SecondFactor: 'second factor',
  FirstPayment: 'first payment to payee',
};
const FLAG_WORDS = ['always', 'crossborder', 'online', 'offline'];

export function readFlag(reading: Reading, piece: Piece): Flag {
  const flag = required(piece, 'Word', ...Object.keys(FLAGS));
  const name = FLAGS[flag.name];
  if (name !== undefined) return { kind: 'flag', name };
  const written = textOf(reading, flag);
  const message = `"${clip(written)}" is no word of the language.`;
  wrong(reading, 'unknown-word', flag, message, nearest(written, FLAG_WORDS));
  return { kind: 'flag', name: 'always' };
}
