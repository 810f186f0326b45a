import { workerData } from 'node:worker_threads';
import type { Key, Suite } from '@tallystick/protocol';
import { verifySignature } from '@tallystick/protocol/crypto-node/verify';
import {
  ANSWERED,
  ANSWERS_PER_WAKE,
  CLAIMED,
  CLOSING,
  CONTEXT_AT,
  CONTEXT_LENGTH,
  MESSAGE_AT,
  MESSAGE_BYTES,
  PUBLIC_KEY_AT,
  PUBLIC_KEY_LENGTH,
  PUBLISHED,
  REFUSED,
  type Ring,
  SIGNATURE_AT,
  SIGNATURE_LENGTH,
  SLEEPING,
  SLOTS,
  STATE,
  SUITE,
  VERIFIED,
  WOKEN,
  controlWord,
  openRing,
  slotAt,
  slotWord,
} from './ring.ts';

/** One thread that checks signatures, synchronously, until `CLOSING` is set. */

export interface VerifyWorkerData {
  readonly memory: SharedArrayBuffer;
}

run(workerData as VerifyWorkerData);

function run(data: VerifyWorkerData): void {
  const ring = openRing(data.memory);
  const slots = Array.from({ length: SLOTS }, (_, slot) => openSlot(ring, slotAt(slot)));
  const { words } = ring;
  while (Atomics.load(words, controlWord(CLOSING)) === 0) {
    const counter = claim(words);
    if (counter === undefined) continue;
    const slot = slots[counter & (SLOTS - 1)] as Slot;
    const { key, message, signature, context } = slot.read();
    const verified = verifySignature(key, message, signature, context);
    Atomics.store(words, slotWord(slot.at, STATE), verified ? VERIFIED : REFUSED);
    answer(words);
  }
}

/**
 * The counter of the slot that this thread alone now works on; undefined after waiting for one, or
 * losing a race for it.
 */
function claim(words: Int32Array): number | undefined {
  const published = Atomics.load(words, controlWord(PUBLISHED));
  const claimed = Atomics.load(words, controlWord(CLAIMED));
  if (claimed === published) {
    Atomics.add(words, controlWord(SLEEPING), 1);
    Atomics.wait(words, controlWord(PUBLISHED), published);
    Atomics.sub(words, controlWord(SLEEPING), 1);
    return undefined;
  }
  const won = Atomics.compareExchange(words, controlWord(CLAIMED), claimed, (claimed + 1) | 0);
  return won === claimed ? claimed : undefined;
}

/**
 * Counts an answer. Whoever finds nothing left to claim wakes the main thread: nobody else may come
 * who does.
 */
function answer(words: Int32Array): void {
  const answered = Atomics.add(words, controlWord(ANSWERED), 1) + 1;
  const claimed = Atomics.load(words, controlWord(CLAIMED));
  const isDrained = claimed === Atomics.load(words, controlWord(PUBLISHED));
  if (!isDrained && answered % ANSWERS_PER_WAKE !== 0) return;
  Atomics.add(words, controlWord(WOKEN), 1);
  Atomics.notify(words, controlWord(WOKEN));
}

interface Job {
  readonly key: Key;
  readonly message: Buffer;
  readonly signature: Buffer;
  readonly context: Buffer;
}

interface Slot {
  /** Where it begins, in bytes. */
  readonly at: number;
  /** The job in the slot, whose parts are views of it. */
  read(): Job;
}

/**
 * Views are kept, because nearly every job has the lengths of the one before: making them anew
 * costs microseconds.
 */
function openSlot({ words, bytes }: Ring, at: number): Slot {
  const message = bytes.subarray(at + MESSAGE_AT, at + MESSAGE_AT + MESSAGE_BYTES);
  let key: Key = { suite: 1, publicKey: bytes.subarray(0, 0) };
  let signature = bytes.subarray(0, 0);
  let context = bytes.subarray(0, 0);

  function view(known: Buffer, offset: number, lengthWord: number): Buffer {
    const length = words[slotWord(at, lengthWord)] as number;
    return known.length === length ? known : bytes.subarray(at + offset, at + offset + length);
  }

  return {
    at,
    read() {
      const suite = words[slotWord(at, SUITE)] as Suite;
      const publicKey = view(key.publicKey as Buffer, PUBLIC_KEY_AT, PUBLIC_KEY_LENGTH);
      if (publicKey !== key.publicKey || suite !== key.suite) key = { suite, publicKey };
      signature = view(signature, SIGNATURE_AT, SIGNATURE_LENGTH);
      context = view(context, CONTEXT_AT, CONTEXT_LENGTH);
      return { key, message, signature, context };
    },
  };
}
