/**
 * The wallet as its users see it. Amounts at this edge are decimal strings in units of the currency ("5.00"); identities
 * are addresses; identifiers are lower-case hexadecimal; times are milliseconds since 1970-01-01 UTC.
 */
import type { Key, Suite } from '@tallystick/protocol';
import type { Governance } from './governance/governance-types.ts';
import type { Holds, MandateView } from './holds/holds-types.ts';
import type { Offline } from './offline/offline-types.ts';
import type { Streams } from './offline/stream/stream-types.ts';
import type { Decisions } from './decisions/decisions-types.ts';
import type { Failure, Outcome, Problem } from './outcome.ts';

/** What opens the sealed keys: a passphrase (through Argon2id), or 32 random bytes kept in a file of their own. */
export type Unlock =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'key'; readonly key: Uint8Array };

/** What a new wallet is to be. */
export interface CreateOptions {
  readonly unlock: Unlock;
  /** The sovereign's address, such as `http://127.0.0.1:7600`. */
  readonly sovereign: string;
  /** Two capital letters, ISO 3166-1 alpha-2: a self-declared country record of tier 0. */
  readonly country: string;
  /** Without the `@`. */
  readonly handle?: string;
  /** 64 hexadecimal digits: refuse any other constitution. Without it the first one seen is pinned. */
  readonly pin?: string;
  /** How long a signed transition may still be admitted, at most the constitution's own limit. Default 30 s. */
  readonly validityMs?: number;
  /** How long a payee may take before a payment returns to its payer. Default 30 days. */
  readonly claimWindowMs?: number;
  /**
   * The public key of a root that is kept elsewhere, of a suite that the constitution admits for roots. Without it a new
   * root is made and sealed in this wallet.
   */
  readonly root?: Key;
  /**
   * The suite of a new root. Default 4, SLH-DSA-SHA2-128s. Suite 3, SLH-DSA-SHA2-128f, has larger signatures, and is made sixty
   * times as fast: for whoever makes thousands.
   */
  readonly rootSuite?: Suite;
}

/** What a further device of an identity is prepared with. */
export type PrepareOptions = Pick<
  CreateOptions,
  'unlock' | 'sovereign' | 'pin' | 'validityMs' | 'claimWindowMs'
>;

/** One payment to make. */
export interface PayRequest {
  /** `@handle`, an address, or a `tally:` URI. */
  readonly to: string;
  /** Decimal, such as `5.00`; may be left out when the URI names it. */
  readonly amount?: string;
  /** Code, such as `HRB`; may be left out when the URI names it. */
  readonly currency?: string;
  /** At most 256 bytes in UTF-8; sealed to the receiver's devices. */
  readonly memo?: string;
  /** What it is for, as rules ask: one to four capitals or digits, such as ISO 20022's `SALA`. The sovereign sees it. */
  readonly purpose?: string;
  /** Which own country record the payment is decided under; the first where it is left out. */
  readonly country?: string;
  /** Under which of the receiver's country records; the first where it is left out. */
  readonly toCountry?: string;
  /**
   * The caller's own name for this payment: 1 to 64 printable ASCII characters, kept in this wallet only, in the same
   * durable write as the payment. Paying again under a reference that is pending or final makes no second payment, but
   * answers with the first; a refused or abandoned one does not count. So a program that died may simply ask again.
   */
  readonly reference?: string;
}

/** A payment that was announced: rules can ask for so long a wait. */
export interface Announced {
  /** Since when, by the ledger, or a little earlier; in ms since 1970. */
  readonly at: number;
  /** Then it lapses, and would have to be announced anew. */
  readonly until: number;
}

/** A certificate, for people and scripts. */
export interface CertificateView {
  readonly index: number;
  readonly treeSize: number;
  readonly transition: string;
  /** The whole certificate in canonical CBOR (protocol.md section 6), hexadecimal. */
  readonly bytes: string;
  /** The signed checkpoint, as text. */
  readonly checkpoint: string;
}

/**
 * What became of a payment. `final`: in the log, the certificate proves it. `pending`: stored and perhaps sent, but no
 * answer came; the wallet asks and re-sends the same bytes by itself, and never pays twice.
 */
export type Payment =
  | {
      readonly status: 'final';
      readonly id: string;
      readonly hold: string;
      readonly certificate: CertificateView;
    }
  | { readonly status: 'pending'; readonly id: string; readonly hold: string };

