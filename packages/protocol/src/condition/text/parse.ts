import type { Hash, Key } from '../../crypto/index.ts';
import {
  type Condition,
  MAX_CONDITIONS,
  MAX_CONDITION_DEPTH,
  conditionFault,
} from '../../hold/index.ts';
import { fromHex } from '../../identifier/index.ts';
import { MAX_KEYS, sameKey, thresholdFault } from '../../identity/index.ts';
import { RETURNED } from '../outcome.ts';
import { statementHash } from '../statements.ts';
import { type Glossary, NO_NAMES, WORDS, isStatementText, parseKey } from './glossary.ts';
import { parseTime } from './time.ts';
import { type Token, tokensOf } from './tokens.ts';

/** The longest text that is looked at: 32 conditions with 16 of the longest keys do not fit in a hold either. */
export const MAX_CONDITION_TEXT = 131_072;
/** Parentheses within parentheses. */
const MAX_NESTING = 4 * MAX_CONDITION_DEPTH;
const NUMBER = /^(?:0|[1-9]\d{0,15})$/;

/** `at`: where in the text the fault is. `statements`: the texts that oracles are asked for, to be kept beside the hashes. */
export type ParsedCondition =
  | { ok: true; condition: Condition; statements: readonly string[] }
  | { ok: false; at: number; reason: string };

/** Thrown in this file only; `parseCondition` turns it into its answer. */
class Unreadable extends Error {
  readonly at: number;

  constructor(reason: string, at: number) {
    super(reason);
    this.at = at;
  }
}

/** Reads the text form of a condition. Whatever the text is, it never throws. */
export function parseCondition(text: string, names: Glossary = NO_NAMES): ParsedCondition {
  if (text.length > MAX_CONDITION_TEXT) {
    return { ok: false, at: MAX_CONDITION_TEXT, reason: 'the text is too long' };
  }
  const cut = tokensOf(text);
  if (!cut.ok) return { ok: false, at: cut.at, reason: 'a character that has no place here' };
  try {
    const parser = new Parser(cut.tokens, names);
    const condition = parser.whole();
    const reason = conditionFault(condition);
    if (reason !== undefined) return { ok: false, at: 0, reason };
    return { ok: true, condition, statements: parser.statements };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ok: false, at: error.at, reason: error.message };
  }
}

/** Recursive descent; the grammar is in protocol.md, section 11. */
class Parser {
  readonly statements: string[] = [];
  readonly #tokens: readonly Token[];
  readonly #names: Glossary;
  #next = 0;
  #nesting = 0;

  constructor(tokens: readonly Token[], names: Glossary) {
    this.#tokens = tokens;
    this.#names = names;
  }

  whole(): Condition {
    const condition = this.#joined();
    if (this.#peek().kind !== 'end') this.#fail('expected the end');
    return condition;
  }

  #joined(): Condition {
    const first = this.#term();
    const joint = this.#peek().text;
    if (joint !== 'and' && joint !== 'or') return first;
    const conditions = [first];
    while (this.#takes(joint)) conditions.push(this.#term());
    if (this.#peek().text === 'and' || this.#peek().text === 'or') {
      this.#fail('put parentheses where "and" meets "or"');
    }
    if (conditions.length > MAX_CONDITIONS)
      this.#fail(`more than ${MAX_CONDITIONS} conditions in one`);
    return { kind: 'some', threshold: joint === 'and' ? conditions.length : 1, conditions };
  }

  #term(): Condition {
    if (this.#peek().text === '(' && this.#peek().kind === 'mark') {
      return this.#within(() => this.#joined());
    }
    const { kind, text } = this.#peek();
    if (kind === 'word' && NUMBER.test(text)) return this.#threshold();
    return this.#leaf();
  }

  #threshold(): Condition {
    const { at } = this.#peek();
    const threshold = this.#number();
    this.#word('of');
    const conditions = this.#within(() => {
      const list = [this.#joined()];
      while (this.#takes(';')) list.push(this.#joined());
      return list;
    });
    if (conditions.length > MAX_CONDITIONS)
      this.#fail(`more than ${MAX_CONDITIONS} conditions in one`);
    return { kind: 'some', threshold: this.#outOf(threshold, conditions.length, at), conditions };
  }

