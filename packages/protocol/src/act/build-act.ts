import {
  type State,
  encodeState,
  impliedFirstState,
  preCommitment,
  stateId,
  successor,
} from '../chain/index.ts';
import { type CryptoProvider, type Hash, type KeyPair, signingContext } from '../crypto/index.ts';
import { encode } from '../encoding/index.ts';
import { actCodec, actContents, actHash } from './codecs.ts';
import type { Act, Party, SignedAct, Void } from './types.ts';

/** What the next act extends: the state of the act before, or the hold's implied S_0. */
export interface ActHead {
  readonly state: State;
  readonly id: Hash;
}

/** What an act's author stores, signs (`id`, kind `act`) and hands over. */
export interface BuiltAct {
  readonly state: State;
  readonly stateBytes: Uint8Array;
  /** The state's id. */
  readonly id: Hash;
  readonly actBytes: Uint8Array;
  /** C_pre, which the receipt names. */
  readonly preCommitment: Hash;
}

/**
 * The head of a hold on which no act has been signed. `suite` is the writer's, `operation` the hash of the operation that
 * put the hold.
 */
export function firstActHead(hold: Hash, suite: State['suite'], operation: Hash): ActHead {
  const state = impliedFirstState(hold, suite, operation);
  return { state, id: stateId(encodeState(state)) };
}

/** The successor of `head` by an act: the same bytes at the payer who signs and at whoever checks. */
export function buildAct(head: ActHead, act: Act): BuiltAct {
  const actBytes = encode(actCodec, act);
  const operation = actHash(actBytes);
  const state = successor(head.state, head.id, operation, actContents(act));
  const stateBytes = encodeState(state);
  return {
    state,
    stateBytes,
    id: stateId(stateBytes),
    actBytes,
    preCommitment: preCommitment(head.id, operation, state.entropy),
  };
}

/** Signs an act that is stored already: whoever crashes after this sends the stored bytes again. */
export function signAct(
  built: BuiltAct,
  writer: KeyPair,
  sovereign: Hash,
  crypto: CryptoProvider,
): SignedAct {
  const signature = crypto.sign(writer, built.id, signingContext('act', sovereign));
  return { state: built.stateBytes, act: built.actBytes, signature };
}

/** The payee's word, by one of its devices, that it did not get the act of `state` and will not claim it. */
export function signVoid(
  state: Hash,
  by: Party,
  device: KeyPair,
  sovereign: Hash,
  crypto: CryptoProvider,
): Void {
  return { state, by, signature: crypto.sign(device, state, signingContext('void', sovereign)) };
}