/** Amounts by currency code; a currency without any is absent. */
export interface Amounts {
  readonly [currency: string]: string;
}

/** What a wallet has, and what is on its way. */
export interface Balances {
  /** Spendable, as the last certified own state says. */
  readonly balances: Amounts;
  /** Put for this wallet and not yet taken. */
  readonly incoming: Amounts;
  /** Put by this wallet and not yet taken by its payee, or paid by a transition whose answer is outstanding. */
  readonly outgoing: Amounts;
}

/** One line of the history, newest last. */
export interface HistoryEntry {
  readonly id: string;
  /** Which line of its transition this is, where that has several: from 1, and absent of the first. */
  readonly line?: number;
  /** `set-aside`: a tab or an allowance was opened, or a tab raised; what its acts gave stands with them. */
  readonly kind: 'opened' | 'identity' | 'paid' | 'set-aside' | 'received' | 'returned';
  /** `given-up`: the sovereign declared a new epoch in public, in which this did not happen, though it may have been certified. */
  readonly status: 'final' | 'pending' | 'refused' | 'abandoned' | 'given-up';
  readonly time: number;
  readonly amount?: string;
  readonly currency?: string;
  /** The other side's address, and its handle when known. */
  readonly party?: string;
  readonly handle?: string;
  /** Instead of `party`: the currency's treasury issued it. */
  readonly treasury?: true;
  readonly memo?: string;
  /** What {@link Wallet.annotate} has kept: this wallet's owner's own words, which nobody else has. */
  readonly note?: string;
  /** For `paid`: {@link PayRequest.reference}. */
  readonly reference?: string;
  /** For `paid`: whether the payee has taken it. */
  readonly taken?: boolean;
  /** For `refused`. */
  readonly refusal?: { readonly code: string; readonly message: string };
  /** For `given-up`: the epoch that did, the size of the log at which it goes on, and why, in its root's signed words. */
  readonly givenUp?: { readonly epoch: number; readonly size: number; readonly reason: string };
}

/** What `collect`, `returnUnclaimed` and `sync` moved. */
export interface Moved {
  readonly received: Amounts;
  readonly returned: Amounts;
  /** Holds taken. */
  readonly holds: number;
  /** Tabs for this wallet that are new at the sovereign, or to which something was added; told once. */
  readonly tabs?: readonly TabNews[];
  /**
   * Of `sync`: until then, by the ledger's clock, nothing can be paid or taken, for an earlier transition was refused or given
   * up, and could still be admitted if somebody sent it again. What is due is in the balances as `incoming`.
   */
  readonly waitsUntil?: number;
  /**
   * Of `sync`: how far this machine's clock is from the newest time that the ledger has signed, in ms, negative where it is
   * behind; absent where it may be right. The wallet goes by the ledger's time, but without a network it has no better clock.
   */
  readonly clockOff?: number;
  /** Of `sync`: mandates of this wallet whose next periods should be set aside, and for which the balance is short. */
  readonly reminders?: readonly MandateView[];
  /** Of `sync`, once: the sovereign has declared a new epoch since the last one, and this wallet has followed it. */
  readonly newEpoch?: NewEpoch;
}

/** What a new epoch means to this wallet; `wallet.view().epochs` has what the sovereign's root has signed of it. */
export interface NewEpoch extends EpochView {
  /** How many certified transitions of this wallet were given up; the history names them. */
  readonly givenUp: number;
}

/** An epoch of the sovereign's log, as its root has signed it. */
export interface EpochView {
  readonly number: number;
  readonly origin: string;
  /** From when on its key may sign. */
  readonly notBefore: number;
  /** The log that it goes on from, at which size, and why what was certified beyond is given up; null for the first one. */
  readonly succeeds: {
    readonly origin: string;
    readonly size: number;
    readonly reason: string;
  } | null;
}

/** What `verify` says: everything holds, or what does not and where. */
export interface Verified {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  /** How much was looked at, so that nobody mistakes nothing for all. */
  readonly checked: {
    readonly records: number;
    readonly transitions: number;
    readonly certificates: number;
    readonly checkpoints: number;
    /** Whether the sovereign was reached, and what it shows now was checked too. */
    readonly online: boolean;
  };
}

