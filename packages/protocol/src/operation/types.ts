import type { Hash } from '../crypto/index.ts';
import type { Hold, Raise, Taking } from '../hold/index.ts';
import type { Genesis } from '../identity/index.ts';
import type { Amount } from '../money/index.ts';

/** `by` names the signer on the chain; see `signingKeys`. */
export interface Signature {
  readonly by: number;
  readonly bytes: Uint8Array;
}

/** What is sent: the state's 176 bytes, the operation's canonical bytes, signatures over the state's id. */
export interface Transition {
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
  readonly signatures: readonly Signature[];
}

interface Common {
  /** Milliseconds since 1970: after it the transition is stale. */
  readonly notAfter: number;
  /** 16 random bytes, so that the operation's hash on a public log cannot be guessed. */
  readonly salt: Uint8Array;
}

/** Opens an identity's chain (S_0). */
export interface OpenOperation extends Common {
  readonly kind: 'open';
  readonly genesis: Genesis;
  readonly countries: readonly string[];
  readonly handle: string | null;
}

/** Creates value on a treasury's chain; `amount` at least 1. */
export interface MintOperation extends Common {
  readonly kind: 'mint';
  readonly currency: Hash;
  readonly amount: Amount;
}

/** Destroys value on a treasury's chain; `amount` at least 1. */
export interface BurnOperation extends Common {
  readonly kind: 'burn';
  readonly currency: Hash;
  readonly amount: Amount;
}

/**
 * Moves value from a balance into holds, and into holds that are open; decided under the sender's record of `country`. Holds
 * count from 0 in the put, and raises after them.
 */
export interface PutOperation extends Common {
  readonly kind: 'put';
  readonly country: string;
  readonly holds: readonly Hold[];
  /** Absent when there are none. */
  readonly raises?: readonly Raise[];
}

/** Moves value from holds into a balance. */
export interface TakeOperation extends Common {
  readonly kind: 'take';
  readonly takings: readonly Taking[];
}

/** A signed statement of a registered kind; decode its body with `decodeStatement`. */
export interface SayOperation extends Common {
  readonly kind: 'say';
  readonly statement: number;
  readonly body: Uint8Array;
}

export type Operation =
  OpenOperation | MintOperation | BurnOperation | PutOperation | TakeOperation | SayOperation;
