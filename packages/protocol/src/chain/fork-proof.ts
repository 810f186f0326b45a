import {
  type CryptoProvider,
  type Hash,
  type Key,
  SUITES,
  type SignedKind,
  signingContext,
} from '../crypto/index.ts';
import { type Codec, bytes, bytesUpTo, equalBytes, nullable, record } from '../encoding/index.ts';
import { type ChequeSum, chequeContents, chequeSumCodec } from './balances.ts';
import { STATE_BYTES, type State, type StateFault, decodeState, stateId } from './state.ts';

/** A state and a signature over its id. */
export interface SignedState {
  readonly state: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Two states of one chain that one key signed and that cannot both be in one history: at one sequence with different
 * content, or `second` following `first` without naming it (DESIGN section 5). With `sums`: two cheques of an allowance, of
 * which the later one leaves out of its total what the earlier one says was given.
 */
export interface ForkProof {
  readonly first: SignedState;
  readonly second: SignedState;
  /** What opens the contents of both; null where the states say it all by themselves. */
  readonly sums: { readonly first: ChequeSum; readonly second: ChequeSum } | null;
}

/** `total`: the later of two cheques leaves out what the earlier one gave. */
export type ForkRule = 'same-sequence' | 'broken-link' | 'total';

export type ForkFault =
  | StateFault
  | 'other-chain'
  | 'same-content'
  | 'not-neighbours'
  | 'linked'
  | 'not-later'
  | 'contents'
  | 'total-agrees'
  | 'signature';

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
  sums: nullable(record({ first: chequeSumCodec, second: chequeSumCodec })),
});

/**
 * Whether the later of two cheques leaves out of its total what the earlier one says was given by then. Each honest act adds its
 * amount to the total of the act before it, so what was given before it is at least the total of any earlier one.
 */
export function leavesOut(earlier: ChequeSum, later: ChequeSum): boolean {
  return later.total - later.amount < earlier.total;
}

/**
 * Whether the key signed two histories, or left out of a total what it had given. `sequence` is where they part. It proves that the
 * key signed both, not who held the key, nor which of the two the ledger admitted. Two signatures over the same content are no fork.
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
  const contradiction =
    proof.sums === null ? positionRule(proof, a, b) : totalRule(proof.sums, a, b);
  if (!contradiction.ok) return contradiction;
  const { rule } = contradiction;
  const context = signingContext(signer.kind, signer.sovereign);
  const signed = [proof.first, proof.second].every(({ state, signature }) =>
    crypto.verify(signer.key, stateId(state), signature, context),
  );
  if (!signed) return { ok: false, reason: 'signature' };
  return { ok: true, rule, chain: a.chain, sequence: b.sequence };
}

type Contradiction = { ok: true; rule: ForkRule } | { ok: false; reason: ForkFault };

/** The states contradict each other whatever they say. */
function positionRule({ first, second }: ForkProof, a: State, b: State): Contradiction {
  if (a.sequence === b.sequence) {
    return equalBytes(first.state, second.state)
      ? { ok: false, reason: 'same-content' }
      : { ok: true, rule: 'same-sequence' };
  }
  if (b.sequence !== a.sequence + 1) return { ok: false, reason: 'not-neighbours' };
  return equalBytes(b.previous, stateId(first.state))
    ? { ok: false, reason: 'linked' }
    : { ok: true, rule: 'broken-link' };
}

/** What they say was given does not add up. */
function totalRule(
  { first, second }: NonNullable<ForkProof['sums']>,
  a: State,
  b: State,
): Contradiction {
  if (b.sequence <= a.sequence) return { ok: false, reason: 'not-later' };
  const isOpened =
    equalBytes(a.contents, chequeContents(first)) && equalBytes(b.contents, chequeContents(second));
  if (!isOpened) return { ok: false, reason: 'contents' };
  return leavesOut(first, second)
    ? { ok: true, rule: 'total' }
    : { ok: false, reason: 'total-agrees' };
}
