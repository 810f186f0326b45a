import { MAX_AMOUNT } from '@tallystick/protocol';
import type { MistakeCode, Mistakes, Span } from '../mistake/mistake.ts';
import type { Piece } from './piece.ts';
import type { Spans } from './spans.ts';

/** What reading one text shares. */
export interface Reading {
  readonly text: string;
  readonly mistakes: Mistakes;
  readonly spans: Spans;
}

/** Thrown inside of this folder only: a piece lacks what the grammar would have demanded. */
export class Incomplete extends Error {
  readonly span: Span;

  constructor(span: Span) {
    super('incomplete');
    this.span = span;
  }
}

/** How long a name and a quoted text may be. */
const MAX_NAME = 64;
const MAX_QUOTED = 200;

export function optional(piece: Piece, ...names: readonly string[]): Piece | undefined {
  return piece.children.find(({ name }) => names.includes(name));
}

export function required(piece: Piece, ...names: readonly string[]): Piece {
  const found = optional(piece, ...names);
  if (found === undefined) throw new Incomplete(piece);
  return found;
}

export function every(piece: Piece, ...names: readonly string[]): Piece[] {
  return piece.children.filter(({ name }) => names.includes(name));
}

export function nth(pieces: readonly Piece[], index: number, within: Piece): Piece {
  const piece = pieces[index];
  if (piece === undefined) throw new Incomplete(within);
  return piece;
}

export function textOf({ text }: Reading, { from, to }: Span): string {
  return text.slice(from, to);
}

/** Remembers where a node of the tree stands. */
export function placed<T extends object>(
  reading: Reading,
  span: Span,
  node: T,
  fields?: Readonly<Record<string, Span>>,
): T {
  reading.spans.set(node, span, fields);
  return node;
}

export function wrong(
  reading: Reading,
  code: MistakeCode,
  span: Span,
  message: string,
  correction: string | null = null,
): void {
  reading.mistakes.add(code, span, message, correction);
}

const NAME = /^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*$/;

/** A name in capitals. */
export function readName(reading: Reading, piece: Piece): string {
  const written = textOf(reading, piece);
  if (NAME.test(written) && written.length <= MAX_NAME) return written;
  const capitals = written
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const message = `"${clip(written)}" is no name: names are capitals, digits and single hyphens, at most ${MAX_NAME}.`;
  wrong(reading, 'name', piece, message, NAME.test(capitals) ? capitals.slice(0, MAX_NAME) : null);
  return capitals;
}

export function readNames(reading: Reading, piece: Piece): string[] {
  return every(piece, 'Name', 'Word').map((name) => readName(reading, name));
}

/** The names that stand directly in a piece, as pieces. */
export function namesIn(piece: Piece): Piece[] {
  return every(piece, 'Name', 'Word');
}

/** What stands between quotation marks. */
export function readQuoted(reading: Reading, piece: Piece): string {
  const quoted = textOf(reading, piece).slice(1, -1);
  // eslint-disable-next-line no-control-regex -- a text is shown to people, on one line
  const isShowable = quoted.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f]/.test(quoted);
  if (quoted.length > 0 && quoted.length <= MAX_QUOTED && isShowable) return quoted;
  const message = `What stands in quotation marks has 1 to ${MAX_QUOTED} characters that can be shown.`;
  wrong(reading, 'text', piece, message);
  return quoted;
}

const NUMBER = /^\d{1,19}(?:\.\d{1,12})?$/;

/** Digits without their point, and how many of them stand behind it. */
export function readDecimal(
  reading: Reading,
  piece: Piece,
): { readonly units: bigint; readonly decimals: number } {
  const written = textOf(reading, piece);
  const plain = written.replaceAll(/[,'_]/g, '');
  if (!NUMBER.test(plain)) {
    wrong(reading, 'number', piece, `"${clip(written)}" is too long for a number.`);
    return { units: 0n, decimals: 0 };
  }
  if (plain !== written) {
    wrong(reading, 'number', piece, 'Numbers are written without separators.', plain);
  }
  const decimals = plain.includes('.') ? plain.length - plain.indexOf('.') - 1 : 0;
  const units = BigInt(plain.replace('.', ''));
  if (units <= MAX_AMOUNT) return { units, decimals };
  wrong(reading, 'number', piece, `"${written}" is more than an amount can be: 2^63 - 1 units.`);
  return { units: 0n, decimals };
}

/** A whole number. */
export function readFigure(reading: Reading, piece: Piece): bigint {
  const { units, decimals } = readDecimal(reading, piece);
  if (decimals === 0) return units;
  const whole = textOf(reading, piece).replace(/\..*$/, '');
  wrong(reading, 'number', piece, 'This has to be a whole number.', whole);
  return 0n;
}

/** A whole number that counts something. */
export function readCount(reading: Reading, piece: Piece, max: number): number {
  const figure = readFigure(reading, piece);
  if (figure <= BigInt(max)) return Number(figure);
  wrong(reading, 'number', piece, `This can be at most ${max}.`, String(max));
  return max;
}

/** What a message repeats of a text is short. */
export function clip(written: string): string {
  return written.length <= 40 ? written : `${written.slice(0, 39)}…`;
}
