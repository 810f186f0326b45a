import type { Effects, Header, Hold, PutOperation } from '@tallystick/protocol';
import { hourOf, type Needs } from '@tallystick/rules';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import { asksForPayees, sinceNow } from '../state/payees-since.ts';
import type { LedgerState } from '../state/state.ts';
import { deviceKeyAt } from '../state/view.ts';
import type { Outcome } from './admitted.ts';
import { checkBalance, type Debit } from './check-balance.ts';
import { checkCapacity } from './check-capacity.ts';
import { checkContents, contentsAfter } from './check-contents.ts';
import { checkSenderCountry } from './check-country.ts';
import { type CheckedHold, checkHolds } from './check-holds.ts';
import { type CheckedRaises, checkRaises } from './check-raises.ts';
import { decide, type DecideInput, type Deciding } from './decide.ts';
import type { DecodedTransition } from './decode-transition.ts';
import { openHold, type Putting } from './open-hold.ts';
import type { Decidable, Receiving } from './put-facts.ts';

/** Value from a balance into holds. `slot` is the device's or the treasury's. */
export function admitPut(
  state: LedgerState,
  transition: DecodedTransition,
  operation: PutOperation,
  slot: number,
  header: Header,
  deciding: Deciding,
): Outcome | Refusal {
  const { holds, country } = operation;
  const owner = state.devices.owner(slot);
  if (isForked(state, slot, owner)) return refuse('writer-forked', { hold: null });
  const sender = checkSenderCountry(state, owner, country, header);
  if (!sender.ok) return sender;
  const raises = raisesOf(state, operation, owner, header);
  if (!raises.ok) return raises;
  const debited = checkBalance(state, slot, withRaises<Decidable>(holds, raises.items));
  if (!debited.ok) return debited;
  const contents = contentsAfter(state, slot, debited.balances);
  const mismatch = checkContents(transition.state, contents);
  if (mismatch !== undefined) return mismatch;
  const putting = { id: transition.id, owner, slot, country, header };
  const checked = checkHolds(state, holds, putting, header);
  if (!checked.ok) return checked;
  const { rulebook } = deciding;
  const asking = { state, owner, sender: sender.record, header, rulebook };
  const decided = decide(asking, inputOf(holds, checked.holds, raises), deciding);
  if (!decided.ok) return decided;
  const full = checkCapacity(state, owner, countClaims(holds));
  if (full !== undefined) return full;
  const changes = debits(slot, putting, debited.balances);
  changes.push(...remember(state, putting, rulebook.needs, decided.payees));
  for (let index = 0; index < holds.length; index += 1) {
    const { claims } = checked.holds[index] as CheckedHold;
    changes.push(openHold(state, putting, index, holds[index] as Hold, claims));
  }
  for (const change of raises.changes) changes.push(change);
  if (decided.intents.length > 0) {
    const { time } = header;
    changes.push({ kind: 'intents-used', identity: owner, time, terms: decided.intents });
  }
  for (const { appeal } of decided.exempted) {
    const used = { ...appeal, used: transition.id };
    changes.push({
      kind: 'governance',
      change: { kind: 'exempted', identity: owner, appeal: used },
    });
  }
  const effects: Effects = { kind: 'put', time: header.time, decisions: decided.decisions };
  return { ok: true, effects, changes };
}

/**
 * Collects the facts of a put, for the decisions to be there when it is admitted: from the state
 * as it is, with what `deciding` expects to be sent before. A put that is refused for any other
 * reason may have facts too, or none.
 */
export function gatherPut(
  state: LedgerState,
  operation: PutOperation,
  slot: number,
  header: Header,
  deciding: Deciding,
): void {
  const { holds, country } = operation;
  const owner = state.devices.owner(slot);
  const sender = checkSenderCountry(state, owner, country, header);
  if (!sender.ok) return;
  const raises = raisesOf(state, operation, owner, header);
  if (!raises.ok) return;
  const checked = checkHolds(state, holds, { owner, slot }, header);
  if (!checked.ok) return;
  const { rulebook } = deciding;
  const asking = { state, owner, sender: sender.record, header, rulebook };
  decide(asking, inputOf(holds, checked.holds, raises), deciding);
}

function inputOf(
  holds: readonly Hold[],
  checked: readonly CheckedHold[],
  raises: CheckedRaises,
): DecideInput {
  return {
    items: withRaises<Decidable>(holds, raises.items),
    checked: withRaises<Receiving>(checked, raises.checked),
  };
}

/** A device whose key has signed a fork puts nothing more. */
function isForked(state: LedgerState, slot: number, owner: number): boolean {
  return owner >= 0 && state.forks.count > 0 && state.forks.isWriter(deviceKeyAt(state, slot));
}

const NO_RAISES: CheckedRaises = { ok: true, items: [], checked: [], changes: [] };

function raisesOf(
  state: LedgerState,
  { raises }: PutOperation,
  owner: number,
  header: Header,
): CheckedRaises | Refusal {
  return raises === undefined ? NO_RAISES : checkRaises(state, raises, owner, header);
}

/** Nearly every put raises nothing, and then nothing is copied. */
function withRaises<T>(holds: readonly T[], raises: readonly T[]): readonly T[] {
  return raises.length === 0 ? holds : [...holds, ...raises];
}

/**
 * The new balances, and what an identity has sent with them: accepted value counts, whether or not
 * it is claimed (DESIGN section 8).
 */
function debits(slot: number, { owner, header }: Putting, balances: readonly Debit[]): Change[] {
  const changes: Change[] = [];
  const hour = hourOf(header.time);
  for (const { currency, amount, sent, payments } of balances) {
    changes.push({ kind: 'balance', slot, currency, amount });
    if (owner < 0) continue;
    changes.push({ kind: 'sent', identity: owner, currency, hour, amount: sent, payments });
  }
  return changes;
}

/** Payees are remembered as long as rules ask for them: whoever does not ask pays nothing for it. */
function remember(
  state: LedgerState,
  { owner, header }: Putting,
  needs: Needs,
  payees: readonly number[],
): Change[] {
  if (owner < 0) return [];
  const changes: Change[] = [];
  const isAsked = asksForPayees(needs);
  if (isAsked !== (state.payeesSince !== null)) {
    const since = sinceNow(null, state.identities.count, header.time);
    changes.push({ kind: 'payees-since', since: isAsked ? since : null });
  }
  if (payees.length > 0)
    changes.push({ kind: 'payees', identity: owner, hour: hourOf(header.time), payees });
  return changes;
}

function countClaims(holds: readonly Hold[]): number {
  let claims = 0;
  for (const hold of holds) claims += hold.claims.length;
  return claims;
}