  #leaf(): Condition {
    const start = this.#peek();
    switch (start.kind === 'word' ? start.text : '') {
      case 'after':
        this.#next += 1;
        return { kind: 'after', time: this.#time() };
      case 'before':
        this.#next += 1;
        return { kind: 'before', time: this.#time() };
      case 'preimage':
        this.#next += 1;
        return { kind: 'preimage', hash: this.#hash() };
      case 'signed':
        this.#next += 1;
        return this.#signed();
      case 'oracle': {
        this.#next += 1;
        const oracle = this.#key();
        return { kind: 'attested', oracle, statement: this.#statement() };
      }
      case 'admitted':
        this.#next += 1;
        return this.#admitted();
      case 'fork':
        this.#next += 1;
        return { kind: 'fork', hold: this.#hash() };
      default:
        return this.#fail('expected a condition');
    }
  }

  #signed(): Condition {
    const { at: start } = this.#peek();
    const threshold = this.#number();
    this.#word('of');
    const keys = [this.#key()];
    while (this.#takes(',')) {
      const { at } = this.#peek();
      const key = this.#key();
      if (keys.some((other) => sameKey(other, key))) throw new Unreadable('the same key twice', at);
      if (keys.length === MAX_KEYS) throw new Unreadable(`more than ${MAX_KEYS} keys`, at);
      keys.push(key);
    }
    return { kind: 'signed', threshold: this.#outOf(threshold, keys.length, start), keys };
  }

  #admitted(): Condition {
    const hold = this.#hash();
    this.#word('at');
    const sovereign = this.#hash();
    if (this.#takes('returned')) return { kind: 'admitted', sovereign, hold, outcome: RETURNED };
    this.#word('claim');
    const { at } = this.#peek();
    const outcome = this.#number();
    if (outcome === RETURNED) throw new Unreadable('expected "returned" in place of claim 16', at);
    return { kind: 'admitted', sovereign, hold, outcome };
  }

  #outOf(threshold: number, count: number, at: number): number {
    const reason = thresholdFault(threshold, count);
    if (reason !== undefined) throw new Unreadable(reason, at);
    return threshold;
  }

  #statement(): Hash {
    const { kind, text } = this.#take();
    if (kind === 'string' && isStatementText(text)) {
      this.statements.push(text);
      return statementHash(text);
    }
    const hash = text.startsWith('#') ? fromHex(text.slice(1), 32) : undefined;
    return kind === 'word' && hash !== undefined
      ? hash
      : this.#back('expected a statement in quotation marks');
  }

  #key(): Key {
    const { kind, text } = this.#take();
    const key = kind === 'word' ? parseKey(text, this.#names) : undefined;
    return key ?? this.#back('expected a key');
  }

  #hash(): Hash {
    const { kind, text } = this.#take();
    const hash = kind === 'word' ? fromHex(text, 32) : undefined;
    return hash ?? this.#back('expected 64 hexadecimal digits');
  }

  #time(): number {
    const { kind, text } = this.#take();
    const time = kind === 'word' ? parseTime(text) : undefined;
    return time ?? this.#back('expected a time such as 2027-01-01T00:00Z');
  }

  #number(): number {
    const { kind, text } = this.#take();
    const number = kind === 'word' && NUMBER.test(text) ? Number(text) : NaN;
    return Number.isSafeInteger(number) ? number : this.#back('expected a number');
  }

  /** What stands in parentheses. */
  #within<T>(read: () => T): T {
    if (!this.#takes('(')) this.#fail('expected "("');
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) this.#fail('too many parentheses within each other');
    const value = read();
    this.#nesting -= 1;
    if (!this.#takes(')')) this.#fail('expected ")"');
    return value;
  }

  #word(word: string): void {
    if (!this.#takes(word)) this.#fail(`expected "${word}"`);
  }

  /** Consumes a mark or one of the language's words when it is next. */
  #takes(text: string): boolean {
    const next = this.#peek();
    const kind = WORDS.has(text) ? 'word' : 'mark';
    if (next.kind !== kind || next.text !== text) return false;
    this.#next += 1;
    return true;
  }

  #take(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#next += 1;
    else this.#fail('the text ends early');
    return token;
  }

  #peek(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #fail(reason: string): never {
    throw new Unreadable(reason, this.#peek().at);
  }

  /** Fails at the token that was taken last. */
  #back(reason: string): never {
    this.#next -= 1;
    return this.#fail(reason);
  }
}
