import type { ForkProof } from '../chain/index.ts';
import type { Hash, Key } from '../crypto/index.ts';

/** m of n keys; the keys are distinct and 1 ≤ threshold ≤ number of keys. */
export interface Signers {
  readonly threshold: number;
  readonly keys: readonly Key[];
}

/** One key pair of an identity, and where what is sealed to it is encrypted (1,216 bytes). */
export interface Device {
  readonly key: Key;
  readonly encryptionKey: Uint8Array | null;
}

/** Who may enrol a new device when all are lost, and how long that can be contested. */
export interface Recovery {
  readonly delayMs: number;
  readonly guardianThreshold: number;
  readonly guardians: readonly Hash[];
}

/** How many active devices sign a change of the identity; its root key alone also may. */
export interface Policy {
  readonly threshold: number;
  readonly recovery: Recovery | null;
}

/** What an identity's id is the hash of. */
export interface Genesis {
  readonly version: 1;
  readonly root: Key;
  readonly device: Device;
  readonly policy: Policy;
  readonly salt: Uint8Array;
}

/** A registrar's signature over a country record of a tier above 0. */
export interface Attestation {
  /** Index in the constitution's `registrars`. */
  readonly registrar: number;
  readonly signature: Uint8Array;
}

/** A signed statement on an identity's chain. */
export type Statement =
  | { readonly kind: 'handle'; readonly handle: string }
  | {
      readonly kind: 'country';
      readonly country: string;
      readonly tier: number;
      readonly validUntil: number | null;
      readonly attestation: Attestation | null;
    }
  | { readonly kind: 'add-device'; readonly device: Device }
  | { readonly kind: 'revoke-device'; readonly ordinal: number }
  | { readonly kind: 'policy'; readonly policy: Policy }
  /** Shows that the writer of a hold signed two acts that exclude each other. */
  | { readonly kind: 'fork-proof'; readonly hold: Hash; readonly proof: ForkProof }
  /** That a payment is meant to be made; see `intentHash`. */
  | { readonly kind: 'intent'; readonly terms: Hash };
