import { verify } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import { type KeyCache, keyCache } from './key-cache.ts';
import {
  ANSWERED,
  CLAIMED,
  CLOSING,
  CONTEXT_AT,
  CONTEXT_LENGTH,
  EXPECTING,
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
  STATE,
  SUITE,
  VERIFIED,
  controlWord,
  openRing,
  slotAt,
  slotWord,
} from './ring.ts';

/** One thread that checks signatures, synchronously, until `CLOSING` is set. */

export interface VerifyWorkerData {
  readonly memory: SharedArrayBuffer;
  /** Imported keys to keep, in each of two generations. */
  readonly keys: number;
}

run(workerData as VerifyWorkerData);

function run(data: VerifyWorkerData): void {
  const ring = openRing(data.memory);
  const cache = keyCache(data.keys);
  const { words } = ring;
  while (Atomics.load(words, controlWord(CLOSING)) === 0) {
    const counter = claim(words);
    if (counter === undefined) continue;
    const at = slotAt(counter);
    const verified = check(ring, at, cache);
    Atomics.store(words, slotWord(at, STATE), verified ? VERIFIED : REFUSED);
    Atomics.add(words, controlWord(ANSWERED), 1);
    if (Atomics.exchange(words, controlWord(EXPECTING), 0) === 1) {
      Atomics.notify(words, controlWord(ANSWERED));
    }
  }
}

/** The counter of the slot that this thread alone now works on; undefined after waiting for one, or losing a race for it. */
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

function check(ring: Ring, at: number, cache: KeyCache): boolean {
  const { words } = ring;
  const suite = words[slotWord(at, SUITE)] as number;
  const publicKeyLength = words[slotWord(at, PUBLIC_KEY_LENGTH)] as number;
  const contextLength = words[slotWord(at, CONTEXT_LENGTH)] as number;
  const signatureLength = words[slotWord(at, SIGNATURE_LENGTH)] as number;
  try {
    const key = cache.get(suite, part(ring, at + PUBLIC_KEY_AT, publicKeyLength));
    if (key === undefined) return false;
    const message = part(ring, at + MESSAGE_AT, MESSAGE_BYTES);
    const context = part(ring, at + CONTEXT_AT, contextLength);
    const signature = part(ring, at + SIGNATURE_AT, signatureLength);
    return verify(null, message, { key, context }, signature);
  } catch {
    return false; // OpenSSL throws on a wrong length
  }
}

function part(ring: Ring, at: number, length: number): Buffer {
  return ring.bytes.subarray(at, at + length);
}
