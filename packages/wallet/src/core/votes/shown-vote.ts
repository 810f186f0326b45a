/** An entry of the log with its proof; bytes in base64url. */
export interface EntryBody {
  readonly id: string;
  readonly transition: string;
  readonly certificate: string;
}

export interface BallotBody {
  readonly entry: EntryBody;
  /** What the voter's key was registered with. */
  readonly votingKey: EntryBody | null;
}

/**
 * Where a vote is counted again from: a sovereign, or what was kept of it. Everything is JSON as http-api.md has it, and nothing
 * of it is believed. What cannot be had is thrown by whoever is asked.
 */
export interface ShownVote {
  /** `signedConstitution`, and each `signedEpoch`, oldest first; bytes in base64url. */
  founding(): Promise<{ readonly constitution: string; readonly epochs: readonly string[] }>;
  /** `GET /v1/rules/proposals/ID/ballots`, at least one page, in log order. */
  pages(): AsyncIterable<unknown> | Iterable<unknown>;
  /** `GET /v1/rules/proposals/ID/evidence`. */
  evidence(): Promise<unknown>;
  /** `GET /v1/rules/proposals/ID`. Asked before the ballots: those that were cast later are not in it. */
  proposal(): Promise<unknown>;
}

/** The log as it is shown to everybody. */
export interface ShownTree {
  /** The newest signed checkpoint. */
  checkpoint(): Promise<Uint8Array>;
  /** A tile by its path after `/tile/`; null where there is none. */
  tile(path: string): Promise<Uint8Array | null>;
}
