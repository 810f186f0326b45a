import type { Governance, Hash, Key, VotingCrypto } from '@tallystick/protocol';
import type { GovernanceOptions } from './governance/options.ts';

/** A currency that the constitution declares, and who may mint it. */
export interface CurrencyOptions {
  /** 3 to 8 of A-Z and 0-9, as in protocol.md section 5. */
  readonly code: string;
  /** Digits after the decimal point, 0 to 12. */
  readonly decimals: number;
  /** For people; the code where it is absent. */
  readonly name?: string;
  /**
   * Who signs for the treasury. `keys` (1 to 16) makes that many ML-DSA-44 keys and seals each under the treasury's
   * passphrase; `signers` names keys that are held elsewhere. One key made here, threshold 1, where it is absent.
   */
  readonly treasury?:
    | { readonly threshold: number; readonly keys: number }
    | { readonly threshold: number; readonly signers: readonly Key[] };
}

/** The constitution's parameters (protocol.md section 5); times in milliseconds. */
export interface ParameterOptions {
  /** An idle ledger logs a header this often. At least 100, default 60,000. */
  readonly heartbeatMs?: number;
  /** A longer gap between headers is a logged closure, and extends deadlines. At least 2 `heartbeatMs`, default 300,000. */
  readonly closureAfterMs?: number;
  /** How far ahead a transition's `notAfter` may lie. Default 86,400,000. */
  readonly validityMs?: number;
  /** How old a checkpoint may be for whoever accepts offline. Default 172,800,000. */
  readonly freshnessMs?: number;
  /** Cosignatures that evidence needs. Default 0: no witness is named at the founding. */
  readonly quorum?: number;
  /** Log entries between two roots of the whole state. Default 65,536. */
  readonly stateRootEvery?: number;
}

/** What a founder decides. Passphrases are bytes: where they come from is the caller's business. */
export interface CreateSovereignOptions {
  /** A folder that does not exist yet, or is empty. */
  readonly folder: string;
  /** 1 to 64 characters. */
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** At most 64. */
  readonly currencies: readonly CurrencyOptions[];
  /** The log's origin line, 1 to 128 characters; a name made of the sovereign's own where it is absent. */
  readonly origin?: string;
  readonly parameters?: ParameterOptions;
  /** Who changes the rulebook and the constitution; nobody does where it is absent. */
  readonly governance?: GovernanceOptions;
  /** Seals the root key, and the recovery copies of the operating keys. At least 1 byte. */
  readonly passphrase: Uint8Array;
  /**
   * Writes the passphrase into `passphrase.txt` of the folder, where the node's machine has it: for trying things out, since
   * whoever reads that file can mint. Default false: it is nowhere on the disk.
   */
  readonly keepPassphrase?: boolean;
  /** Seals the treasuries' keys; the same as `passphrase` where it is absent, with a salt of its own. */
  readonly treasuryPassphrase?: Uint8Array;
  /** Told what is begun next. */
  readonly onProgress?: (progress: FoundingProgress) => void;
}

/** How far a founding has come: keys are made and the constitution is signed, then each key is sealed (Argon2id) and written. */
export interface FoundingProgress {
  readonly doing: 'keys' | 'sealing' | 'starting';
  readonly done: number;
  readonly of: number;
}

/** What founding takes from outside, so that a test can fix it. */
export interface FoundingPorts {
  readonly crypto: VotingCrypto;
  /** Milliseconds since 1970. */
  now(): number;
  /** So many unpredictable bytes. */
  random(length: number): Uint8Array;
}

/** A founded sovereign, as it lies on the disk. Secrets stay sealed. */
export interface SovereignFolder {
  readonly folder: string;
  /** The constitution's hash. */
  readonly sovereign: Hash;
  readonly name: string;
  readonly country: string;
  readonly origin: string;
  readonly currencies: readonly {
    readonly id: Hash;
    readonly code: string;
    readonly decimals: number;
  }[];
  /** Of the founding; null: nobody changes anything. */
  readonly governance: Governance | null;
}

/** Why founding or opening a folder cannot go on; `code` is for programs, the message says what to do next. */
export type FolderProblemCode =
  | 'folder-not-empty'
  | 'exists'
  | 'not-a-sovereign'
  | 'damaged'
  | 'wrong-passphrase'
  | 'locked-keys'
  | 'invalid-options'
  | 'already-running'
  | 'restored'
  | 'clock-gap'
  | 'newer-format';

/** Thrown where a person has to act before the program can go on. */
export class SovereignProblem extends Error {
  readonly code: FolderProblemCode;

  constructor(code: FolderProblemCode, message: string) {
    super(message);
    this.name = 'SovereignProblem';
    this.code = code;
  }
}
