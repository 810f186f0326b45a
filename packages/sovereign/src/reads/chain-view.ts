import { type ChainView, type LedgerState, type Store, impliedState } from '@tallystick/ledger';
import { openTransition } from './entries.ts';

/**
 * The 176 bytes of a chain's head: as they were admitted, or as they are implied (protocol.md section 4). Undefined as long
 * as the head is not durable.
 */
export function headState(
  state: LedgerState,
  store: Store,
  { kind, chain, head, sequence }: ChainView,
): Uint8Array | undefined {
  if (sequence === 0 && kind !== 'identity') return impliedState(state, state.devices.find(chain));
  return openTransition(store, head)?.transition.state;
}
