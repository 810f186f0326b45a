import {
  type CryptoProvider,
  type Hash,
  type Key,
  SUITES,
  type SignedKind,
  signingContext,
} from '../crypto/index.ts';
import { type Codec, bytes, bytesUpTo, equalBytes, record } from '../encoding/index.ts';
import { STATE_BYTES, type StateFault, decodeState, stateId } from './state.ts';

/** A state and a signature over its id. */
export interface SignedState {
  readonly state: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Two states of one chain that one key signed and that cannot both be in one history: at one sequence with different
 * content, or `second` following `first` without naming it (DESIGN section 5).
 */
export interface ForkProof {
  readonly first: SignedState;
  readonly second: SignedState;
}

export type ForkRule = 'same-sequence' | 'broken-link';

export type ForkFault =
  StateFault | 'other-chain' | 'same-content' | 'not-neighbours' | 'linked' | 'signature';

export type ForkCheck =
  { ok: true; rule: ForkRule; chain: Hash; sequence: number } | { ok: false; reason: ForkFault };

/** Whose signatures are looked for: the key, what it signed the states as, under which sovereign. */
export interface ForkSigner {
  readonly key: Key;
  readonly kind: Extract<SignedKind, 'transition' | 'act' | 'receipt'>;
  readonly sovereign: Hash;
}

export const signedStateCodec: Codec<SignedState> = record({
  state: bytes(STATE_BYTES),
  signature: bytesUpTo(SUITES[3].signature),
});

export const forkProofCodec: Codec<ForkProof> = record({
  first: signedStateCodec,
  second: signedStateCodec,
});

/**
 * Whether the key signed two histories. `sequence` is where they part. It proves that the key signed both, not who held
 * the key, nor which of the two the ledger admitted. Two signatures over the same content are no fork.
 */
export function verifyForkProof(
  proof: ForkProof,
  signer: ForkSigner,
  crypto: CryptoProvider,
): ForkCheck {
  const first = decodeState(proof.first.state);
  if (!first.ok) return first;
  const second = decodeState(proof.second.state);
  if (!second.ok) return second;
  const [a, b] = [first.value, second.value];
  if (!equalBytes(a.chain, b.chain)) return { ok: false, reason: 'other-chain' };
  let rule: ForkRule = 'same-sequence';
  if (a.sequence === b.sequence) {
    if (equalBytes(proof.first.state, proof.second.state)) {
      return { ok: false, reason: 'same-content' };
    }
  } else if (b.sequence === a.sequence + 1) {
    rule = 'broken-link';
    if (equalBytes(b.previous, stateId(proof.first.state))) return { ok: false, reason: 'linked' };
  } else return { ok: false, reason: 'not-neighbours' };
  const context = signingContext(signer.kind, signer.sovereign);
  const signed = [proof.first, proof.second].every(({ state, signature }) =>
    crypto.verify(signer.key, stateId(state), signature, context),
  );
  if (!signed) return { ok: false, reason: 'signature' };
  return { ok: true, rule, chain: a.chain, sequence: b.sequence };
}
