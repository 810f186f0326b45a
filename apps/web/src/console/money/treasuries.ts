/** What `/v1/operator/treasuries` answers (docs/integrators/http-api.md); amounts of the smallest unit, as text. */

export interface TreasuriesShown {
  readonly country: string;
  readonly treasuries: readonly TreasuryShown[];
}

export interface TreasuryShown {
  readonly currency: string;
  readonly code: string;
  readonly decimals: number;
  readonly name: string;
  readonly chain: string;
  readonly threshold: number;
  readonly signers: readonly { readonly suite: number; readonly publicKey: string }[];
  /** The signers whose sealed keys lie in the sovereign's folder. */
  readonly keys: readonly number[];
  readonly state: string;
  readonly balance: string;
  readonly unclaimed: { readonly count: number; readonly amount: string; readonly isAll: boolean };
  readonly returnable: readonly { readonly hold: string; readonly amount: string }[];
  readonly waits: WaitsShown | null;
}

export interface WaitsShown {
  readonly transitions: string;
  readonly signed: readonly number[];
  readonly until: number;
  readonly isSent: boolean;
  readonly refusal: { readonly code: string; readonly message: string } | null;
}

/** What handing in drafts came to. */
export interface HandedIn {
  readonly waits: WaitsShown | null;
  readonly isFinal: boolean;
  readonly refusal: { readonly code: string; readonly message: string } | null;
}
