/** What can be wrong with a text, one code for each kind; docs/authors/rule-language.md explains them. */
export const MISTAKE_CODES = [
  'too-large',
  'too-deep',
  'syntax',
  'unknown-word',
  'name',
  'text',
  'number',
  'date',
  'operator',
  'missing-currency',
  'mixed-and-or',
  'dates-order',
  'bounds',
  'too-many',
  'unknown-country',
  'unknown-currency',
  'decimals',
  'types',
  'two-currencies',
  'window',
  'tier',
  'action',
  'rule-name',
  'duplicate',
  'unknown-rule',
  'unknown-list',
  'list-kind',
  'unknown-parameter',
  'purpose',
  'treaty',
  'confidential',
  'own-word',
  'example',
  'example-fails',
  'setting',
] as const;

export type MistakeCode = (typeof MISTAKE_CODES)[number];

/** Where in the text: UTF-16 offsets, the end not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What somebody who wrote a rule has to change. */
export interface Mistake extends Span {
  readonly code: MistakeCode;
  /** A sentence for a person. */
  readonly message: string;
  /** What to write there instead, where that can be guessed. */
  readonly correction: string | null;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** The line that it is on, at most 120 characters of it. */
  readonly excerpt: string;
}

/** A text with more mistakes than this is not looked at any further. */
export const MAX_MISTAKES = 100;
const MAX_EXCERPT = 120;

/** Gathers the mistakes of one text. */
export interface Mistakes {
  readonly list: readonly Mistake[];
  /** Whether there are as many as are told: whoever looks for more can stop. */
  readonly isFull: boolean;
  add(code: MistakeCode, span: Span, message: string, correction?: string | null): void;
}

export function collectMistakes(text: string): Mistakes {
  const list: Mistake[] = [];
  return {
    list,
    get isFull() {
      return list.length >= MAX_MISTAKES;
    },
    add(code, span, message, correction = null) {
      if (list.length >= MAX_MISTAKES) return;
      list.push({ code, message, correction, ...span, ...placeOf(text, span.from) });
    },
  };
}

function placeOf(text: string, at: number): { line: number; column: number; excerpt: string } {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const next = text.indexOf('\n', start);
  const end = Math.min(next < 0 ? text.length : next, start + MAX_EXCERPT);
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < start; i = text.indexOf('\n', i + 1)) line += 1;
  return { line, column: at - start + 1, excerpt: text.slice(start, end).trimEnd() };
}
