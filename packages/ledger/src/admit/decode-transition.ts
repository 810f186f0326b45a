import {
  decode,
  decodeState,
  type Hash,
  isHash,
  MAX_TRANSITION_BYTES,
  type Operation,
  operationCodec,
  type Signature,
  type State,
  stateId,
  transitionCodec,
} from '@tallystick/protocol';
import { type Refusal, refuse } from '../refusal/refusal.ts';

/** A transition of good form. Its byte strings are views of `bytes`. */
export interface DecodedTransition {
  readonly ok: true;
  readonly bytes: Uint8Array;
  readonly id: Hash;
  /** The id in hexadecimal, for maps. */
  readonly key: string;
  readonly state: State;
  readonly operation: Operation;
  readonly signatures: readonly Signature[];
}

/** Size and form: everything that can be said of the bytes alone. */
export function decodeTransition(bytes: Uint8Array): DecodedTransition | Refusal {
  const transition = decode(transitionCodec, bytes, MAX_TRANSITION_BYTES);
  if (!transition.ok) return malformed(transition.reason, transition.at);
  const { state: stateBytes, operation: operationBytes, signatures } = transition.value;
  const state = decodeState(stateBytes);
  if (!state.ok) return malformed(`the state's ${state.reason}`, 0);
  const operation = decode(operationCodec, operationBytes);
  if (!operation.ok) return malformed(`operation: ${operation.reason}`, operation.at);
  if (!isHash(state.value.operation, 'operation', operationBytes)) {
    return malformed('the state names another operation', 0);
  }
  const id = stateId(stateBytes);
  return {
    ok: true,
    bytes,
    id,
    key: id.toHex(),
    state: state.value,
    operation: operation.value,
    signatures,
  };
}

function malformed(reason: string, at: number): Refusal {
  return refuse('malformed', { reason, at });
}
