import type { Certificate, Hash } from '@tallystick/protocol';
import type { DecodedTransition } from '../admit/decode-transition.ts';
import type { SignatureJob } from '../admit/check-signatures.ts';
import type { Refusal } from '../refusal/refusal.ts';

/**
 * A transition that passed the precheck and waits for its signatures. Hand it to `admitBatch` when
 * they are good, to `reject` when one is not: exactly one of the two.
 */
export interface Pending {
  readonly transition: DecodedTransition;
  /** Signatures inside its operation that are among the jobs: admission knows them by then. */
  readonly proven: readonly SignatureJob[];
}

/** What the precheck answers. */
export type Prechecked =
  /** Admitted before, or being admitted: the entry's index. */
  | { readonly known: number; readonly id: Hash }
  | { readonly refusal: Refusal }
  | { readonly pending: Pending; readonly jobs: readonly SignatureJob[] };

/** What becomes of one transition: admitted, durable and certified; or refused. */
export type Answer = { readonly ok: true; readonly certificate: Certificate } | Refusal;
