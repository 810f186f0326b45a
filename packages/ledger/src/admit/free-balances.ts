import {
  compareBytes,
  type CountryRecord,
  type Hash,
  type Header,
  type Hold,
  type IdentityView,
  MAX_UINT,
} from '@tallystick/protocol';
import type { Change } from '../state/change.ts';
import type { LedgerState } from '../state/state.ts';
import { isValid } from './check-country.ts';
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
  const { ids } = state.currencies;
  const balances = state.devices.balances(device).map(({ currency: number, amount: cap }) => ({
    number,
    currency: ids[number] as Hash,
    cap,
  }));
  if (balances.length === 0) return [];
  balances.sort((a, b) => compareBytes(a.currency, b.currency));
  const owner = state.devices.owner(device);
  const country = countryOf(identity.records, header);
  const putting = { id: revoking, owner, country, header };
  const claims = [{ payee: owner, country, until: MAX_UINT }];
  return balances.flatMap(({ number: currency, ...value }, index): Change[] => {
    const hold = holdFor(identity.id, country, value);
    return [
      { kind: 'balance', slot: device, currency, amount: 0n },
      openHold(state, putting, index, hold, claims),
    ];
  });
}

function holdFor(identity: Hash, country: string, value: Pick<Hold, 'currency' | 'cap'>): Hold {
  return {
    ...value,
    writer: { kind: 'none' },
    note: null,
    claims: [
      {
        payee: { kind: 'identity', identity, country },
        meter: { kind: 'all' },
        condition: null,
        until: MAX_UINT,
      },
    ],
  };
}

/** The first of its records by country that is valid; where none is any more, the first of all. */
function countryOf(records: readonly CountryRecord[], header: Header): string {
  const ordered = records.toSorted((a, b) => (a.country < b.country ? -1 : 1));
  const found = ordered.find((record) => isValid(record, header)) ?? ordered[0];
  // Value comes to a device by a claim or a return, and both need a record, which is never removed.
  if (found === undefined) throw new Error('a device with a balance, and no country record');
  return found.country;
}