/** Two checkpoints that no append-only log can both have signed. Anyone can check it with the log's public key. */
export interface ForkEvidence {
  readonly first: string;
  readonly second: string;
  readonly what: string;
}

/** A device of an identity. */
export interface DeviceView {
  readonly ordinal: number;
  /** Its public key's id, hexadecimal; whoever signed its enrolment was shown the beginning of it. */
  readonly key: string;
}

/** Who a wallet is. */
export interface WalletView {
  readonly address: string;
  readonly identity: string;
  readonly device: string;
  readonly ordinal: number;
  readonly handle: string | null;
  readonly countries: readonly string[];
  /** The identity's active devices, as of the last answer; `ordinal` above is that of this one. */
  readonly devices: readonly DeviceView[];
  /** Whether the identity's opening is certified. */
  readonly opened: boolean;
  readonly sovereign: { readonly url: string; readonly id: string; readonly name: string };
  readonly currencies: readonly {
    readonly code: string;
    readonly decimals: number;
    readonly name: string;
  }[];
  /** Sequence of the last certified state of the device's chain. */
  readonly sequence: number;
  /** The highest signed time seen, in the newest epoch. */
  readonly signedTime: number;
  /** Oldest first. More than one: the sovereign has given entries up in public. */
  readonly epochs: readonly EpochView[];
}

/** A proof that this wallet holds, in canonical bytes: what brings a sovereign forward that lost its newest entries. */
export interface HeldCertificate {
  readonly certificate: Uint8Array;
  readonly transition: Uint8Array;
}

/** A tab for this wallet, as its sovereign lists it; `amount`: what was put, or added. What counts is what its payer can prove. */
export interface TabNews {
  readonly news: 'opened' | 'raised';
  readonly hold: string;
  readonly from: string;
  /** What the sovereign says; null where it knows none. */
  readonly handle: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly until: number;
}

/** What {@link Wallet.watch} tells. */
export type WalletEvent =
  | { readonly kind: 'received'; readonly moved: Moved }
  | { readonly kind: 'tab'; readonly tab: TabNews }
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** After `unreachable` or a `problem`, once: the sovereign has answered, and nothing was wrong. */
  | { readonly kind: 'reached' }
  /** The sovereign contradicts itself or refuses, or this wallet cannot store: `storage-failed`. */
  | { readonly kind: 'problem'; readonly failure: Failure };

/** A change of an identity's devices, or of how many of them sign. */
export type IdentityChange =
  | { readonly kind: 'add-device'; readonly request: string }
  | { readonly kind: 'revoke-device'; readonly ordinal: number }
  | { readonly kind: 'policy'; readonly threshold: number };

/** A change that several devices make together, with the signatures it has so far. */
export interface JointChange {
  /** To pass on: `tally-change:…`. No secret. */
  readonly change: string;
  /** For people, from the bytes that are signed. */
  readonly does: string;
  /** Ordinals of the devices that have signed. */
  readonly signed: readonly number[];
  /** As many have to. */
  readonly needed: number;
  /** How long it can be admitted, in ms since 1970. */
  readonly until: number;
}

