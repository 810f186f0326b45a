import { type State, encodeState, genesisState, stateId, successor } from '../chain/index.ts';
import type { Hash } from '../crypto/index.ts';
import { type IdentityView, identityContents } from '../identity/index.ts';
import { encodeOperation, operationHash } from './codecs.ts';
import type { OpenOperation, Operation } from './types.ts';

/** What a transition's author signs (`id`, kind `transition`) and sends. */
export interface BuiltTransition {
  readonly state: State;
  readonly stateBytes: Uint8Array;
  /** The transition's id. */
  readonly id: Hash;
  readonly operationBytes: Uint8Array;
}

/** What a transition is built from; `contents` is the chain's contents root after the operation. */
export interface TransitionParts {
  readonly head: State;
  readonly headId: Hash;
  readonly operation: Operation;
  readonly contents: Hash;
}

/** The successor of `head` by an operation: the same bytes at the wallet that signs and the ledger that checks. */
export function buildTransition(parts: TransitionParts): BuiltTransition {
  const operationBytes = encodeOperation(parts.operation);
  const operation = operationHash(operationBytes);
  return built(successor(parts.head, parts.headId, operation, parts.contents), operationBytes);
}

/** The S_0 of an identity's chain. `view` is what `openIdentity` answered for the operation. */
export function buildOpening(view: IdentityView, operation: OpenOperation): BuiltTransition {
  const operationBytes = encodeOperation(operation);
  const state = genesisState({
    chain: view.id,
    suite: view.genesis.root.suite,
    operation: operationHash(operationBytes),
    contents: identityContents(view),
  });
  return built(state, operationBytes);
}

function built(state: State, operationBytes: Uint8Array): BuiltTransition {
  const stateBytes = encodeState(state);
  return { state, stateBytes, id: stateId(stateBytes), operationBytes };
}
