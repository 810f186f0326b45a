import type { DeviceView, ForkEvidence, Outcome, UnlockWay, Verified } from '@tallystick/wallet';
import type { Snapshot } from '../calls.ts';

/** What somebody shows to open their wallets: a passphrase, or what a passkey gives for this purpose. */
export type Opener =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | {
      readonly kind: 'passkey';
      /** Its credential id, hexadecimal. */
      readonly credential: string;
      /** 32 bytes of its PRF extension: they are moved to the process, and the page has them no more. */
      readonly secret: Uint8Array<ArrayBuffer>;
    };

/** How wallets that are locked can be opened. */
export interface Closed {
  readonly hasPassphrase: boolean;
  /** Credential ids, hexadecimal. */
  readonly passkeys: readonly string[];
}

/** What a wallet at this page's own sovereign is made with. */
interface NewWallet {
  readonly handle: string;
  readonly country: string;
  readonly opener: Opener;
  /** What the way to open it is called. */
  readonly label: string;
}

/** Opening, locking, and the ways to. Secrets go in and never come out. */
export interface KeysCalls {
  /** How the wallets that this browser stores can be opened; null where there are none. */
  look(): Promise<Outcome<Closed | null>>;
  create(given: NewWallet): Promise<Outcome<Snapshot>>;
  open(opener: Opener): Promise<Outcome<Snapshot>>;
  ways(): Promise<Outcome<readonly UnlockWay[]>>;
  addWay(opener: Opener, label: string): Promise<Outcome<null>>;
  removeWay(id: string): Promise<Outcome<null>>;
  /** Empties a keyring whose wallets are all lost, so that another can be made; `usage`, `wallet-exists`, of any other. */
  beginAnew(): Promise<Outcome<null>>;
  /** Closes the wallets; the keys are gone from memory with the process, which the page ends. */
  lock(): Promise<Outcome<null>>;
}

/** A sovereign that this browser has no wallet at, as it shows itself. */
export interface Met {
  readonly url: string;
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly currencies: readonly string[];
  /** Whether this browser has a wallet there. */
  readonly isKnown: boolean;
}

/** A wallet of this browser at one of its sovereigns. */
export interface Place {
  /** Of its storage. */
  readonly name: string;
  readonly url: string;
  readonly sovereign: string;
  readonly handle: string | null;
  readonly isShown: boolean;
  /** Null where it could not be opened. */
  readonly snapshot: Snapshot | null;
}

/** Wallets at several sovereigns, of which one is shown. */
export interface PlacesCalls {
  places(): Promise<Outcome<readonly Place[]>>;
  choose(name: string): Promise<Outcome<Snapshot>>;
  /** Asks a sovereign who it is, by its address. */
  meet(url: string): Promise<Outcome<Met>>;
  /** Makes a wallet at a sovereign, of the very constitution that was shown; `usage`, `known-place`, where one is stored, open or not. */
  joinAt(met: Met, handle: string, country: string): Promise<Outcome<Snapshot>>;
  /** What the shown wallet's sovereign answers to anybody at a path, in JSON. */
  read(path: string): Promise<Outcome<unknown>>;
}

/** Whether everything is as it was signed. */
export interface SafetyCalls {
  verify(): Promise<Outcome<Verified>>;
  /** What this wallet has seen of its sovereign's log, as a text for another wallet. */
  seenCheckpoints(): Promise<Outcome<string>>;
  /** Compares what another wallet has seen, from such a text. */
  compareSeen(theirs: string): Promise<Outcome<readonly ForkEvidence[]>>;
  /** The owner has seen what is wrong and goes on all the same. */
  goOn(): Promise<Outcome<null>>;
}

/** A device of the identity, with the name that this browser's owner has given it. */
export interface NamedDevice extends DeviceView {
  readonly name: string | null;
  readonly isOwn: boolean;
}

/** The identity's devices, and taking a place among them. */
export interface DevicesCalls {
  devices(): Promise<Outcome<readonly NamedDevice[]>>;
  /** A name that stays in this browser, sealed. */
  nameDevice(key: string, name: string): Promise<Outcome<null>>;
  /** The id of the key that a request would enrol, hexadecimal: both devices show how it begins. */
  requestedKey(request: string): Promise<Outcome<string>>;
  /** Adds the device whose request this is; gives what it needs to join. */
  addDevice(request: string): Promise<Outcome<{ readonly invitation: string }>>;
  revokeDevice(ordinal: number): Promise<Outcome<{ readonly id: string }>>;
  /** Makes keys for this browser as a further device of somebody: gives the request for the other device. */
  prepareDevice(opener: Opener, label: string): Promise<Outcome<string>>;
  /** Forgets keys that were made for a device that has not joined; `usage`, `wallet-exists`, where there is a wallet. */
  forgetPrepared(): Promise<Outcome<null>>;
  /** Takes the place that the other device has given this one. */
  joinDevice(invitation: string): Promise<Outcome<Snapshot>>;
}
