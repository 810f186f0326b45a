import {
  checkAct,
  type ChequeEvidence,
  chequeEvidenceCodec,
  type Claim,
  concat,
  decode,
  equalBytes,
  type Hash,
  payeeCommitment,
  type Taking,
} from '@tallystick/protocol';
import { type Refusal, refuse } from '../../refusal/refusal.ts';
import {
  countCheques,
  findCheque,
  findConflict,
  MAX_REGISTERED,
  presentedBy,
  unpaidOf,
  withCheque,
  withPayment,
} from '../../state/cheques.ts';
import { actTermsOf } from './act-terms.ts';
import { badProof, type Scene, wrongAmount } from './scene.ts';
import type { WorkingHold } from './working-holds.ts';

/**
 * The meter `cheque`. An allowance registers each cheque that is presented, which shows forks, and
 * pays it as far as the cap goes; collateral and cover pay what a registered cheque is short of. A
 * cheque takes all that is there for it, so that nothing is left where something is unpaid.
 */
export function takeCheque(
  scene: Scene,
  working: WorkingHold,
  claim: Claim,
  shown: { readonly taking: Taking; readonly index: number; readonly evidence: Uint8Array },
): Refusal | undefined {
  const { taking, index } = shown;
  const decoded = decode(chequeEvidenceCodec, shown.evidence);
  if (!decoded.ok) return badProof(index, 'meter-encoding');
  const { condition } = claim;
  const allowance = condition?.kind === 'fork' ? scene.holds.find(condition.hold) : working;
  if (allowance === undefined) return badProof(index, 'no-allowance');
  const cheque = readCheque(scene, allowance, decoded.value, index);
  if (!cheque.ok) return cheque;
  if (!isPayee(scene, decoded.value)) return refuse('not-claimant', { taking: index });
  const place = findCheque(allowance.cheques, cheque.id);
  if (place < 0) {
    if (allowance !== working) return badProof(index, 'not-registered');
    const refusal = register(scene, working, cheque);
    if (refusal !== undefined) return refusal;
  }
  const at = place < 0 ? countCheques(allowance.cheques) - 1 : place;
  const unpaid = unpaidOf(allowance.cheques, at);
  const rest = working.hold.cap - working.paid;
  const due = unpaid < rest ? unpaid : rest;
  if (taking.amount !== due) return wrongAmount(index, due);
  if (due > 0n) allowance.cheques = withPayment(allowance.cheques, at, due);
  allowance.unpaid -= due;
  working.paid += due;
  // An allowance stays: more cheques may be presented, and are registered.
  working.closed = allowance !== working && working.paid === working.hold.cap;
  return undefined;
}

type ReadCheque =
  (Extract<ReturnType<typeof checkAct>, { ok: true }> & { readonly id: Hash }) | Refusal;

/** The act, of good form and on the allowance. Its signatures matter when it is registered. */
function readCheque(
  scene: Scene,
  allowance: WorkingHold,
  { act, payee }: ChequeEvidence,
  index: number,
): ReadCheque {
  const on = actTermsOf(scene.state, allowance);
  if (on === undefined) return badProof(index, 'no-acts');
  const check = checkAct(act, on, null);
  if (!check.ok) return badProof(index, check.fault);
  const { payee: committed } = check.checked.act;
  if (committed === null || !equalBytes(payeeCommitment(payee), committed)) {
    return badProof(index, 'payee');
  }
  return { ...check, id: check.checked.id };
}

/** The device that takes is one of the cheque's payee. */
function isPayee({ state, taker }: Scene, { payee }: ChequeEvidence): boolean {
  return taker >= 0 && equalBytes(state.identities.id(taker), payee.identity);
}

function register(
  { jobs, transition }: Scene,
  allowance: WorkingHold,
  { checked, jobs: signatures }: Extract<ReadCheque, { ok: true }>,
): Refusal | undefined {
  if (countCheques(allowance.cheques) >= MAX_REGISTERED) {
    return refuse('limit-reached', { limit: 'cheques', most: MAX_REGISTERED });
  }
  jobs.push(...signatures);
  const { id, state, act } = checked;
  const { amount, total } = act;
  const { previous, sequence } = state;
  const cheque = { id, previous, sequence, sum: { amount, total } };
  if (!allowance.forked) {
    const other = findConflict(allowance.cheques, cheque);
    if (other >= 0) {
      allowance.forked = true;
      allowance.shown = { first: presentedBy(allowance.presented, other), second: transition };
    }
  }
  allowance.cheques = withCheque(allowance.cheques, cheque);
  allowance.presented = concat(allowance.presented, transition);
  allowance.unpaid += amount;
  return undefined;
}
