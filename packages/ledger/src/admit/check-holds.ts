import type { Claim, Header, Hold } from '@tallystick/protocol';
import type { Receiver } from '@tallystick/rules';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import { isPlain } from '../state/hold-terms.ts';
import { ANYONE, NO_COUNTRY } from '../state/hold-marks.ts';
import type { NewHold } from '../state/holds.ts';
import type { LedgerState } from '../state/state.ts';
import { checkPayeeCountry } from './check-country.ts';
import { checkTerms, type Putter } from './check-terms.ts';

/** The claims of one hold, as they will be kept, and the parties that rules decide about. */
export interface CheckedHold {
  readonly claims: NewHold['claims'];
  readonly receivers: readonly Receiver[];
  /** The receivers' slots; `ANYONE` for bounds. */
  readonly payees: readonly number[];
}

export interface CheckedHolds {
  readonly ok: true;
  readonly holds: readonly CheckedHold[];
}

/** Every hold of a put has terms that can be kept, and payees that can be paid. */
export function checkHolds(
  state: LedgerState,
  holds: readonly Hold[],
  putter: Putter,
  header: Header,
): CheckedHolds | Refusal {
  const checked: CheckedHold[] = new Array(holds.length);
  for (let index = 0; index < holds.length; index += 1) {
    const hold = holds[index] as Hold;
    const refusal = isPlain(hold) ? undefined : checkTerms(state, hold, index, putter);
    if (refusal !== undefined) return refusal;
    const claims: NewHold['claims'][number][] = new Array(hold.claims.length);
    const receivers: Receiver[] = new Array(hold.claims.length);
    const payees: number[] = new Array(hold.claims.length);
    for (let claim = 0; claim < hold.claims.length; claim += 1) {
      const found = checkClaim(state, hold.claims[claim] as Claim, index, claim, header);
      if (!found.ok) return found;
      claims[claim] = found.claim;
      receivers[claim] = found.receiver;
      payees[claim] = found.claim.payee;
    }
    checked[index] = { claims, receivers, payees };
  }
  return { ok: true, holds: checked };
}

interface CheckedClaim {
  readonly ok: true;
  readonly claim: NewHold['claims'][number];
  readonly receiver: Receiver;
}

/** The claim as it is kept, and whom rules decide about. */
export function checkClaim(
  state: LedgerState,
  claim: Claim,
  hold: number,
  index: number,
  header: Header,
): CheckedClaim | Refusal {
  const { payee, until } = claim;
  if (payee.kind === 'anyone') {
    if (header.time > until) return refuse('claim-ended', { taking: null, claim: index, until });
    const { countries, minTier } = payee;
    return {
      ok: true,
      claim: { payee: ANYONE, country: NO_COUNTRY, until },
      receiver: { kind: 'bounds', countries, minTier },
    };
  }
  const slot = state.identities.find(payee.identity);
  if (slot < 0) return refuse('unknown-payee', { hold, claim: index });
  const found = checkPayeeCountry(state, slot, payee.country, header);
  if (!found.ok) return found;
  if (header.time > until) return refuse('claim-ended', { taking: null, claim: index, until });
  const { country, tier } = found.record;
  return {
    ok: true,
    claim: { payee: slot, country, until },
    receiver: { kind: 'party', country, tier, first: null },
  };
}
