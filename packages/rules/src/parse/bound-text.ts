import type { Mistakes } from '../mistake/mistake.ts';

/** The text of some 10,000 rules. */
export const MAX_TEXT: number = 2 ** 21;
/** Brackets inside of brackets. */
export const MAX_DEPTH = 8;
/** Nobody writes a longer word. */
const MAX_WORD = 4096;
/** Words and signs, 24 in a usual rule: to repair a text that is none costs 5 µs for each of them. */
const MAX_WORDS = 200_000;

/**
 * What has a text look other than it is read: it turns the direction of what stands around it, or ends a line for the eye alone.
 * In a title or a comment it could show one rule and be another.
 */
const DECEIVING = /[\u202a-\u202e\u2066-\u2069\u2028\u2029\u0085\v\f]|\r(?!\n)/;

/**
 * Whether a text may be given to the parser at all: its size, how deep it goes, since what reads a tree calls itself for each
 * level, and that it is what people see.
 */
export function boundText(text: string, mistakes: Mistakes): boolean {
  if (text.length > MAX_TEXT) {
    mistakes.add('too-large', { from: 0, to: 0 }, `A text has at most ${MAX_TEXT} characters.`);
    return false;
  }
  const deceiving = text.search(DECEIVING);
  if (deceiving >= 0) {
    const code = text.charCodeAt(deceiving).toString(16).toUpperCase().padStart(4, '0');
    const message = `The character U+${code} has the text look other than it is read: leave it out.`;
    mistakes.add('syntax', { from: deceiving, to: deceiving + 1 }, message);
    return false;
  }
  const counted = countSigns(text);
  const at = { from: counted.at, to: Math.min(counted.at + 1, text.length) };
  if (counted.depth > MAX_DEPTH) {
    mistakes.add('too-deep', at, `Brackets stand in brackets at most ${MAX_DEPTH} deep.`);
  } else if (counted.word > MAX_WORD) {
    mistakes.add('too-large', at, 'One word is too long to be read.');
  } else if (counted.words > MAX_WORDS) {
    mistakes.add('too-large', at, `A text has at most ${MAX_WORDS} words and signs.`);
  } else {
    return true;
  }
  return false;
}

interface Counted {
  /** Where counting ended: at the end, or where a bound was passed. */
  readonly at: number;
  readonly depth: number;
  /** The length of the word there. */
  readonly word: number;
  readonly words: number;
}

function countSigns(text: string): Counted {
  let depth = 0;
  let word = 0;
  let words = 0;
  let lineEnd = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isLetter = isWordPart(code);
    if (code === QUOTE || code === HASH) {
      if (lineEnd < at) lineEnd = endOfLine(text, at);
      at = code === HASH ? lineEnd : closingQuote(text, at + 1, lineEnd);
    }
    if (code === OPEN) depth += 1;
    if (code === CLOSE) depth = Math.max(0, depth - 1);
    if (code > SPACE && (!isLetter || word === 0)) words += 1;
    word = isLetter ? word + 1 : 0;
    if (depth > MAX_DEPTH || word > MAX_WORD || words > MAX_WORDS)
      return { at, depth, word, words };
  }
  return { at: text.length, depth, word, words };
}

const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const OPEN = 0x28;
const CLOSE = 0x29;

/** ASCII letters, digits, hyphen, point and low line. */
function isWordPart(code: number): boolean {
  if (code === 0x2d || code === 0x2e || code === 0x5f) return true;
  if (code >= 0x30 && code <= 0x39) return true;
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** A string ends with its line, as a comment does. */
function closingQuote(text: string, from: number, lineEnd: number): number {
  for (let at = from; at < lineEnd; at += 1) if (text.charCodeAt(at) === QUOTE) return at;
  return lineEnd;
}
