import type { Span } from '../mistake/mistake.ts';
import { nearest } from '../mistake/nearest.ts';
import { ERROR, type Piece } from './piece.ts';
import { clip, type Reading, textOf, wrong } from './reading.ts';

/** How each part of a text is written, for whoever got it wrong. */
const FORMS: Readonly<Record<string, string>> = {
  Text: 'a text begins with "module … version … in force from …" or with "list …", and goes on with rules, exceptions, parameters and examples',
  ModuleHeader: 'module DE version 14 in force from 2027-07-10',
  Owner: 'module DE, module currency EUR, module global, or module treaty NAME between DE and KE',
  Treaty: 'module treaty NAME between DE and KE version 1 in force from 2027-07-10',
  Force: 'in force from 2027-07-10 until 2028-07-10',
  ListHeader: 'list NAME of countries version 1 in force from 2027-07-10 fresh for 30 days: DE, KE',
  Entries: 'DE, KE; or "none"; or "withheld"',
  Accepts: 'accepts treaty NAME version 1',
  Parameter: 'parameter NAME "title" is 3000.00 EUR between 1000.00 EUR and 5000.00 EUR',
  Rule: 'rule DE-7 "title" when … then refuse, or then hold until …',
  Exception: 'exception to DE-7 "title" when … then no objection',
  Hold: 'hold until identity tier 2 and second factor and document "invoice" and waiting 24 hours',
  Example: 'example 500.00 EUR from DE to KE, sender tier 1, sent 0.00: allowed',
  Verdict: 'allowed, held or refused, and perhaps by DE-7',
  When: 'when amount >= 1000.00 EUR and crossborder',
  Compare: 'amount >= 1000.00 EUR',
  Sum: 'sent in 30 days + amount',
  Within: 'destination = KE, or destination in (KE, UG), or destination in NAME',
  Window: '24 hours, or 30 days',
};

/** Every word of the grammar. */
export const KEYWORDS: readonly string[] = (
  'module currency global treaty between and version in force from until confidential list of ' +
  'countries parties fresh for hours days withheld none accepts parameter is follows indicator ' +
  'times rule source under article when not amount sent payments payees sender receiver tier ' +
  'origin destination purpose crossborder online offline always second factor first payment to ' +
  'payee document or then refuse hold identity waiting no objection exception example documents ' +
  'rate waited on allowed held refused by'
).split(' ');

/**
 * Tells of what the parser did not understand: once for each rule or other item, and for each line
 * outside of them, since what follows a mistake is often only its consequence.
 */
export function tellSyntaxMistakes(reading: Reading, text: Piece): void {
  let last: Span | undefined;
  for (const piece of text.children) {
    if (!piece.broken) continue;
    const [found, form] = firstError(piece, 'Text');
    const isStray = piece.name === ERROR;
    const isAgain = isStray && last !== undefined && isOneLine(reading, last.to, piece.from);
    if (!isAgain) tellOne(reading, found, FORMS[form] as string);
    last = isStray ? piece : undefined;
  }
}

function isOneLine({ text }: Reading, from: number, to: number): boolean {
  return !text.slice(from, to).includes('\n');
}

/** The first piece that was not understood, and what it stands in. */
function firstError(piece: Piece, form: string): [Piece, string] {
  const here = FORMS[piece.name] === undefined ? form : piece.name;
  const broken = piece.children.find((child) => child.broken);
  return broken === undefined ? [piece, here] : firstError(broken, here);
}

function tellOne(reading: Reading, span: Span, form: string): void {
  if (span.from >= reading.text.length) {
    wrong(reading, 'syntax', span, `The text ends too early. It is written: ${form}.`);
    return;
  }
  const at = span.from === span.to ? wordAt(reading.text, span.from) : span;
  const written = textOf(reading, at);
  const quoted = clip(written.replaceAll(/\s+/g, ' '));
  const known = KEYWORDS.includes(written);
  const correction = /^[a-z]+$/i.test(written) && !known ? nearest(written, KEYWORDS) : null;
  const what = span.from === span.to ? 'Something is missing before' : 'Not understood:';
  const message = `${what} "${quoted}". It is written: ${form}.`;
  wrong(reading, correction === null ? 'syntax' : 'unknown-word', at, message, correction);
}

function wordAt(text: string, at: number): Span {
  const start = at + (/^\s*/.exec(text.slice(at, at + 200))?.[0].length ?? 0);
  const length = /^\S{1,40}/.exec(text.slice(start, start + 40))?.[0].length ?? 0;
  return { from: start, to: start + length };
}
