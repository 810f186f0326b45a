import type { Key } from '@tallystick/protocol';
import {
  CONTEXT_AT,
  CONTEXT_BYTES,
  CONTEXT_LENGTH,
  MESSAGE_AT,
  MESSAGE_BYTES,
  PENDING,
  PUBLIC_KEY_AT,
  PUBLIC_KEY_BYTES,
  PUBLIC_KEY_LENGTH,
  type Ring,
  SIGNATURE_AT,
  SIGNATURE_BYTES,
  SIGNATURE_LENGTH,
  STATE,
  SUITE,
  slotAt,
  slotWord,
} from './ring.ts';

/** One signature to check. */
export interface VerifyJob {
  readonly key: Key;
  /** 32 bytes. */
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly context: Uint8Array;
}

/** A wrong length is a wrong signature; it must not be written over the next slot. */
export function fits(job: VerifyJob): boolean {
  return (
    job.message.length === MESSAGE_BYTES &&
    job.context.length <= CONTEXT_BYTES &&
    job.key.publicKey.length <= PUBLIC_KEY_BYTES &&
    job.signature.length <= SIGNATURE_BYTES
  );
}

/** `set` into shared memory goes byte by byte where alignments differ: this is five times as fast, and takes any bytes. */
const copy = Buffer.prototype.copy as (this: Uint8Array, target: Uint8Array, at: number) => number;

/** Copies a job that `fits` into the slot of a counter's value, which nobody uses. */
export function fillSlot({ words, bytes }: Ring, counter: number, job: VerifyJob): void {
  const at = slotAt(counter);
  words[slotWord(at, SUITE)] = job.key.suite;
  words[slotWord(at, CONTEXT_LENGTH)] = job.context.length;
  words[slotWord(at, SIGNATURE_LENGTH)] = job.signature.length;
  words[slotWord(at, PUBLIC_KEY_LENGTH)] = job.key.publicKey.length;
  copy.call(job.message, bytes, at + MESSAGE_AT);
  copy.call(job.context, bytes, at + CONTEXT_AT);
  copy.call(job.key.publicKey, bytes, at + PUBLIC_KEY_AT);
  copy.call(job.signature, bytes, at + SIGNATURE_AT);
  Atomics.store(words, slotWord(at, STATE), PENDING);
}
