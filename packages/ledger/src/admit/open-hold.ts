import { type Hash, hash, type Header, type Hold, holdId } from '@tallystick/protocol';
import type { Change } from '../state/change.ts';
import { findCurrency } from '../state/currencies.ts';
import { NO_CHEQUES } from '../state/cheques.ts';
import { encodeFurther, encodeHoldRecord } from '../state/hold-record.ts';
import { isPlain, ownerId } from '../state/hold-terms.ts';
import { MARKS } from '../state/hold-marks.ts';
import type { NewHold } from '../state/holds.ts';
import type { LedgerState } from '../state/state.ts';

/** The transition that puts holds, and whose value it is. */
export interface Putting {
  readonly id: Hash;
  /** The slot of the identity, or -1 - currency for a treasury. */
  readonly owner: number;
  /** The slot of its device or treasury. */
  readonly slot: number;
  /** The owner's country record that the holds are decided under. */
  readonly country: string;
  readonly header: Header;
}

/** Opens hold `index` of a transition, nothing of it paid. `claims` are its own, payees found. */
export function openHold(
  state: LedgerState,
  putting: Putting,
  index: number,
  hold: Hold,
  claims: NewHold['claims'],
): Change {
  const { id: put, owner, slot, country, header } = putting;
  const { time: putAt, closedMs } = header;
  const { currency, cap } = hold;
  const terms = { currency, cap, paid: 0n, putAt, closedMs, hold, country };
  const record = encodeHoldRecord({ ...terms, owner: ownerId(state, owner) });
  const further = !isPlain(hold);
  const device = hold.writer.kind === 'putter' ? slot : null;
  return {
    kind: 'hold-opened',
    hold: {
      id: holdId(put, index),
      put,
      currency: findCurrency(state.currencies, currency),
      cap,
      paid: 0n,
      owner,
      putAt,
      closedMs,
      claims,
      marks: further ? MARKS.further : 0,
      value: hash('record', record),
    },
    stored: further
      ? encodeFurther({ record, device, cheques: NO_CHEQUES, presented: NO_CHEQUES })
      : record,
  };
}
