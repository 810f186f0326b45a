import {
  COSIGNATURE_CONTEXT,
  type Certificate,
  type Checkpoint,
  type ChequeSum,
  type CosignerKey,
  type CryptoProvider,
  type Evidence,
  type ForkProof,
  type ForkRule,
  type KeyPair,
  type Operation,
  type SignedState,
  type State,
  TileTree,
  addSignatures,
  buildTransition,
  certificateCodec,
  chequeContents,
  constitutionCodec,
  cosignatureKeyId,
  cosignatureLine,
  cosignedMessage,
  deviceId,
  effectsCodec,
  encode,
  encodeState,
  encodeStatement,
  entryLeaf,
  epochCodec,
  epochHash,
  evidenceCodec,
  forkEvidenceCodec,
  forkProofCodec,
  formatCheckpoint,
  headerLeaf,
  identityId,
  impliedFirstState,
  logHasher,
  operationHash,
  signedCheckpoint,
  signingContext,
  stateId,
  successor,
  transitionCodec,
  verifyForkEvidence,
  verifyForkProof,
} from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import { FOUNDED_AT, NOT_AFTER, type Samples, plainHold } from './samples.ts';

const INDEX = 2;
const SIZE = 5;
const WITNESS = 'w1.example';
const TIMESTAMP = (FOUNDED_AT + 60_000) / 1000;

/** A signed transition, its certificate and evidence, a checkpoint with two cosignatures, a fork proof. */
export function evidenceVectors(from: Samples, crypto: CryptoProvider): Json {
  const { sovereign, epoch, constitution, pairs } = from;
  const put = transitionBy(from, crypto, 500n);
  const other = transitionBy(from, crypto, 501n);
  const decisions = [{ rulebook: bytesFor('rulebook'), facts: bytesFor('facts') }];
  const effects = encode(effectsCodec, { kind: 'put', time: FOUNDED_AT, decisions });
  const { checkpoint, proof } = logOf(put.id, effects, from, crypto);
  const note = signedNote(checkpoint, from, crypto);
  const certificate: Certificate = {
    index: INDEX,
    treeSize: SIZE,
    transition: put.id,
    effects,
    proof,
    checkpoint: note,
  };
  const founding = signingContext('constitution', null);
  const evidence: Evidence = {
    constitution: {
      constitution: encode(constitutionCodec, constitution),
      signature: crypto.sign(pairs.founding, sovereign, founding),
    },
    epoch: {
      epoch: encode(epochCodec, epoch),
      signature: crypto.sign(pairs.founding, epochHash(epoch), signingContext('epoch', sovereign)),
    },
    certificate,
    state: put.stateBytes,
    operation: put.operationBytes,
  };
  const fork = {
    first: { state: put.stateBytes, signature: put.signature },
    second: { state: other.stateBytes, signature: other.signature },
    sums: null,
  };
  const proofs = forkProofs(from, crypto);
  return plain({
    transition: {
      bytes: encode(transitionCodec, {
        state: put.stateBytes,
        operation: put.operationBytes,
        signatures: [{ by: 0, bytes: put.signature }],
      }),
      id: put.id,
    },
    checkpoint: checkpointVector(checkpoint, note, from, crypto),
    certificate: { value: certificate, bytes: encode(certificateCodec, certificate) },
    evidence: {
      sovereign,
      now: FOUNDED_AT + 120_000,
      value: evidence,
      bytes: encode(evidenceCodec, evidence),
    },
    forkProof: { rule: 'same-sequence', value: fork, bytes: encode(forkProofCodec, fork) },
    forkProofs: proofs.map((value) => ({
      value,
      bytes: encode(forkProofCodec, value),
      result: verdictOf(value, from, crypto),
    })),
    forkEvidence: proofs
      .filter((value) => verdictOf(value, from, crypto).rule !== null)
      .map((proof) => forkEvidenceVector(from, evidence, proof, crypto)),
  });
}

