import type { Outcome } from '../outcome.ts';
import type { Unlock } from '../wallet-types.ts';

/** A way to open a keyring, as it is added. */
export interface NewWay {
  readonly unlock: Unlock;
  /** For people, such as “this laptop”; at most 64 characters. Stored in the clear, as all of this but `unlock`. */
  readonly label?: string;
  /** Which passkey has to be asked for the key: its credential id in hexadecimal. */
  readonly credential?: string;
  readonly since?: number;
}

/** A way to open a keyring, as it is there: nothing secret. */
export interface UnlockWay {
  readonly id: string;
  readonly kind: Unlock['kind'];
  readonly label: string;
  /** Hexadecimal, empty where no passkey is asked. */
  readonly credential: string;
  readonly since: number;
}

/** A wallet that a keyring has the key of. */
export interface KeptWallet {
  /** Of its storage: 1 to 64 characters. */
  readonly name: string;
  /** The sovereign's address and its name. */
  readonly url: string;
  readonly sovereign: string;
  readonly handle: string | null;
  /** False while it is being made: then an empty storage means that it never was. */
  readonly isMade: boolean;
}

/** Keys of several wallets, and notes about them, sealed under one data key that each of up to eight ways opens. */
export interface Keyring {
  ways(): Promise<Outcome<readonly UnlockWay[]>>;
  /** `usage`, `too-many-ways`. */
  addWay(way: NewWay): Promise<Outcome<null>>;
  /** Never the last one: `usage`, `last-way`. */
  removeWay(id: string): Promise<Outcome<null>>;
  wallets(): Promise<Outcome<readonly KeptWallet[]>>;
  /** Stores what is known of a wallet, and gives what opens it: a random key, made at the first time and kept. */
  keep(wallet: KeptWallet): Promise<Outcome<Unlock>>;
  /** Forgets a wallet's key: what its storage holds cannot be opened again. */
  forget(name: string): Promise<Outcome<null>>;
  /** Null of a wallet that it does not know. */
  unlockOf(name: string): Promise<Outcome<Unlock | null>>;
  note(name: string): Promise<Outcome<string | null>>;
  keepNote(name: string, note: string | null): Promise<Outcome<null>>;
  close(): Promise<Outcome<null>>;
}
