import type { Effects, Header, Hold, PutOperation } from '@tallystick/protocol';
import { hourOf, type Rulebook } from '@tallystick/rules';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import type { LedgerState } from '../state/state.ts';
import type { Outcome } from './admitted.ts';
import { checkBalance, type Debit } from './check-balance.ts';
import { checkCapacity } from './check-capacity.ts';
import { checkContents, contentsAfter } from './check-contents.ts';
import { checkSenderCountry } from './check-country.ts';
import { type CheckedHold, checkHolds } from './check-holds.ts';
import { decide } from './decide.ts';
import type { DecodedTransition } from './decode-transition.ts';
import { openHold, type Putting } from './open-hold.ts';

/** Value from a balance into holds. `slot` is the device's or the treasury's. */
export function admitPut(
  state: LedgerState,
  transition: DecodedTransition,
  operation: PutOperation,
  slot: number,
  header: Header,
  rulebook: Rulebook,
): Outcome | Refusal {
  const { holds, country, raises } = operation;
  if (raises !== undefined) return refuse('not-available', { feature: 'raises' });
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
  const full = checkCapacity(state, owner, countClaims(holds));
  if (full !== undefined) return full;
  const putting = { id: transition.id, owner, country, header };
  const changes = debits(slot, putting, debited.balances);
  for (let index = 0; index < holds.length; index += 1) {
    const { claims } = checked.holds[index] as CheckedHold;
    changes.push(openHold(state, putting, index, holds[index] as Hold, claims));
  }
  const effects: Effects = { kind: 'put', time: header.time, decisions: decided.decisions };
  return { ok: true, effects, changes };
}

/**
 * The new balances, and what an identity has sent with them: accepted value counts, whether or not
 * it is claimed (DESIGN section 8).
 */
function debits(slot: number, { owner, header }: Putting, balances: readonly Debit[]): Change[] {
  const changes: Change[] = [];
  const hour = hourOf(header.time);
  for (const { currency, amount, sent } of balances) {
    changes.push({ kind: 'balance', slot, currency, amount });
    if (owner < 0) continue;
    changes.push({ kind: 'sent', identity: owner, currency, hour, amount: sent });
  }
  return changes;
}

function countClaims(holds: readonly Hold[]): number {
  let claims = 0;
  for (const hold of holds) claims += hold.claims.length;
  return claims;
}
