import type { Readable } from 'node:stream';
import { type BodyBudget, UNCOUNTED_BYTES } from './body-budget.ts';
import { Problem } from './problems.ts';

const RETRY_S = 1;
/** By how much the memory of a body grows: it is copied as often as it grows. */
const GROWTH = 4;

/**
 * One body as it arrives. Memory is taken as bytes come, not as they are announced: announcing costs a stranger nothing. A body in
 * one piece, which most are, is not copied at all.
 */
export class BodyMemory {
  readonly #declared: number;
  readonly #budget: BodyBudget;
  #bytes: Uint8Array = new Uint8Array();
  #length = 0;
  #counted = 0;

  /** `declared`: how long the body is to be; 0 when that is not known. */
  constructor(declared: number, budget: BodyBudget) {
    this.#declared = declared;
    this.#budget = budget;
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Takes a piece over. False when there is no room for it: then the body is lost. */
  add(piece: Uint8Array): boolean {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length && !this.#makeRoom(length)) return false;
    if (this.#length === 0 && piece.length === this.#declared) this.#bytes = piece;
    else this.#grown(length).set(piece, this.#length);
    this.#length = length;
    return true;
  }

  /** Gives back what was counted, when nobody needs the bytes any more. Safe to call twice. */
  release(): void {
    this.#budget.give(this.#counted);
    this.#counted = 0;
  }

  #makeRoom(length: number): boolean {
    const more = this.#capacityFor(length) - this.#counted;
    if (length <= UNCOUNTED_BYTES) return true;
    if (!this.#budget.take(more)) return false;
    this.#counted += more;
    return true;
  }

  #grown(length: number): Uint8Array {
    if (this.#bytes.length >= length) return this.#bytes;
    // What is not written yet is never read: `bytes` ends where the body does.
    const grown = Buffer.allocUnsafeSlow(this.#capacityFor(length));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    return grown;
  }

  /** Several times as much as before, but not above what was declared. */
  #capacityFor(length: number): number {
    const most = this.#declared || Infinity;
    return Math.max(length, Math.min(most, Math.max(GROWTH * this.#length, UNCOUNTED_BYTES)));
  }
}

/** How long a body may be, and what all of them together may hold. */
export interface BodyRoom {
  readonly bodyBytes: number;
  readonly bodies: BodyBudget;
}

/** The whole body. Throws a `Problem` when it is longer than `most` bytes, or when there is no room for it. */
export async function receiveBody(
  payload: Readable,
  memory: BodyMemory,
  most: number,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      if (memory.length + chunk.length > most) giveUp(tooLarge(most));
      else if (!memory.add(chunk)) {
        giveUp(new Problem('busy', 'Too much is being sent at once.', RETRY_S));
      }
    };
    const giveUp = (problem: Problem): void => {
      // What still comes is neither kept nor counted.
      payload.off('data', take).pause();
      reject(problem);
    };
    payload.on('data', take);
    payload.on('end', () => resolve(memory.bytes));
    payload.on('error', reject);
  });
}

export function tooLarge(limit: number): Problem {
  return new Problem('too-large', `A body has at most ${limit} bytes.`);
}
