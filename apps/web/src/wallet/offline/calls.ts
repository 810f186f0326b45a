import type {
  AllowanceRequest,
  CoverTerms,
  CoverView,
  Exposure,
  GivenCover,
  HeldHoldView,
  KnownFork,
  Outcome,
  OwnHoldView,
  OwnLimits,
  Released,
  SetAside,
  ShownCoverView,
  TabRequest,
  VoidableAct,
} from '@tallystick/wallet';
import type { ExchangeEnd, ExchangeRole } from './exchange-messages.ts';

/** A payer that has signed what cannot all be true. */
interface ShownFork extends Pick<KnownFork, 'hold' | 'from'> {
  /** Whether the proof is on the public log. */
  readonly isLogged: boolean;
}

/** Everything about payments without a network, at one time. */
export interface OfflineShown {
  /** Until when others believe what this wallet shows of itself; null: it has nothing to show. */
  readonly readyUntil: number | null;
  readonly own: readonly OwnHoldView[];
  readonly held: readonly HeldHoldView[];
  readonly covers: readonly CoverView[];
  readonly exposure: Exposure;
  readonly limits: OwnLimits;
  readonly forks: readonly ShownFork[];
}

/** Under which name something is set aside, and until when; null: for as long as what it adds to. */
export interface Once {
  readonly reference: string;
  readonly until: number | null;
}

/** What a page asks of the wallet's process about payments without a network. */
export interface OfflineCalls {
  offline(): Promise<Outcome<OfflineShown>>;
  /** Pays, is paid, or compares; what is shown and read goes over the port until it is over. */
  exchange(port: MessagePort, role: ExchangeRole): Promise<Outcome<ExchangeEnd>>;
  /** The name of what is looked at: the same for the same `what` until its answer is final, also after the page was closed on it. */
  once(what: string, until: number | null): Promise<Outcome<Once>>;
  openTab(request: TabRequest): Promise<Outcome<SetAside>>;
  raiseTab(hold: string, amount: string, reference: string): Promise<Outcome<SetAside>>;
  releaseTab(hold: string): Promise<Outcome<Released>>;
  openAllowance(request: AllowanceRequest): Promise<Outcome<SetAside>>;
  allowanceTerms(hold: string): Promise<Outcome<string>>;
  readCoverTerms(terms: string): Promise<Outcome<CoverTerms>>;
  giveCover(terms: string, amount: string, reference: string): Promise<Outcome<GivenCover>>;
  keepCover(terms: string): Promise<Outcome<ShownCoverView>>;
  /** What the word not to claim a handed act would give up, for its last look. */
  readVoid(handover: Uint8Array): Promise<Outcome<VoidableAct>>;
  /** Gives that word, as a message for the payer's wallet. */
  voidAct(handover: Uint8Array): Promise<Outcome<Uint8Array>>;
  setOfflineLimits(limits: Partial<OwnLimits>): Promise<Outcome<null>>;
}
