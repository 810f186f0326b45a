/** `GET /v1/forks`: a hold whose writer has signed two histories. */
export interface ForkShown {
  readonly hold: string;
  /** `H_key` of the key. */
  readonly writer: string;
  readonly owner: string;
  readonly key: { readonly suite: number; readonly publicKey: string } | null;
  readonly forkProof: string | null;
  readonly proof: string | null;
  readonly transition: string | null;
}

/** What a worker is asked: whether these prove what they say, of holds of this sovereign. */
export interface ForksAsked {
  readonly sovereign: string;
  readonly forks: readonly ForkShown[];
}

/** How the two histories contradict each other. */
type ForkRuleShown = 'same-sequence' | 'broken-link' | 'total';

/** What the worker found of one. `evidence`: what convinces anybody who knows the sovereign's id; null where nobody has said it on the log. */
export interface ForkNews {
  readonly hold: string;
  readonly found:
    | { readonly kind: 'proven'; readonly rule: ForkRuleShown }
    | { readonly kind: 'not-proven' }
    | { readonly kind: 'not-yet' };
  readonly evidence: Uint8Array<ArrayBuffer> | null;
}