/** An open wallet. Calls are carried out one after another in the order they were made. */
export interface Wallet {
  view(): WalletView;
  /** Pays. Nothing has left the wallet's balance when this fails with `usage` or before anything was signed. */
  pay(request: PayRequest): Promise<Outcome<Payment>>;
  /** Pays up to 256 in one transition: all or none. Payments in the order of the requests, under one id. */
  payMany(requests: readonly PayRequest[]): Promise<Outcome<readonly Payment[]>>;
  /**
   * Announces a payment, where rules let it through only after a wait: the ledger learns that something will be paid, and
   * not what. `pay` with the same payee, amount, currency and purpose carries it out. Announced once, however often asked.
   */
  announce(request: PayRequest): Promise<Outcome<Announced>>;
  /** Whether that payment is announced and could still be carried out; null where it is not. Nothing is said. */
  announced(request: PayRequest): Promise<Outcome<Announced | null>>;
  /** Takes everything that is due to this wallet: up to 256 holds a transition, at most 16 transitions a call. */
  collect(): Promise<Outcome<Moved>>;
  /** Takes back what nobody claimed before its window ended. */
  returnUnclaimed(): Promise<Outcome<Moved>>;
  /** Resolves what is pending, checks the newest checkpoint, collects, and returns the unclaimed. */
  sync(): Promise<Outcome<Moved>>;
  /**
   * Settles what is pending: true when the next transition can be made, false while an earlier one is refused and not yet
   * stale (at most its validity and one heartbeat of the ledger). Waits up to `patienceMs` for that; default 0.
   */
  settle(patienceMs?: number): Promise<Outcome<boolean>>;
  /** From storage; `sync` first for what is new. */
  balances(): Promise<Outcome<Balances>>;
  history(): Promise<Outcome<readonly HistoryEntry[]>>;
  /**
   * Keeps a note of one's own on a line of the history, in place of the one before: at most 256 bytes in UTF-8, sealed in this
   * wallet's storage and nowhere else. An empty one removes it. `usage`: `unknown-entry`, `bad-note`.
   */
  annotate(entry: Pick<HistoryEntry, 'id' | 'line'>, note: string): Promise<Outcome<null>>;
  /** A `tally:` URI that asks for a payment to this wallet. */
  request(amount?: string, currency?: string, memo?: string): Outcome<string>;
  /** Checks everything stored, then the log that the sovereign shows now. Without the sovereign: what is stored. */
  verify(): Promise<Outcome<Verified>>;
  /** Every certificate of this wallet's own transitions, each with its transition; also of those that were given up. */
  certificates(): Promise<Outcome<readonly HeldCertificate[]>>;
  /**
   * The signed checkpoints this wallet has seen, at the sovereign or with whom it met, as text: by epoch, ascending by size.
   */
  checkpoints(): Promise<Outcome<readonly string[]>>;
  /** Compares another wallet's checkpoints with its own, asking the sovereign for consistency proofs. */
  compareCheckpoints(theirs: readonly string[]): Promise<Outcome<readonly ForkEvidence[]>>;
  /** Enrols the device that `prepareDevice` described; gives what that device needs to join. */
  addDevice(
    request: string,
  ): Promise<Outcome<{ readonly id: string; readonly invitation: string }>>;
  revokeDevice(ordinal: number): Promise<Outcome<{ readonly id: string }>>;
  /** How many of the identity's devices have to sign its changes from then on; the root alone also may. */
  setThreshold(threshold: number): Promise<Outcome<{ readonly id: string }>>;
  /**
   * Where the identity asks for several devices: drafts a change, signs it with this device, and gives it for others to sign.
   * It can be handed in for `validMs`; until it is, or that is over, this device signs no other change of the identity.
   */
  proposeChange(change: IdentityChange, validMs: number): Promise<Outcome<JointChange>>;
  /** Signs what another device proposed. Show `does` to a person before: see `readChange`. */
  signChange(change: string): Promise<Outcome<JointChange>>;
  /** What a change does, by its bytes; nothing is signed. */
  readChange(change: string): Promise<Outcome<JointChange>>;
  /** Puts together what devices have signed, and sends it when they are enough; else gives what it has so far. */
  submitChange(
    changes: readonly string[],
  ): Promise<Outcome<{ readonly id: string; readonly invitation: string } | JointChange>>;
  /**
   * Goes on with the same sovereign at another address; `usage`, `other-sovereign`, where that shows another constitution than
   * the pinned one. Also a log that does not continue what this wallet has seen is not moved to.
   */
  moveTo(sovereign: string): Promise<Outcome<WalletView>>;
  /** Adds a self-declared country record (tier 0). */
  addCountry(country: string): Promise<Outcome<{ readonly id: string }>>;
  claimHandle(handle: string): Promise<Outcome<{ readonly id: string }>>;
  /**
   * Collects until `signal` aborts, telling what came in: at once, as the sovereign's events tell it. While no events can be had
   * it asks every `everyMs` (default 5,000), and a twelfth as often while they come.
   */
  watch(tell: (event: WalletEvent) => void, signal: AbortSignal, everyMs?: number): Promise<void>;
  /** Payments with no network between the two. */
  offline(): Offline;
  /** Micropayments: ticks inside a tab. */
  streams(): Streams;
  /** Value that waits for somebody, for a time, for a word; amounts for every period. */
  holds(): Holds;
  /** What this identity says about rules and the constitution. */
  governance(): Governance;
  /** What the rules said of own payments, and why. */
  decisions(): Decisions;
  /** Waits for what is under way, then releases the storage. */
  close(): Promise<void>;
}
