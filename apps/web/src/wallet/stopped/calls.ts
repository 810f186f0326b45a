import type {
  Announced,
  Appealed,
  DecisionView,
  Explained,
  Outcome,
  PayRequest,
} from '@tallystick/wallet';

/** A payment that rules have stopped, and the appeal from that where there is one. */
export interface Stopped extends DecisionView {
  /** The transition that said the appeal. */
  readonly appeal: string | null;
}

export interface StoppedCalls {
  /** Newest first. */
  stopped(): Promise<Outcome<readonly Stopped[]>>;
  /** A decision by its id, done again; the rules are fetched where this wallet has no copy. */
  explain(decision: string): Promise<Outcome<Explained>>;
  /** Without a reason: the appeal that was made, null where none was. */
  appeal(decision: string, reason?: string): Promise<Outcome<Appealed | null>>;
  /** What is stored of an announcement that can still be carried out; null where there is none. */
  announced(request: PayRequest): Promise<Outcome<Announced | null>>;
  announce(request: PayRequest): Promise<Outcome<Announced>>;
}
