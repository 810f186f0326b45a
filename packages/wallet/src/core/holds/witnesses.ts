import {
  type Condition,
  type Evaluation,
  type Hash,
  MAX_OUTCOMES,
  MAX_WITNESSES,
  type ShownProof,
  type Witness,
  claimStatement,
  encode,
  evaluateProof,
  keyId,
  nodesOf,
  witnessCodec,
} from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { type Context, findRecord } from '../context.ts';
import { newestEpoch } from '../trust/epochs.ts';
import { HOLD_KEYS, signatureRecordCodec } from './records.ts';

/** Which claim of which hold a condition is of. */
export interface Place {
  readonly hold: Hash;
  readonly claim: number;
}

/** What a condition is by what this wallet knows, with as few witnesses as that takes. */
export interface Assembled {
  readonly evaluation: Evaluation;
  readonly proof: ShownProof;
  readonly witnesses: readonly Witness[];
}

/** What it shows, and the outcomes that witnesses of it refer to. */
interface Gathered {
  readonly witnesses: Witness[];
  readonly outcomes: Uint8Array[];
}

/**
 * Evaluates a condition over everything that was gathered for it, at the ledger's time as far as the wallet knows it. `isGenerous`: forks and closures, of which only the ledger knows, are taken to be as the condition wants them.
 */
export async function assemble(
  context: Context,
  condition: Condition,
  place: Place,
  isGenerous = false,
): Promise<Assembled> {
  const time = ledgerTime(context);
  const closedSincePutMs = isGenerous ? time : 0;
  const facts = { time, closedSincePutMs, isForked: (): boolean => isGenerous };
  const { sovereign } = context.trust;
  const home = { sovereign, epoch: newestEpoch(context.trust), ...place };
  let gathered = await gatherFor(context, condition, place);
  for (;;) {
    const { outcomes } = gathered;
    const witnesses = gathered.witnesses.map((witness) => encode(witnessCodec, witness));
    const proof = { witnesses, outcomes };
    const evaluation = evaluateProof(condition, proof, home, facts, context.ports.crypto);
    // One that does not hold, or that is not needed, is left out: the ledger would refuse it.
    if (evaluation.kind === 'faulty' && evaluation.witness < witnesses.length) {
      gathered = without(gathered, evaluation.witness);
      continue;
    }
    const fits = evaluation.kind !== 'true' || witnesses.length <= MAX_WITNESSES;
    const believed: Evaluation = fits ? evaluation : { kind: 'missing', nodes: [] };
    return { evaluation: believed, proof, witnesses: gathered.witnesses };
  }
}

async function gatherFor(context: Context, condition: Condition, place: Place): Promise<Gathered> {
  const witnesses: Witness[] = [];
  const outcomes: Uint8Array[] = [];
  const { vault } = context;
  const signature = async (message: Hash, key: Hash): Promise<Uint8Array | undefined> => {
    const found = await findRecord(vault, HOLD_KEYS.signature(message, key), signatureRecordCodec);
    return found?.signature;
  };
  for (const [node, { condition: leaf }] of nodesOf(condition).entries()) {
    if (leaf.kind === 'preimage') {
      const bytes = await vault.get(HOLD_KEYS.preimage(leaf.hash));
      if (bytes !== undefined) witnesses.push({ node, proof: { kind: 'bytes', bytes } });
    } else if (leaf.kind === 'attested') {
      const bytes = await signature(leaf.statement, keyId(leaf.oracle));
      if (bytes !== undefined) witnesses.push({ node, proof: { kind: 'bytes', bytes } });
    } else if (leaf.kind === 'signed') {
      const message = claimStatement(place.hold, place.claim);
      for (const [at, key] of leaf.keys.entries()) {
        const bytes = await signature(message, keyId(key));
        if (bytes === undefined) continue;
        witnesses.push({ node, proof: { kind: 'signature', key: at, signature: bytes } });
      }
    } else if (leaf.kind === 'admitted' && outcomes.length < MAX_OUTCOMES) {
      const { sovereign, hold, outcome } = leaf;
      const bytes = await vault.get(HOLD_KEYS.outcome(sovereign, hold, outcome));
      if (bytes === undefined) continue;
      const at = outcomes.push(bytes) - 1;
      witnesses.push({ node, proof: { kind: 'outcome', outcome: at } });
    }
  }
  return { witnesses, outcomes };
}

/** One witness less, and the outcome that only it referred to. */
function without({ witnesses, outcomes }: Gathered, at: number): Gathered {
  const left = witnesses.toSpliced(at, 1);
  const proof = witnesses[at]?.proof;
  if (proof?.kind !== 'outcome') return { witnesses: left, outcomes };
  const gone = proof.outcome;
  return {
    outcomes: outcomes.toSpliced(gone, 1),
    witnesses: left.map((witness) => {
      if (witness.proof.kind !== 'outcome' || witness.proof.outcome < gone) return witness;
      return { ...witness, proof: { kind: 'outcome', outcome: witness.proof.outcome - 1 } };
    }),
  };
}
