import type { Claim, Header, Hold } from '@tallystick/protocol';
import type { Receiver } from '@tallystick/rules';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { NewHold } from '../state/holds.ts';
import type { LedgerState } from '../state/state.ts';
import { checkPayeeCountry } from './check-country.ts';

/** The claims of one hold, as they will be kept, and the parties that rules decide about. */
export interface CheckedHold {
  readonly claims: NewHold['claims'];
  readonly receivers: readonly Receiver[];
}

export interface CheckedHolds {
  readonly ok: true;
  readonly holds: readonly CheckedHold[];
}

/** Every hold of a put has terms that are available now, and payees that can be paid. */
export function checkHolds(
  state: LedgerState,
  holds: readonly Hold[],
  header: Header,
): CheckedHolds | Refusal {
  const checked: CheckedHold[] = new Array(holds.length);
  for (let index = 0; index < holds.length; index += 1) {
    const hold = holds[index] as Hold;
    if (hold.writer.kind !== 'none') return refuse('not-available', { feature: 'acts on holds' });
    const claims: NewHold['claims'][number][] = new Array(hold.claims.length);
    const receivers: Receiver[] = new Array(hold.claims.length);
    for (let claim = 0; claim < hold.claims.length; claim += 1) {
      const found = checkClaim(state, hold.claims[claim] as Claim, index, claim, header);
      if (!found.ok) return found;
      claims[claim] = found.claim;
      receivers[claim] = found.receiver;
    }
    checked[index] = { claims, receivers };
  }
  return { ok: true, holds: checked };
}

interface CheckedClaim {
  readonly ok: true;
  readonly claim: NewHold['claims'][number];
  readonly receiver: Receiver;
}

function checkClaim(
  state: LedgerState,
  claim: Claim,
  hold: number,
  index: number,
  header: Header,
): CheckedClaim | Refusal {
  const { payee, meter, condition, until } = claim;
  if (meter.kind !== 'all') return refuse('not-available', { feature: `meter ${meter.kind}` });
  if (condition !== null) {
    return refuse('not-available', { feature: `condition ${condition.kind}` });
  }
  if (payee.kind !== 'identity') return refuse('not-available', { feature: 'payees by bounds' });
  const slot = state.identities.find(payee.identity);
  if (slot < 0) return refuse('unknown-payee', { hold, claim: index });
  const found = checkPayeeCountry(state, slot, payee.country, header);
  if (!found.ok) return found;
  if (header.time > until) return refuse('claim-ended', { claim: index, until });
  const { country, tier } = found.record;
  return {
    ok: true,
    claim: { payee: slot, country, until },
    receiver: { kind: 'party', country, tier },
  };
}
