import type { Amount, Effects, Header, Hold, PutOperation } from '@tallystick/protocol';
import { hourOf, type Rulebook } from '@tallystick/rules';
import type { Refusal } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import { findCurrency } from '../state/currencies.ts';
import type { LedgerState } from '../state/state.ts';
import type { Outcome } from './admitted.ts';
import { checkBalance } from './check-balance.ts';
import { checkCapacity } from './check-capacity.ts';
import { checkContents, contentsAfter } from './check-contents.ts';
import { checkSenderCountry } from './check-country.ts';
import { type CheckedHold, checkHolds } from './check-holds.ts';
import { decide } from './decide.ts';
import type { DecodedTransition } from './decode-transition.ts';
import { openHold } from './open-hold.ts';

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
  const opening = holds.reduce((count, { claims }) => count + claims.length, 0);
  const full = checkCapacity(state, owner, opening);
  if (full !== undefined) return full;
  const changes: Change[] = [];
  for (const { currency, amount } of debited.balances) {
    changes.push({ kind: 'balance', slot, currency, amount });
  }
  const putting = { id: transition.id, owner, country, header };
  for (const [index, hold] of holds.entries()) {
    const { claims } = checked.holds[index] as CheckedHold;
    changes.push(openHold(state, putting, index, hold, claims));
  }
  if (owner >= 0) countSent(state, owner, holds, header, changes);
  const effects: Effects = { kind: 'put', time: header.time, decisions: decided.decisions };
  return { ok: true, effects, changes };
}

/** Accepted value counts as sent, whether or not it is claimed (DESIGN section 8). */
function countSent(
  state: LedgerState,
  owner: number,
  holds: readonly Hold[],
  header: Header,
  changes: Change[],
): void {
  const totals = new Map<number, Amount>();
  for (const hold of holds) {
    const currency = findCurrency(state.currencies, hold.currency);
    totals.set(currency, (totals.get(currency) ?? 0n) + hold.cap);
  }
  const hour = hourOf(header.time);
  for (const [currency, amount] of totals) {
    changes.push({ kind: 'sent', identity: owner, currency, hour, amount });
  }
}
