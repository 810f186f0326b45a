import { type Hash, type Hold, type Key, type Meter, meteredClaim } from '@tallystick/protocol';
import { type Refusal, refuse, type TermsFault } from '../refusal/refusal.ts';
import { ownerId, termsOf } from '../state/hold-terms.ts';
import type { LedgerState } from '../state/state.ts';
import { deviceKeyAt } from '../state/view.ts';
import { checkSuite } from './check-suite.ts';

/** Who puts a hold: `owner` as in `Putting`, `slot` of the device or the treasury. */
export interface Putter {
  readonly owner: number;
  readonly slot: number;
}

/** The terms of a hold that is more than a plain payment (protocol.md, section 4). */
export function checkTerms(
  state: LedgerState,
  hold: Hold,
  index: number,
  putter: Putter,
): Refusal | undefined {
  const bad = (reason: TermsFault): Refusal => refuse('bad-terms', { hold: index, reason });
  for (const claim of hold.claims) {
    const { meter, condition, payee } = claim;
    if (meter.kind === 'price') return refuse('not-available', { feature: 'meter price' });
    if (payee.kind === 'anyone' && meter.kind !== 'cheque' && condition === null) {
      return bad('bounds');
    }
  }
  const metered = hold.claims.filter(({ meter }) => meter.kind !== 'all');
  if (metered.length > 1) return bad('several-meters');
  return (
    checkWriter(state, hold, index, putter) ??
    (isAllowance(hold) && state.forks.isOwner(ownerId(state, putter.owner))
      ? refuse('writer-forked', { hold: index })
      : undefined) ??
    (isGuarantee(hold) && !guarantees(state, hold) ? bad('guarantee') : undefined)
  );
}

/** Whether cheques are written on a hold. */
function isAllowance(hold: Hold): boolean {
  const claim = meteredClaim(hold)?.claim;
  return claim?.meter.kind === 'cheque' && claim.condition === null;
}

/** Whether a hold pays cheques of an allowance that is short: collateral, cover. */
function isGuarantee(hold: Hold): boolean {
  const claim = meteredClaim(hold)?.claim;
  return claim?.meter.kind === 'cheque' && claim.condition !== null;
}

/** The allowance that a guarantee's claim names; undefined where it has another condition. */
function guaranteed(hold: Hold): Hash | undefined {
  const claim = meteredClaim(hold)?.claim;
  if (claim?.meter.kind !== 'cheque' || claim.condition?.kind !== 'fork') return undefined;
  return claim.condition.hold;
}

/** A guarantee names an open allowance of its own currency, and is there for longer. */
function guarantees(state: LedgerState, hold: Hold): boolean {
  const named = guaranteed(hold);
  const allowance = named && state.holds.find(named);
  if (allowance === undefined) return false;
  const { record } = termsOf(state, allowance);
  if (!isAllowance(record.hold)) return false;
  const until = meteredClaim(hold)?.claim.until ?? 0;
  return (
    record.hold.claims.every((claim) => claim.until < until) &&
    record.currency.toHex() === hold.currency.toHex()
  );
}

function checkWriter(
  state: LedgerState,
  hold: Hold,
  index: number,
  { owner, slot }: Putter,
): Refusal | undefined {
  const bad = (reason: TermsFault): Refusal => refuse('bad-terms', { hold: index, reason });
  const meter = meteredClaim(hold)?.claim.meter.kind ?? 'all';
  const { writer } = hold;
  if (writer.kind === 'none') {
    return needsWriter(meter) && !isGuarantee(hold) ? bad('writer-missing') : undefined;
  }
  if (!needsWriter(meter) && meter !== 'ticks') return bad('writer-not-needed');
  if (writer.kind === 'putter' && owner < 0) return bad('writer-of-treasury');
  const key: Key = writer.kind === 'key' ? writer.key : deviceKeyAt(state, slot);
  return (
    checkSuite(state, 'device', key) ??
    (state.forks.isWriter(key) ? refuse('writer-forked', { hold: index }) : undefined)
  );
}

function needsWriter(meter: Meter['kind']): boolean {
  return meter === 'voucher' || meter === 'cheque';
}
