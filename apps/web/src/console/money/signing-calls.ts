/** What passes between the console's page and the process that signs for treasuries. No answer carries a secret. */

/** A key as it is kept, with what opens it. The passphrase goes to the process and nowhere else. */
export interface KeyToOpen {
  /** What it is sealed for. */
  readonly label: string;
  readonly sealed: Uint8Array;
  readonly passphrase: string;
}

/** What a person has read and agreed to, in the order of the drafts; payees by their ids in hexadecimal. */
export interface ShownLine {
  readonly kind: 'mint' | 'burn' | 'return' | 'pay';
  readonly amount: bigint;
  readonly payee: string | null;
  readonly country: string | null;
}

export interface ToSign {
  readonly sovereign: Uint8Array;
  readonly code: string;
  readonly signers: readonly { readonly suite: number; readonly publicKey: Uint8Array }[];
  /** Drafts in canonical bytes (`draftsCodec`). */
  readonly transitions: Uint8Array;
  readonly shown: readonly ShownLine[];
}

/**
 * `not-shown`: the bytes do something else than what was read. `place-not-free`: this key has signed something else in that place in
 * this browser, which could still be admitted. `outdated`: and that is in the log.
 */
export type SigningFault =
  | 'wrong-passphrase'
  | 'no-key'
  | 'not-a-signer'
  | 'not-shown'
  | 'place-not-free'
  | 'outdated'
  | 'not-stored';

export type SigningAnswer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: SigningFault };

export interface SigningCalls {
  /** Opens a key and keeps it until it has signed once, or for a minute. Answers whose it is. */
  open(key: KeyToOpen, signers: ToSign['signers']): Promise<SigningAnswer<number>>;
  /** Signs what was shown, with the key that is open, and forgets it. Answers the drafts with its signature. */
  sign(what: ToSign): Promise<SigningAnswer<Uint8Array>>;
}

export interface SigningRequest {
  readonly id: number;
  readonly call: keyof SigningCalls;
  readonly args: readonly unknown[];
}

export type SigningMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: SigningAnswer<unknown> };
