import { type Header, hashInto } from '@tallystick/protocol';
import {
  type Decision,
  type Facts,
  NO_OBJECTION,
  type Rulebook,
  type RulebookSource,
} from '@tallystick/rules';
import { gatherPut } from '../admit/admit-put.ts';
import type { Answers } from '../admit/decide.ts';
import { nothingReserved, type Reserved, reserveSent } from '../admit/put-facts.ts';
import { findChain } from '../admit/find-chain.ts';
import type { LedgerState } from '../state/state.ts';
import type { Pending } from './pending.ts';

/** A rulebook, and what it was compiled from. */
export interface CurrentRulebook {
  /** Null: it is no text, and part of every program. */
  readonly source: RulebookSource | null;
  readonly rulebook: Rulebook;
}

/** Facts to be decided together, by one rulebook. */
export interface Question {
  readonly rulebook: CurrentRulebook;
  readonly count: number;
  /** The canonical encoding of the list of them; overwritten once the question is answered. */
  readonly facts: Uint8Array;
}

/** How many facts a question has at most, and how long it is: see `ENOUGH_FACTS`. */
export const MOST_FACTS: number = 2048 + 256;
export const MOST_FACTS_BYTES: number = 8 * 1024 * 1024;

/** Where facts are decided, apart from the ledger. */
export interface DecisionRing {
  /** One decision for each of the facts, in order. Rejects when nobody decides: nothing is yes. */
  decide(question: Question): Promise<readonly Decision[]>;
  /**
   * By which of them admission went: of each hold and raise one. What is asked about facts that turn
   * out to be others is asked again, and happened to nobody.
   */
  taken?(decisions: readonly Decision[]): void;
}

/** A question takes no further put beyond so many facts, or so many bytes of them. */
const ENOUGH_FACTS = 2048;
const ENOUGH_BYTES = 256 * 1024;
/** The list's own head stands before its items: RFC 8949 section 3, major type 4, up to 2^16 - 1. */
const HEAD_BYTES = 3;
const HASH_BYTES = 32;
/** Of facts that nobody has decided yet. */
const GATHERED = { decision: NO_OBJECTION, facts: new Uint8Array(HASH_BYTES) } as const;

/** What a question is gathered from. */
interface Gathering {
  readonly state: LedgerState;
  readonly pending: readonly Pending[];
  readonly header: Header;
  readonly rulebook: CurrentRulebook;
}

/**
 * Collects the facts of a batch's puts as if each of them were admitted, and finds the decisions
 * again when they are. What was decided is used for the very same facts only.
 */
export class Questions implements Answers {
  #buffer = new Uint8Array(16 * 1024);
  #used = HEAD_BYTES;
  /** Where each of the facts ends in the buffer. */
  readonly #ends: number[] = [];
  /** Their hashes, side by side. */
  #hashes = new Uint8Array(256 * HASH_BYTES);
  /** Of each transition from `#first`: the number of its first facts. */
  readonly #starts: number[] = [];
  #first = 0;
  /** By owner: what was gathered is expected to be put. */
  readonly #ahead = new Map<number, Reserved>();
  #decisions: readonly Decision[] | undefined;
  readonly #taken: Decision[] = [];
  #next = 0;

