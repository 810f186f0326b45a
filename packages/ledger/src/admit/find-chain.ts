import { equalBytes, type Genesis, identityId } from '@tallystick/protocol';
import { notAcceptable, type Refusal } from '../refusal/refusal.ts';
import type { LedgerState } from '../state/state.ts';
import type { DecodedTransition } from './decode-transition.ts';

/** The chain that a transition extends; `slot` is that of `Devices` or of `Identities`. */
export type Chain =
  | { readonly ok: true; readonly kind: 'device' | 'treasury' | 'identity'; readonly slot: number }
  | { readonly ok: true; readonly kind: 'new'; readonly genesis: Genesis };

/** The chain and, on a device's, the device: known, and the device not revoked. */
export function findChain(state: LedgerState, transition: DecodedTransition): Chain | Refusal {
  const { chain, sequence } = transition.state;
  const { operation } = transition;
  if (sequence === 0) {
    if (operation.kind !== 'open') return notAcceptable('not-first');
    return newChain(state, chain, operation.genesis);
  }
  const slot = state.devices.find(chain);
  if (slot >= 0) {
    if (state.devices.owner(slot) < 0) return { ok: true, kind: 'treasury', slot };
    if (!state.devices.isActive(slot)) return notAcceptable('revoked-device');
    return { ok: true, kind: 'device', slot };
  }
  const identity = state.identities.find(chain);
  if (identity >= 0) return { ok: true, kind: 'identity', slot: identity };
  return notAcceptable('unknown-chain');
}

function newChain(state: LedgerState, chain: Uint8Array, genesis: Genesis): Chain | Refusal {
  if (state.identities.find(chain) >= 0) return notAcceptable('identity-known');
  if (!equalBytes(identityId(genesis), chain)) return notAcceptable('not-first');
  return { ok: true, kind: 'new', genesis };
}
