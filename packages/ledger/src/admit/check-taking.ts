import type { Header, Taking } from '@tallystick/protocol';
import { hasPassed } from '../header/header.ts';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { HoldToTake } from '../state/holds.ts';

/**
 * One taking of a plain payment: by a device of the payee under a claim that has not ended, or back to the owner once
 * all have. `taker` is what the taking chain belongs to; see `Devices.owner`.
 */
export function checkTaking(
  hold: HoldToTake,
  taking: Taking,
  index: number,
  taker: number,
  header: Header,
): Refusal | undefined {
  if (taking.proof !== null) return refuse('bad-proof', { taking: index, fault: 'not-asked-for' });
  const refusal =
    taking.claim === null
      ? checkReturn(hold, index, taker, header)
      : checkClaim(hold, taking.claim, index, taker, header);
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
  header: Header,
): Refusal | undefined {
  const claim = hold.claims[number];
  if (claim === undefined) return refuse('unknown-claim', { taking: index, claim: number });
  if (claim.payee !== taker) return refuse('not-claimant', { taking: index });
  if (!hasPassed(claim.until, hold.closedMs, header)) return undefined;
  return refuse('claim-ended', { taking: index, claim: number, until: claim.until });
}

function checkReturn(
  hold: HoldToTake,
  index: number,
  taker: number,
  header: Header,
): Refusal | undefined {
  if (hold.owner !== taker) return refuse('not-claimant', { taking: index });
  for (const { until } of hold.claims) {
    if (hasPassed(until, hold.closedMs, header)) continue;
    return refuse('not-returnable-yet', { taking: index, until });
  }
  return undefined;
}