/** What a hold's writer signed, said on the log: the entry that shows two states of which at most one can be in its history. */
function forkEvidenceVector(
  from: Samples,
  found: Evidence,
  proof: ForkProof,
  crypto: CryptoProvider,
): object {
  const { genesis, sovereign } = from;
  const hold = FORKED_HOLD;
  const identity = identityId(genesis);
  const head = impliedFirstState(identity, 1, operationHash(bytesFor('open')));
  const said = encodeStatement({ kind: 'fork-proof', hold, proof });
  const common = { notAfter: NOT_AFTER, salt: bytesFor('salt of the fork', 16) };
  const operation: Operation = { kind: 'say', ...common, ...said };
  const headId = stateId(encodeState(head));
  const say = buildTransition({ head, headId, operation, contents: bytesFor('contents') });
  const effects = encode(effectsCodec, { kind: 'say', time: FOUNDED_AT });
  const { checkpoint, proof: inclusion } = logOf(say.id, effects, from, crypto);
  const certificate: Certificate = {
    ...found.certificate,
    transition: say.id,
    effects,
    proof: inclusion,
    checkpoint: signedNote(checkpoint, from, crypto),
  };
  const { stateBytes: state, operationBytes } = say;
  const evidence: Evidence = { ...found, certificate, state, operation: operationBytes };
  const value = { evidence, writer: genesis.device.key };
  const check = verifyForkEvidence(value, sovereign, crypto);
  if (!check.ok) throw new Error(check.fault);
  const { rule, sequence } = check;
  const result = { hold, rule, sequence, index: INDEX };
  return { sovereign, value, bytes: encode(forkEvidenceCodec, value), result };
}

const FORKED_HOLD = bytesFor('forked hold');

/** What an allowance's writer signed, and what others may say of it: forks, a total that leaves something out, and honest ones. */
function forkProofs({ pairs, sovereign }: Samples, crypto: CryptoProvider): ForkProof[] {
  const context = signingContext('act', sovereign);
  const sign = (state: State): SignedState => {
    const bytes = encodeState(state);
    return { state: bytes, signature: crypto.sign(pairs.device, stateId(bytes), context) };
  };
  const after = (state: State, label: string, sum: ChequeSum): State => {
    const head = stateId(encodeState(state));
    return successor(state, head, operationHash(bytesFor(label)), chequeContents(sum));
  };
  const sums = [
    { amount: 500n, total: 500n },
    { amount: 250n, total: 750n },
    { amount: 300n, total: 400n },
  ] as const;
  const first = after(impliedFirstState(FORKED_HOLD, 1, bytesFor('put')), 'one', sums[0]);
  const second = after(first, 'two', sums[1]);
  const third = after(second, 'three', sums[2]);
  const other = after(impliedFirstState(FORKED_HOLD, 1, bytesFor('put')), 'other', sums[0]);
  const [one, two, three, clone] = [first, second, third, other].map(sign) as [
    SignedState,
    SignedState,
    SignedState,
    SignedState,
  ];
  const opened = (a: ChequeSum, b: ChequeSum): ForkProof['sums'] => ({ first: a, second: b });
  return [
    { first: one, second: clone, sums: null },
    { first: clone, second: two, sums: null },
    { first: one, second: three, sums: opened(sums[0], sums[2]) },
    { first: two, second: three, sums: opened(sums[1], sums[2]) },
    // Of whoever is honest: nothing is proven, whatever is said of it.
    { first: one, second: two, sums: null },
    { first: one, second: two, sums: opened(sums[0], sums[1]) },
    { first: one, second: two, sums: opened({ amount: 1n, total: 501n }, sums[1]) },
    { first: one, second: two, sums: opened(sums[0], { amount: 251n, total: 750n }) },
    { first: two, second: one, sums: opened(sums[1], sums[0]) },
    { first: one, second: three, sums: null },
  ];
}

