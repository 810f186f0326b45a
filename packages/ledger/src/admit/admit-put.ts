import {
  type Amount,
  type Effects,
  type Hash,
  type Header,
  type Hold,
  holdId,
  type PutOperation,
} from '@tallystick/protocol';
import { hourOf, type Rulebook } from '@tallystick/rules';
import type { Refusal } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import { findCurrency } from '../state/currencies.ts';
import { encodeHoldRecord } from '../state/hold-record.ts';
import type { LedgerState } from '../state/state.ts';
import type { Outcome } from './admitted.ts';
import { checkBalance } from './check-balance.ts';
import { checkCapacity } from './check-capacity.ts';
import { checkContents, contentsAfter } from './check-contents.ts';
import { checkSenderCountry } from './check-country.ts';
import { type CheckedHold, checkHolds } from './check-holds.ts';
import { decide } from './decide.ts';
import type { DecodedTransition } from './decode-transition.ts';

/** Value from a balance into holds. `slot` is the device's or the treasury's. */
export function admitPut(
  state: LedgerState,
  transition: DecodedTransition,
  operation: PutOperation,
  slot: number,
  header: Header,
  rulebook: Rulebook,
): Outcome | Refusal {
  const { holds, country } = operation;
  const owner = state.devices.owner(slot);
  const sender = checkSenderCountry(state, owner, country, header);
  if (!sender.ok) return sender;
  const debited = checkBalance(state, slot, holds);
  if (!debited.ok) return debited;
  const contents = contentsAfter(state, slot, debited.balances);
  const mismatch = checkContents(transition.state, contents);
  if (mismatch !== undefined) return mismatch;
  const checked = checkHolds(state, holds, header);
  if (!checked.ok) return checked;
  const input = { owner, sender: sender.record, holds, checked: checked.holds };
  const decided = decide(state, input, header, rulebook);
  if (!decided.ok) return decided;
  const full = checkCapacity(state, holds.length);
  if (full !== undefined) return full;
  const changes: Change[] = [];
  for (const { currency, amount } of debited.balances) {
    changes.push({ kind: 'balance', slot, currency, amount });
  }
  const put = { transition, operation, owner, header };
  openHolds(state, put, checked.holds, changes);
  if (owner >= 0) countSent(state, put, changes);
  const effects: Effects = { kind: 'put', time: header.time, decisions: decided.decisions };
  return { ok: true, effects, changes };
}

interface Put {
  readonly transition: DecodedTransition;
  readonly operation: PutOperation;
  readonly owner: number;
  readonly header: Header;
}

function openHolds(
  state: LedgerState,
  put: Put,
  checked: readonly CheckedHold[],
  changes: Change[],
): void {
  const { owner, header, operation, transition } = put;
  const { time, closedMs } = header;
  const ownerId = ownerOf(state, owner);
  for (let index = 0; index < operation.holds.length; index += 1) {
    const hold = operation.holds[index] as Hold;
    const { currency, cap } = hold;
    const { country } = operation;
    const terms = { currency, cap, paid: 0n, owner: ownerId, putAt: time, closedMs, hold, country };
    changes.push({
      kind: 'hold-opened',
      hold: {
        id: holdId(transition.id, index),
        put: transition.id,
        currency: findCurrency(state.currencies, currency),
        cap,
        paid: 0n,
        owner,
        putAt: time,
        closedMs,
        claims: (checked[index] as CheckedHold).claims,
        record: encodeHoldRecord(terms),
      },
    });
  }
}

/** Accepted value counts as sent, whether or not it is claimed (DESIGN section 8). */
function countSent(state: LedgerState, put: Put, changes: Change[]): void {
  const { owner, header, operation } = put;
  const totals = new Map<number, Amount>();
  for (const hold of operation.holds) {
    const currency = findCurrency(state.currencies, hold.currency);
    totals.set(currency, (totals.get(currency) ?? 0n) + hold.cap);
  }
  const hour = hourOf(header.time);
  for (const [currency, amount] of totals) {
    changes.push({ kind: 'sent', identity: owner, currency, hour, amount });
  }
}

function ownerOf(state: LedgerState, owner: number): Hash {
  // The treasury of currency c is device slot c.
  return owner >= 0 ? state.identities.id(owner) : state.devices.id(-1 - owner);
}
