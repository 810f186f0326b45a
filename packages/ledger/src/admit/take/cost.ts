import {
  actCodec,
  chequeEvidenceCodec,
  decode,
  MAX_ACT_BYTES,
  MAX_PREIMAGE_BYTES,
  type Proof,
  type SignedAct,
  tabEvidenceCodec,
  type TakeOperation,
  takingEvidenceCodec,
  witnessCodec,
} from '@tallystick/protocol';
import { type Refusal, refuse } from '../../refusal/refusal.ts';

/** protocol.md, section 9: signatures of one transition, its own included. */
const MAX_PROOF_SIGNATURES = 64;
/** protocol.md, section 9: links of hash chains that one transition has hashed. */
const MAX_PROOF_LINKS = 262_144;
/** Of an outcome on a log: constitution, epoch, checkpoint. */
const OUTCOME_SIGNATURES = 3;
/** The head of `tabEvidence`, which has three items; `chequeEvidence` has two. */
const TAB_HEAD = 0x83;

interface Cost {
  signatures: number;
  links: number;
}

/** Whether any taking shows something. */
export function hasProofs({ takings }: TakeOperation): boolean {
  for (let at = 0; at < takings.length; at += 1) if (takings[at]?.proof !== null) return true;
  return false;
}

/**
 * What takings show can be verified without keeping others waiting. The bytes alone say so, before
 * anything is verified; what does not decode costs nothing, and is refused later.
 */
export function checkCost(operation: TakeOperation, own: number): Refusal | undefined {
  const cost: Cost = { signatures: own, links: 0 };
  for (const { proof } of operation.takings) if (proof !== null) addCost(cost, proof);
  const { signatures, links } = cost;
  if (signatures <= MAX_PROOF_SIGNATURES && links <= MAX_PROOF_LINKS) return undefined;
  return refuse('too-costly', { signatures, links });
}

function addCost(cost: Cost, { evidence, witnesses }: Proof): void {
  const decoded = decode(takingEvidenceCodec, evidence);
  if (decoded.ok && decoded.value.meter !== null) addMeter(cost, decoded.value.meter);
  for (const bytes of witnesses) {
    const witness = decode(witnessCodec, bytes);
    if (!witness.ok) continue;
    const { proof } = witness.value;
    if (proof.kind === 'outcome') cost.signatures += OUTCOME_SIGNATURES;
    else if (proof.kind === 'signature') cost.signatures += 1;
    else if (proof.bytes.length > MAX_PREIMAGE_BYTES) cost.signatures += 1;
  }
}

function addMeter(cost: Cost, meter: Uint8Array): void {
  if (meter[0] !== TAB_HEAD) {
    const cheque = decode(chequeEvidenceCodec, meter);
    if (cheque.ok) addAct(cost, cheque.value.act);
    return;
  }
  const tab = decode(tabEvidenceCodec, meter);
  if (!tab.ok) return;
  if (tab.value.act !== null) addAct(cost, tab.value.act);
  cost.links += tab.value.tick?.count ?? 0;
}

function addAct(cost: Cost, signed: SignedAct): void {
  const act = decode(actCodec, signed.act, MAX_ACT_BYTES);
  cost.signatures += act.ok && act.value.void !== null ? 2 : 1;
}