/** The rule by which two states contradict each other, and where; or why they prove nothing. */
function verdictOf(
  proof: ForkProof,
  { pairs, sovereign }: Samples,
  crypto: CryptoProvider,
): { readonly rule: ForkRule | null; readonly sequence?: number; readonly fault?: string } {
  const signer = { key: pairs.device, kind: 'act', sovereign } as const;
  const check = verifyForkProof(proof, signer, crypto);
  if (!check.ok) return { rule: null, fault: check.reason };
  return { rule: check.rule, sequence: check.sequence };
}

interface Signed {
  readonly id: Uint8Array;
  readonly stateBytes: Uint8Array;
  readonly operationBytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** The first transition of the identity's first device: a put of `cap`. */
function transitionBy(
  { genesis, pairs, sovereign }: Samples,
  crypto: CryptoProvider,
  cap: bigint,
): Signed {
  const chain = deviceId(identityId(genesis), genesis.device);
  const head = impliedFirstState(chain, 1, operationHash(bytesFor('open')));
  const operation = paying(cap);
  const headId = stateId(encodeState(head));
  const built = buildTransition({ head, headId, operation, contents: bytesFor('contents') });
  const context = signingContext('transition', sovereign);
  return { ...built, signature: crypto.sign(pairs.device, built.id, context) };
}

function paying(cap: bigint): Operation {
  return {
    kind: 'put',
    notAfter: NOT_AFTER,
    salt: bytesFor('salt of the payment', 16),
    country: 'KE',
    holds: [plainHold(cap)],
  };
}

function logOf(
  id: Uint8Array,
  effects: Uint8Array,
  { epoch }: Samples,
  crypto: CryptoProvider,
): { checkpoint: Checkpoint; proof: Uint8Array[] } {
  const hasher = logHasher((data) => crypto.sha256(data));
  const tree = new TileTree(hasher, 0, () => undefined);
  for (let i = 0; i < SIZE; i += 1) {
    const header = { time: FOUNDED_AT + i, closedMs: 0, gapMs: 0, epoch: 0, stateRoot: null };
    tree.append(hasher.leaf(i === INDEX ? entryLeaf(id, effects) : headerLeaf(header)));
  }
  const checkpoint = { origin: epoch.origin, size: SIZE, root: tree.root() };
  return { checkpoint, proof: tree.inclusionProof(INDEX, SIZE) };
}

function signedNote(
  checkpoint: Checkpoint,
  { pairs }: Samples,
  crypto: CryptoProvider,
): Uint8Array {
  const sha256 = (data: Uint8Array): Uint8Array => crypto.sha256(data);
  const sign = (name: string, pair: KeyPair): Uint8Array => {
    const message = cosignedMessage({ name, timestamp: TIMESTAMP, checkpoint });
    return crypto.sign(pair, message, COSIGNATURE_CONTEXT);
  };
  const own = sign(checkpoint.origin, pairs.log);
  const note = signedCheckpoint(checkpoint, pairs.log, TIMESTAMP, own, sha256);
  const witness = { name: WITNESS, key: pairs.witness };
  const line = cosignatureLine(witness, TIMESTAMP, sign(WITNESS, pairs.witness), sha256);
  const both = addSignatures(note, [line]);
  if (both === undefined) throw new Error('the note was not read');
  return both;
}

function checkpointVector(
  checkpoint: Checkpoint,
  note: Uint8Array,
  { pairs }: Samples,
  crypto: CryptoProvider,
): object {
  const cosigners: CosignerKey[] = [
    { name: checkpoint.origin, key: pairs.log },
    { name: WITNESS, key: pairs.witness },
  ];
  return {
    value: checkpoint,
    text: formatCheckpoint(checkpoint),
    note: new TextDecoder().decode(note),
    cosigners: cosigners.map((cosigner) => ({
      name: cosigner.name,
      publicKey: cosigner.key.publicKey,
      keyId: cosignatureKeyId(cosigner, (data) => crypto.sha256(data)),
      timestamp: TIMESTAMP,
      message: cosignedMessage({ name: cosigner.name, timestamp: TIMESTAMP, checkpoint }),
    })),
  };
}
