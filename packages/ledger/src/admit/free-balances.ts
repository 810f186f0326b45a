import {
  freedHolds,
  type Hash,
  type Header,
  type IdentityView,
  MAX_UINT,
  toHex,
} from '@tallystick/protocol';
import type { Change } from '../state/change.ts';
import type { LedgerState } from '../state/state.ts';
import { openHold } from './open-hold.ts';

/**
 * What a device that is being revoked still holds goes into holds of its identity for itself, one
 * for each currency: a closed chain admits no put, and the value must not be lost with it
 * (protocol.md, section 4). Nothing changes owner, so no rule is asked and no capacity is needed.
 */
export function freeBalances(
  state: LedgerState,
  device: number,
  identity: IdentityView,
  revoking: Hash,
  header: Header,
): Change[] {
  const { ids, numbers } = state.currencies;
  const owner = state.devices.owner(device);
  const balances = state.devices
    .balances(device)
    .map(({ currency, amount }) => [ids[currency] as Hash, amount] as const);
  const holds = freedHolds(identity.id, identity.records, balances, header.time);
  return holds.flatMap((hold, index): Change[] => {
    const currency = numbers.get(toHex(hold.currency));
    const payee = hold.claims[0]?.payee;
    if (currency === undefined || payee?.kind !== 'identity') throw new Error('not a freed hold');
    const { country } = payee;
    const putting = { id: revoking, owner, slot: device, country, header };
    const claims = [{ payee: owner, country, until: MAX_UINT }];
    return [
      { kind: 'balance', slot: device, currency, amount: 0n },
      openHold(state, putting, index, hold, claims),
    ];
  });
}
