import type { Failure, Outcome } from '@tallystick/wallet';

/** What a service asks for, before anything is set aside. Amounts are decimal texts. */
export interface ServiceOffer {
  readonly url: string;
  /** Whose address its signed request names. */
  readonly payee: string;
  /** What it calls its service; empty: nothing. */
  readonly memo: string;
  readonly currency: string;
  /** For every `perTicks` ticks. */
  readonly price: string;
  readonly perTicks: number;
  /** What a request costs now. */
  readonly ticks: number;
}

/** What somebody agreed to at the last look. */
export interface StreamTerms {
  readonly offer: ServiceOffer;
  /** The most that one request may cost. */
  readonly each: string;
  readonly budget: string;
  /** The very end, as it was shown, of the lock on what is set aside, in ms since 1970; nothing is set aside after it. */
  readonly until: number;
  /** How long to wait between two requests; null: somebody asks for each. */
  readonly everyMs: number | null;
}

/** What a service answered to a request that was paid. */
interface ServiceAnswer {
  /** HTTP's; 0: it sends elsewhere, which is not followed. */
  readonly status: number;
  /** Null: it is no text, or longer than is shown. */
  readonly text: string | null;
  readonly paid: string;
}

/** A stream that is paid from, as it stands. */
export interface StreamShown {
  readonly terms: StreamTerms;
  /** What counts as paid. */
  readonly spent: string;
  readonly requests: number;
  readonly last: ServiceAnswer | null;
  /** Of the last request. */
  readonly failure: Failure | null;
}

export interface StreamCalls {
  /** Asks a service once, without paying. */
  serviceOffer(typed: string): Promise<Outcome<ServiceOffer>>;
  /** From here on requests are paid; nothing is set aside before the first of them. */
  startStream(terms: StreamTerms): Promise<Outcome<StreamShown>>;
  /** One request, paid; what went wrong with it is shown with the rest. */
  askService(): Promise<Outcome<StreamShown>>;
  streamNow(): Promise<Outcome<{ readonly stream: StreamShown | null }>>;
  stopStream(): Promise<Outcome<null>>;
}
