import { type Device, type Hash, decodeAddress, fromHex, isHandle } from '@tallystick/protocol';
import { type LedgerState, deviceAt, findHandle } from '@tallystick/ledger';

/** The slot of the identity that an id in hex, an address or `@handle` names; -1 when there is none. */
export function findIdentity(state: LedgerState, who: string): number {
  if (who.startsWith('@')) {
    const handle = who.slice(1);
    if (!isHandle(handle)) return -1;
    const slot = findHandle(state, handle);
    // One that was given up stays its identity's, but names nobody.
    return slot >= 0 && handleOf(state, slot) === handle ? slot : -1;
  }
  const id = fromHex(who, 32) ?? decodeAddress(who);
  return id === undefined ? -1 : state.identities.find(id);
}

/** The current handle of the identity in `slot`. */
export function handleOf(state: LedgerState, slot: number): string | null {
  return state.identities.hasHandle(slot) ? (state.handles.get(slot) ?? null) : null;
}

/** The active device with this chain, and whose it is. */
export function findActiveDevice(
  state: LedgerState,
  chain: Hash,
): { identity: Hash; device: Device } | undefined {
  const slot = state.devices.find(chain);
  if (slot < 0 || !state.devices.isActive(slot)) return undefined;
  const owner = state.devices.owner(slot);
  if (owner < 0) return undefined; // a treasury's
  return { identity: state.identities.id(owner), device: deviceAt(state, slot) };
}
