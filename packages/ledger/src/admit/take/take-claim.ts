import {
  type Claim,
  decode,
  type Payee,
  type Taking,
  type TakingEvidence,
  takingEvidenceCodec,
} from '@tallystick/protocol';
import { hasEnded, pausedBy } from '../../governance/pauses.ts';
import { type Refusal, refuse } from '../../refusal/refusal.ts';
import { ANYONE } from '../../state/hold-marks.ts';
import type { HoldClaim } from '../../state/holds.ts';
import { isWithin } from '../check-country.ts';
import { checkCondition } from './check-condition.ts';
import { badProof, type Scene, wrongAmount } from './scene.ts';
import { takeCheque } from './take-cheque.ts';
import { takeSchedule } from './take-schedule.ts';
import { takeTab } from './take-tab.ts';
import type { WorkingHold } from './working-holds.ts';

/** One taking under a claim: by who may, while it is open, under its condition, by its meter. */
export function takeClaim(
  scene: Scene,
  working: WorkingHold,
  number: number,
  shown: { readonly taking: Taking; readonly index: number },
): Refusal | undefined {
  const { taking, index } = shown;
  const kept = working.hold.claims[number];
  const claim = working.terms.record.hold.claims[number];
  if (kept === undefined || claim === undefined) {
    return refuse('unknown-claim', { taking: index, claim: number });
  }
  if (!mayTake(scene, kept, claim.payee)) return refuse('not-claimant', { taking: index });
  if (isOver(scene, working, number)) {
    return refuse('claim-ended', { taking: index, claim: number, until: kept.until });
  }
  const { state, header } = scene;
  const list = pausedBy(state, kept.payee, working.hold, header.time);
  if (list !== undefined) return refuse('payout-paused', { taking: index, list });
  const read = readEvidence(claim, taking, index);
  if (!read.ok) return read;
  const { evidence } = read;
  const { condition } = claim;
  if (condition !== null) {
    const { outcomes } = evidence ?? NO_EVIDENCE;
    const witnesses = taking.proof?.witnesses ?? [];
    const asked = { taking: index, claim: number, witnesses, outcomes };
    const refusal = checkCondition(scene, working, condition, asked);
    if (refusal !== undefined) return refusal;
  } else if (taking.proof !== null && hasMore(taking.proof.witnesses, evidence)) {
    return badProof(index, 'no-condition');
  }
  return takeMetered(scene, working, claim, { ...shown, evidence: evidence?.meter ?? NOTHING });
}

const NO_EVIDENCE: TakingEvidence = { meter: null, outcomes: [] };
const NOTHING = new Uint8Array(0);

function takeMetered(
  scene: Scene,
  working: WorkingHold,
  claim: Claim,
  shown: { readonly taking: Taking; readonly index: number; readonly evidence: Uint8Array },
): Refusal | undefined {
  const { meter } = claim;
  switch (meter.kind) {
    case 'all':
      return takeRest(working, shown.taking, shown.index);
    case 'schedule':
      return takeSchedule(scene, working, meter, shown);
    case 'voucher':
    case 'ticks':
      return takeTab(scene, working, meter, shown);
    case 'cheque':
      return takeCheque(scene, working, claim, shown);
    case 'price':
      return refuse('not-available', { feature: 'meter price' });
  }
}

/** The meter `all`, and what returns to the owner: the whole rest, once. */
export function takeRest(
  working: WorkingHold,
  { amount }: Taking,
  index: number,
): Refusal | undefined {
  const { unpaid } = working;
  // Nothing is left in it, and it stays as the record of what is uncovered.
  if (unpaid > 0n) return refuse('unpaid-cheques', { taking: index, unpaid: unpaid.toString() });
  const rest = working.hold.cap - working.paid;
  if (amount !== rest) return wrongAmount(index, rest);
  working.paid = working.hold.cap;
  working.closed = true;
  return undefined;
}

/** The payee, or of a claim for anyone whoever is within its bounds. */
function mayTake({ state, taker, header }: Scene, kept: HoldClaim, payee: Payee): boolean {
  if (kept.payee !== ANYONE) return kept.payee === taker;
  return taker >= 0 && payee.kind === 'anyone' && isWithin(state, taker, payee, header);
}

/** Its window has passed, or it was released. */
export function isOver(
  { state, header }: Scene,
  { hold, ended }: WorkingHold,
  claim: number,
): boolean {
  if ((ended & (1 << claim)) !== 0) return true;
  const kept = hold.claims[claim];
  return kept === undefined || hasEnded(state, kept, hold, header);
}

type Evidence = { readonly ok: true; readonly evidence: TakingEvidence | null } | Refusal;

/** A proof where the claim asks for one, and none where it does not. */
function readEvidence({ meter, condition }: Claim, { proof }: Taking, index: number): Evidence {
  const isMetered = meter.kind !== 'all' && meter.kind !== 'schedule';
  if (proof === null) {
    if (isMetered || condition !== null) return badProof(index, 'missing');
    return { ok: true, evidence: null };
  }
  if (!isMetered && condition === null) return badProof(index, 'not-asked-for');
  const decoded = decode(takingEvidenceCodec, proof.evidence);
  if (!decoded.ok) return badProof(index, 'evidence-encoding');
  if ((decoded.value.meter !== null) !== isMetered) return badProof(index, 'meter-evidence');
  return { ok: true, evidence: decoded.value };
}

function hasMore(witnesses: readonly Uint8Array[], evidence: TakingEvidence | null): boolean {
  return witnesses.length > 0 || (evidence !== null && evidence.outcomes.length > 0);
}
