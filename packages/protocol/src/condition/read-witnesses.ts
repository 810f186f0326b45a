import {
  type CryptoProvider,
  type Hash,
  type Key,
  type SignatureJob,
  isHash,
  signingContext,
} from '../crypto/index.ts';
import { decode } from '../encoding/index.ts';
import type { Condition } from '../hold/index.ts';
import { type Home, type OutcomeFault, checkOutcome } from './outcome.ts';
import { claimStatement } from './statements.ts';
import { MAX_PREIMAGE_BYTES, type Node, type Witness, nodesOf, witnessCodec } from './witness.ts';

/** Which claim of which hold the condition is of, and where. */
export interface ClaimPlace extends Home {
  readonly hold: Hash;
  readonly claim: number;
}

/** A taking's witnesses, and the outcomes of its evidence that they refer to. */
export interface ShownProof {
  readonly witnesses: readonly Uint8Array[];
  readonly outcomes: readonly Uint8Array[];
}

export type WitnessFault =
  | OutcomeFault
  | 'witness-encoding'
  | 'witness-order'
  | 'no-such-node'
  | 'no-witness-of-this'
  | 'preimage'
  | 'no-such-key'
  | 'no-such-outcome'
  | 'unused-outcome'
  | 'signature'
  | 'not-needed';

/** A signature to verify, and the witness that falls with it. */
export interface WitnessJob {
  readonly witness: number;
  readonly job: SignatureJob;
}

/** Witnesses that fit a tree, in its order. Each counts once its jobs have verified. */
export interface ShownWitnesses {
  readonly nodes: readonly Node[];
  readonly witnesses: readonly Witness[];
}

/** `witness`: its index among those given; their number when an outcome is at fault. */
export type WitnessesCheck =
  | { ok: true; shown: ShownWitnesses; jobs: readonly WitnessJob[] }
  | { ok: false; witness: number; fault: WitnessFault };

type Found = { ok: true; jobs: readonly SignatureJob[] } | { ok: false; fault: WitnessFault };

/**
 * Reads witnesses against a tree: everything but their signatures, which are listed so that they can be verified elsewhere,
 * and whether they suffice, which `evaluate` says. Hostile input never throws. At most 16 hashes, 16 signatures, and what the
 * outcomes cost (an inclusion proof and up to 3 signatures each).
 */
export function readWitnesses(
  condition: Condition,
  proof: ShownProof,
  place: ClaimPlace,
  crypto: CryptoProvider,
): WitnessesCheck {
  const nodes = nodesOf(condition);
  const witnesses: Witness[] = [];
  const jobs: WitnessJob[] = [];
  const used = new Set<number>();
  for (const [at, bytes] of proof.witnesses.entries()) {
    const decoded = decode(witnessCodec, bytes);
    if (!decoded.ok) return { ok: false, witness: at, fault: 'witness-encoding' };
    const witness = decoded.value;
    const before = witnesses.at(-1);
    if (before !== undefined && rank(before) >= rank(witness)) {
      return { ok: false, witness: at, fault: 'witness-order' };
    }
    const node = nodes[witness.node];
    if (node === undefined) return { ok: false, witness: at, fault: 'no-such-node' };
    const found = readOne(node.condition, witness, proof.outcomes, place, crypto);
    if (!found.ok) return { ok: false, witness: at, fault: found.fault };
    for (const job of found.jobs) jobs.push({ witness: at, job });
    if (witness.proof.kind === 'outcome') used.add(witness.proof.outcome);
    witnesses.push(witness);
  }
  if (used.size !== proof.outcomes.length) {
    return { ok: false, witness: proof.witnesses.length, fault: 'unused-outcome' };
  }
  return { ok: true, shown: { nodes, witnesses }, jobs };
}

/** Witnesses ascend by node, and those of one node by key: each set of them has one order. */
function rank({ node, proof }: Witness): number {
  return node * 256 + (proof.kind === 'signature' ? proof.key : 0);
}

function readOne(
  condition: Condition,
  { proof }: Witness,
  outcomes: readonly Uint8Array[],
  place: ClaimPlace,
  crypto: CryptoProvider,
): Found {
  const signed = (key: Key, message: Hash, signature: Uint8Array): Found => {
    const context = signingContext('attestation', place.sovereign);
    return { ok: true, jobs: [{ key, message, signature, context }] };
  };
  switch (condition.kind) {
    case 'preimage':
      if (proof.kind !== 'bytes') break;
      return proof.bytes.length <= MAX_PREIMAGE_BYTES &&
        isHash(condition.hash, 'preimage', proof.bytes)
        ? { ok: true, jobs: [] }
        : { ok: false, fault: 'preimage' };
    case 'signed': {
      if (proof.kind !== 'signature') break;
      const key = condition.keys[proof.key];
      if (key === undefined) return { ok: false, fault: 'no-such-key' };
      return signed(key, claimStatement(place.hold, place.claim), proof.signature);
    }
    case 'attested':
      if (proof.kind !== 'bytes') break;
      return signed(condition.oracle, condition.statement, proof.bytes);
    case 'admitted': {
      if (proof.kind !== 'outcome') break;
      const outcome = outcomes[proof.outcome];
      if (outcome === undefined) return { ok: false, fault: 'no-such-outcome' };
      return checkOutcome(outcome, condition, place, crypto);
    }
    case 'after':
    case 'before':
    case 'fork':
    case 'some':
      break;
  }
  return { ok: false, fault: 'no-witness-of-this' };
}
