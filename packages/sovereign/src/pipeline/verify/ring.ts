/**
 * The memory that the main thread and the verify workers share: control words, then a ring of slots
 * of one size. The main thread fills slots in order and publishes them by raising `PUBLISHED`;
 * workers claim them one by one by raising `CLAIMED`; an answer is written into the slot's own
 * state word, and `ANSWERED` is raised. Nothing is ever posted. The main thread sleeps on `WOKEN`,
 * which is raised when enough has been answered, or everything.
 *
 * Counters run modulo 2^32 and are compared by difference, so they may wrap.
 */

/**
 * Slots in the ring: signature checks in flight. A power of two, so that wrapped counters still
 * find their slot.
 */
export const SLOTS = 1024;

/** Control words (Int32 indexes). */
export const PUBLISHED = 0;
export const CLAIMED = 1;
export const ANSWERED = 2;
export const CLOSING = 3;
export const WOKEN = 4;
/**
 * Workers that sleep, or are about to: waking costs a system call, so nobody is woken who is awake.
 */
export const SLEEPING = 5;
/** Words apart, so that what one core writes often is not on the cache line that others read. */
const WORD_STRIDE = 16;

/** Words at the head of a slot. */
export const STATE = 0;
export const SUITE = 1;
export const CONTEXT_LENGTH = 2;
export const SIGNATURE_LENGTH = 3;
export const PUBLIC_KEY_LENGTH = 4;
const HEAD_BYTES = 32;

/** A slot's state. */
export const FREE = 0;
export const PENDING = 1;
export const REFUSED = 2;
export const VERIFIED = 3;

/**
 * Where the bytes of a slot stand, and how long each part may be (protocol.md section 2; suite 3
 * has the longest signature).
 */
export const MESSAGE_AT: number = HEAD_BYTES;
export const MESSAGE_BYTES = 32;
export const CONTEXT_AT: number = MESSAGE_AT + MESSAGE_BYTES;
export const CONTEXT_BYTES = 64;
export const PUBLIC_KEY_AT: number = CONTEXT_AT + CONTEXT_BYTES;
export const PUBLIC_KEY_BYTES = 1952;
export const SIGNATURE_AT: number = PUBLIC_KEY_AT + PUBLIC_KEY_BYTES;
export const SIGNATURE_BYTES = 17_088;
const SLOT_BYTES: number = SIGNATURE_AT + SIGNATURE_BYTES + 32;
const CONTROL_BYTES = 6 * WORD_STRIDE * 4;

/**
 * Waking the main thread costs it as much as admitting a payment: once for so many answers. A power
 * of two.
 */
export const ANSWERS_PER_WAKE = 64;

/** Views of the shared memory; one in each thread. */
export interface Ring {
  readonly memory: SharedArrayBuffer;
  readonly words: Int32Array;
  readonly bytes: Buffer;
}

export function newRing(): Ring {
  return openRing(new SharedArrayBuffer(CONTROL_BYTES + SLOTS * SLOT_BYTES));
}

export function openRing(memory: SharedArrayBuffer): Ring {
  return { memory, words: new Int32Array(memory), bytes: Buffer.from(memory) };
}

/** The index in `words` of a control word. */
export function controlWord(control: number): number {
  return control * WORD_STRIDE;
}

/** Where the slot of a counter's value begins, in bytes. */
export function slotAt(counter: number): number {
  return CONTROL_BYTES + (counter & (SLOTS - 1)) * SLOT_BYTES;
}

/** The index in `words` of a word at the head of the slot at byte `at`. */
export function slotWord(at: number, word: number): number {
  return at / 4 + word;
}