  /** The facts of the puts from `first`, as many as one question takes, or those of one put. */
  gather(from: Gathering, first: number, onlyOne: boolean): Question {
    const { state, pending, header, rulebook: current } = from;
    const { rulebook } = current;
    this.#reset(first);
    for (let at = first; at < pending.length; at += 1) {
      if (this.#ends.length >= ENOUGH_FACTS || this.#used >= ENOUGH_BYTES) break;
      if (onlyOne && this.#ends.length > 0) break;
      this.#starts.push(this.#ends.length);
      const { transition } = pending[at] as Pending;
      const { operation } = transition;
      if (operation.kind !== 'put') continue;
      const chain = findChain(state, transition);
      if (!chain.ok || (chain.kind !== 'device' && chain.kind !== 'treasury')) continue;
      gatherPut(state, operation, chain.slot, header, { rulebook, answers: this });
    }
    return { rulebook: current, count: this.#ends.length, facts: this.#list() };
  }

  /** What the question was answered; with another number of decisions nothing was. */
  answered(decisions: readonly Decision[]): void {
    this.#decisions = decisions.length === this.#ends.length ? decisions : [];
  }

  /** The transition whose facts are taken next. */
  turnTo(at: number): void {
    this.#next = this.#starts[at - this.#first] ?? this.#ends.length;
  }

  take(_facts: Facts, encoded: Uint8Array): ReturnType<Answers['take']> {
    if (this.#decisions === undefined) return this.#gathered(encoded);
    const at = this.#next;
    this.#next += 1;
    const decision = this.#decisions[at];
    const [start, end] = [at === 0 ? HEAD_BYTES : this.#ends[at - 1], this.#ends[at]];
    if (decision === undefined || start === undefined || end === undefined) return undefined;
    if (!this.#stands(encoded, start, end)) return undefined;
    const facts = this.#hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
    this.#taken.push(decision);
    return { decision, facts };
  }

  /** What was taken since this question was gathered. */
  get taken(): readonly Decision[] {
    return this.#taken.slice();
  }

  /** Whether these are the bytes that were decided there. */
  #stands(encoded: Uint8Array, start: number, end: number): boolean {
    if (encoded.length !== end - start) return false;
    const buffer = this.#buffer;
    for (let i = 0; i < encoded.length; i += 1) {
      if (encoded[i] !== buffer[start + i]) return false;
    }
    return true;
  }

  ahead(owner: number): Reserved | undefined {
    return this.#decisions === undefined ? this.#ahead.get(owner) : undefined;
  }

  puts(owner: number, { sent, payments, payees }: Reserved): void {
    if (this.#decisions !== undefined || owner < 0) return;
    if (sent.length + payments + payees.length === 0) return;
    const ahead = this.#ahead.get(owner) ?? nothingReserved();
    for (const { currency, amount } of sent) reserveSent(ahead, currency, amount);
    ahead.payments += payments;
    for (const payee of payees) ahead.payees.push(payee);
    this.#ahead.set(owner, ahead);
  }

  #gathered(encoded: Uint8Array): ReturnType<Answers['take']> {
    const end = this.#used + encoded.length;
    if (end > this.#buffer.length) this.#grow(end);
    this.#buffer.set(encoded, this.#used);
    this.#used = end;
    const at = this.#ends.length * HASH_BYTES;
    if (at === this.#hashes.length) this.#hashes = twice(this.#hashes);
    hashInto('facts', encoded, this.#hashes, at);
    this.#ends.push(end);
    return GATHERED;
  }

  #grow(needed: number): void {
    // 256 items, each with 16 receivers, 64 lists, rates and indicators, are less.
    if (needed > MOST_FACTS_BYTES) throw new RangeError('facts of an impossible size');
    const length = Math.max(needed, 2 * this.#buffer.length);
    const grown = new Uint8Array(Math.min(length, MOST_FACTS_BYTES));
    grown.set(this.#buffer.subarray(0, this.#used));
    this.#buffer = grown;
  }

  #list(): Uint8Array {
    const count = this.#ends.length;
    const head =
      count < 24 ? [0x80 | count] : count < 256 ? [0x98, count] : [0x99, count >> 8, count & 0xff];
    const start = HEAD_BYTES - head.length;
    this.#buffer.set(head, start);
    return this.#buffer.subarray(start, this.#used);
  }

  #reset(first: number): void {
    this.#first = first;
    this.#used = HEAD_BYTES;
    this.#next = 0;
    this.#ends.length = this.#starts.length = this.#taken.length = 0;
    this.#ahead.clear();
    this.#decisions = undefined;
  }
}

function twice(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(2 * bytes.length);
  grown.set(bytes);
  return grown;
}
