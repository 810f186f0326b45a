import type { Hash, Key, Suite } from '../crypto/index.ts';
import type { Governance } from '../governance/index.ts';
import type { Signers } from '../identity/index.ts';

/** A currency's declaration; its treasury's m of n mint and burn it. */
export interface Currency {
  readonly code: string;
  readonly decimals: number;
  readonly name: string;
  readonly treasury: Signers;
}

/** Times in milliseconds; `quorum` and `stateRootEvery` are counts (of cosignatures, of entries). */
export interface Parameters {
  readonly heartbeatMs: number;
  readonly closureAfterMs: number;
  readonly validityMs: number;
  readonly freshnessMs: number;
  readonly quorum: number;
  readonly stateRootEvery: number;
}

/** The suites admitted for each role, ascending. */
export interface AdmittedSuites {
  readonly roots: readonly Suite[];
  readonly devices: readonly Suite[];
  readonly log: readonly Suite[];
}

/** A witness or a validator: the name in its cosignatures, and its key. */
export interface Cosigner {
  readonly name: string;
  readonly key: Key;
}

/** A sovereign's founding document; the sovereign's id is its hash. */
export interface Constitution {
  readonly version: 1;
  readonly name: string;
  readonly country: string;
  readonly createdAt: number;
  readonly salt: Uint8Array;
  readonly root: Key;
  readonly origin: string;
  readonly suites: AdmittedSuites;
  readonly currencies: readonly Currency[];
  readonly registrars: Signers | null;
  readonly parameters: Parameters;
  readonly witnesses: readonly Cosigner[];
  readonly validators: readonly Cosigner[];
  /** Who changes the rulebook and this document; null: nobody. */
  readonly governance: Governance | null;
}

/** The constitution's canonical bytes and the root's signature over their hash, the sovereign id. */
export interface SignedConstitution {
  readonly constitution: Uint8Array;
  readonly signature: Uint8Array;
}

/** The log that an epoch continues after entries were lost. */
export interface Succession {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** Why what was certified beyond `size` is given up, in the words of whoever holds the root key. */
  readonly reason: string;
}

/** Which key signs the log's checkpoints, from `notBefore` to `notAfter` (ms since 1970). */
export interface Epoch {
  readonly sovereign: Hash;
  readonly number: number;
  readonly origin: string;
  readonly log: Key;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly succeeds: Succession | null;
}

/** The epoch's canonical bytes and the root's signature over `H_record` of them. */
export interface SignedEpoch {
  readonly epoch: Uint8Array;
  readonly signature: Uint8Array;
}
