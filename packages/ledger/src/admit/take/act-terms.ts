import { type ActTerms, type Party, deviceId } from '@tallystick/protocol';
import { writerKey } from '../../state/hold-terms.ts';
import type { LedgerState } from '../../state/state.ts';
import type { WorkingHold } from './working-holds.ts';

/** What acts on a hold are checked against; undefined where nobody writes. */
export function actTermsOf(state: LedgerState, { hold, terms }: WorkingHold): ActTerms | undefined {
  const writer = writerKey(state, terms);
  if (writer === undefined) return undefined;
  const { sovereign } = state;
  const isDevice = (party: Party): boolean => isDeviceOf(state, party);
  return { sovereign, hold: hold.id, terms: terms.record.hold, cap: hold.cap, writer, isDevice };
}

/** A device that its identity has added, even if it was revoked since. */
function isDeviceOf(state: LedgerState, { identity, device }: Party): boolean {
  const slot = state.devices.find(deviceId(identity, device));
  const owner = slot < 0 ? -1 : state.devices.owner(slot);
  return owner >= 0 && owner === state.identities.find(identity);
}
