import type { Header, Taking } from '@tallystick/protocol';
import { hasEnded, pausedBy } from '../governance/pauses.ts';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { HoldToTake } from '../state/holds.ts';
import type { LedgerState } from '../state/state.ts';

/** What a taking is looked at with. */
interface Under {
  readonly state: LedgerState;
  readonly header: Header;
}

/**
 * One taking of a plain payment: by a device of the payee under a claim that has not ended, or back to the owner once
 * all have. `taker` is what the taking chain belongs to; see `Devices.owner`.
 */
export function checkTaking(
  hold: HoldToTake,
  taking: Taking,
  index: number,
  taker: number,
  { state, header }: Under,
): Refusal | undefined {
  if (taking.proof !== null) return refuse('bad-proof', { taking: index, fault: 'not-asked-for' });
  const refusal =
    taking.claim === null
      ? checkReturn(hold, index, taker, { state, header })
      : checkClaim(hold, taking.claim, index, taker, { state, header });
  if (refusal !== undefined) return refusal;
  const entitlement = hold.cap - hold.paid;
  if (taking.amount === entitlement) return undefined;
  return refuse('amount-mismatch', { taking: index, entitlement: entitlement.toString() });
}

function checkClaim(
  hold: HoldToTake,
  number: number,
  index: number,
  taker: number,
  { state, header }: Under,
): Refusal | undefined {
  const claim = hold.claims[number];
  if (claim === undefined) return refuse('unknown-claim', { taking: index, claim: number });
  if (claim.payee !== taker) return refuse('not-claimant', { taking: index });
  if (hasEnded(state, claim, hold, header)) {
    return refuse('claim-ended', { taking: index, claim: number, until: claim.until });
  }
  const list = pausedBy(state, taker, hold, header.time);
  return list === undefined ? undefined : refuse('payout-paused', { taking: index, list });
}

function checkReturn(
  hold: HoldToTake,
  index: number,
  taker: number,
  { state, header }: Under,
): Refusal | undefined {
  if (hold.owner !== taker) return refuse('not-claimant', { taking: index });
  for (const claim of hold.claims) {
    if (hasEnded(state, claim, hold, header)) continue;
    return refuse('not-returnable-yet', { taking: index, until: claim.until });
  }
  return undefined;
}
