import type {
  Balances,
  HistoryEntry,
  Moved,
  Outcome,
  PayRequest,
  Payment,
  TabNews,
  WalletView,
} from '@tallystick/wallet';
import type { DevicesCalls, KeysCalls, PlacesCalls, SafetyCalls } from './keys/calls.ts';
import type { ProposeCalls } from './propose/calls.ts';
import type { Standing } from './place-standing.ts';
import type { StoppedCalls } from './stopped/calls.ts';
import type { StreamCalls } from './streams/calls.ts';
import type { TakeAlongCalls } from './take-along/calls.ts';
import type { VotesCalls } from './votes/calls.ts';
import type { OfflineCalls } from './offline/calls.ts';
import type { WaitingCalls } from './waiting/calls.ts';

/** Whom somebody typed, as the sovereign knows them; and what a link asks for beside. */
export interface Payee {
  /** The address, or the handle with its `@`, that was asked for. */
  readonly who: string;
  readonly address: string;
  readonly handle: string | null;
  readonly country: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly memo: string | null;
}

/** Everything that is shown of a wallet, at one time. */
export interface Snapshot {
  /** Of its storage: calls name by it which wallet they are of. */
  readonly name: string;
  readonly standing: Standing;
  readonly view: WalletView;
  readonly balances: Balances;
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
}

/** What a page may ask of the process that has the keys, of the wallet that is shown. Secrets go in and never come out. */
export interface WalletCalls
  extends
    KeysCalls,
    OfflineCalls,
    PlacesCalls,
    ProposeCalls,
    SafetyCalls,
    DevicesCalls,
    StoppedCalls,
    StreamCalls,
    TakeAlongCalls,
    VotesCalls,
    WaitingCalls {
  snapshot(): Promise<Outcome<Snapshot>>;
  sync(): Promise<Outcome<Moved>>;
  payee(typed: string): Promise<Outcome<Payee>>;
  /** Keeps a note of one's own on a line of the history; an empty one removes it. */
  annotate(entry: Pick<HistoryEntry, 'id' | 'line'>, note: string): Promise<Outcome<null>>;
  pay(request: PayRequest): Promise<Outcome<Payment>>;
  /** A `tally:` URI that asks for a payment to this wallet. */
  request(amount?: string, currency?: string, memo?: string): Promise<Outcome<string>>;
}

export interface CallMessage {
  readonly id: number;
  /** The name of the wallet that the page showed when it asked; null of what is of none, such as unlocking. */
  readonly wallet: string | null;
  readonly call: keyof WalletCalls;
  readonly args: readonly unknown[];
}

/**
 * What the process says: which addresses it has asked for, the answer to a call, or what came in, was set aside for
 * a wallet, or how it stands by now. All but the first two name the wallet.
 */
export type ProcessMessage =
  | { readonly kind: 'loaded'; readonly urls: readonly string[] }
  | { readonly kind: 'answer'; readonly id: number; readonly outcome: Outcome<unknown> }
  | { readonly kind: 'received'; readonly name: string }
  | { readonly kind: 'tab'; readonly name: string; readonly tab: TabNews }
  | { readonly kind: 'standing'; readonly name: string; readonly standing: Standing };

/** What the process tells by itself. */
export type ProcessNews = Exclude<ProcessMessage, { kind: 'answer' | 'loaded' }>;
