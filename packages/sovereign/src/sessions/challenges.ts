import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Hash } from '@tallystick/protocol';

/** 32 bytes: when it ends, randomness, and a code over both and the subject that only this process can make. */
export interface Challenge {
  readonly bytes: Uint8Array;
  readonly expiresAt: number;
}

/** Challenges cost no memory, so that asking for many gains nothing. */
export interface Challenges {
  make(subject: Hash, nowMs: number): Challenge;
  /** Whether this process gave this challenge to this subject, and it is young enough. */
  isOpen(subject: Hash, challenge: Uint8Array, nowMs: number): boolean;
}

/** When a challenge that `isOpen` once was ends, in ms since 1970. */
export function endOf(challenge: Uint8Array): number {
  return Number(Buffer.from(challenge).readBigUInt64BE());
}

const HEAD_BYTES = 16;
const MAC_BYTES = 16;

export function newChallenges(lifeMs: number): Challenges {
  const secret = randomBytes(32);

  function mac(subject: Hash, head: Uint8Array): Buffer {
    return createHmac('sha256', secret)
      .update(head)
      .update(subject)
      .digest()
      .subarray(0, MAC_BYTES);
  }

  return {
    make(subject, nowMs) {
      const head = Buffer.alloc(HEAD_BYTES);
      head.writeBigUInt64BE(BigInt(nowMs + lifeMs));
      randomBytes(8).copy(head, 8);
      const bytes = new Uint8Array(Buffer.concat([head, mac(subject, head)]));
      return { bytes, expiresAt: nowMs + lifeMs };
    },
    isOpen(subject, challenge, nowMs) {
      if (challenge.length !== HEAD_BYTES + MAC_BYTES) return false;
      const head = challenge.subarray(0, HEAD_BYTES);
      if (!timingSafeEqual(challenge.subarray(HEAD_BYTES), mac(subject, head))) return false;
      return endOf(challenge) > nowMs;
    },
  };
}
