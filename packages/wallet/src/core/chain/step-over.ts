import {
  type Hash,
  type Operation,
  type State,
  type Transition,
  decodeState,
  equalBytes,
  firstFault,
  identityContents,
  linkFault,
  operationHash,
  signingContext,
  signingKeys,
  stateId,
} from '@tallystick/protocol';
import type { Context, KnownIdentity } from '../context.ts';
import type { ChainName } from '../records/keys.ts';
import { Stop } from '../stop.ts';
import { type Tip, afterIdentityOperation } from './chain-tip.ts';

/** Where a chain stands before a transition: nowhere before an identity's opening. */
export interface Position {
  readonly tip: Tip | null;
  readonly identity: KnownIdentity | null;
}

/** Where it stands after it, or what is wrong with it. */
export type Step =
  | { readonly ok: true; readonly position: Position; readonly state: State; readonly id: Hash }
  | { readonly ok: false; readonly fault: string };

/**
 * Checks one transition of an own chain as if a stranger had sent it: its state follows the one before, carries its operation
 * and (on the identity's chain) the contents that the operation leads to, and those entitled signed it. Of a device's chain
 * the contents are checked where the balances are known: by the caller.
 */
export function stepOver(
  context: Context,
  chain: ChainName,
  { tip, identity }: Position,
  transition: Transition,
  operation: Operation,
): Step {
  const decoded = decodeState(transition.state);
  if (!decoded.ok) return { ok: false, fault: `its state is malformed (${decoded.reason})` };
  const state = decoded.value;
  const id = stateId(transition.state);
  const link = tip === null ? firstFault(state) : linkFault(tip.state, tip.id, state);
  if (link !== undefined) return { ok: false, fault: `its state does not follow (${link})` };
  if (!equalBytes(state.operation, operationHash(transition.operation))) {
    return { ok: false, fault: 'its state carries another operation' };
  }
  const after =
    chain === 'identity' ? tryAfter(identity, operation, transition.operation) : identity;
  if (after === null) return { ok: false, fault: 'its operation does not fit the identity' };
  if (chain === 'identity' && !equalBytes(identityContents(after.view), state.contents)) {
    return { ok: false, fault: 'its state carries other contents' };
  }
  const isSigned = checkSignatures(context, chain, identity ?? after, transition, id);
  if (!isSigned) return { ok: false, fault: 'nobody entitled signed it' };
  return { ok: true, position: { tip: { state, id }, identity: after }, state, id };
}

function tryAfter(
  before: KnownIdentity | null,
  operation: Operation,
  bytes: Uint8Array,
): KnownIdentity | null {
  try {
    return afterIdentityOperation(before, operation, bytes);
  } catch (error) {
    if (error instanceof Stop) return null;
    throw error;
  }
}

function checkSignatures(
  { ports, profile, trust }: Context,
  chain: ChainName,
  { view }: KnownIdentity,
  { signatures }: Transition,
  id: Hash,
): boolean {
  const authority =
    chain === 'device'
      ? ({ kind: 'device', device: profile.device } as const)
      : ({ kind: 'identity', view } as const);
  const signers = signingKeys(
    authority,
    signatures.map(({ by }) => by),
  );
  if (!signers.ok) return false;
  const bound = signingContext('transition', trust.sovereign);
  return signatures.every(({ bytes }, i) => {
    const key = signers.keys[i];
    return key !== undefined && ports.crypto.verify(key, id, bytes, bound);
  });
}
