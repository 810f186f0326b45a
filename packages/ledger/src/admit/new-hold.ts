import { type Hash, type Header, type Hold, holdId } from '@tallystick/protocol';
import { findCurrency } from '../state/currencies.ts';
import { encodeHoldRecord } from '../state/hold-record.ts';
import type { NewHold } from '../state/holds.ts';
import type { LedgerState } from '../state/state.ts';

/** The transition that puts holds, and whose value it is. */
export interface Putting {
  readonly id: Hash;
  /** The slot of the identity, or -1 - currency for a treasury. */
  readonly owner: number;
  /** The owner's country record that the holds are decided under. */
  readonly country: string;
  readonly header: Header;
}

/** Hold `index` of a transition, nothing of it paid. `claims` are the hold's, their payees found. */
export function newHold(
  state: LedgerState,
  putting: Putting,
  index: number,
  hold: Hold,
  claims: NewHold['claims'],
): NewHold {
  const { id: put, owner, country, header } = putting;
  const { time: putAt, closedMs } = header;
  const { currency, cap } = hold;
  const terms = { currency, cap, paid: 0n, putAt, closedMs, hold, country };
  return {
    id: holdId(put, index),
    put,
    currency: findCurrency(state.currencies, currency),
    cap,
    paid: 0n,
    owner,
    putAt,
    closedMs,
    claims,
    record: encodeHoldRecord({ ...terms, owner: ownerOf(state, owner) }),
  };
}

function ownerOf(state: LedgerState, owner: number): Hash {
  // The treasury of currency c is device slot c.
  return owner >= 0 ? state.identities.id(owner) : state.devices.id(-1 - owner);
}
