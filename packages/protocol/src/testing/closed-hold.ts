import {
  COSIGNATURE_CONTEXT,
  type CryptoProvider,
  type Epoch,
  type Hash,
  type Outcome,
  TileTree,
  buildTransition,
  cosignedMessage,
  effectsCodec,
  encode,
  encodeState,
  entryLeaf,
  hash,
  impliedFirstState,
  logHasher,
  outcomeCodec,
  signedCheckpoint,
  stateId,
  u64,
} from '../index.ts';
import { FOUNDED_AT, buildWorld } from './world.ts';

/** A sovereign on whose log a hold was closed under claim 1, and what shows it. */
export interface ClosedHold {
  readonly sovereign: Hash;
  readonly epoch: Epoch;
  readonly hold: Hash;
  readonly outcome: Outcome;
  readonly bytes: Uint8Array;
}

export function closedHold(crypto: CryptoProvider): ClosedHold {
  const { sovereign, epoch, evidence, keys } = buildWorld(crypto);
  const hold = hash('hold', u64(77));
  const head = impliedFirstState(hash('device', u64(1)), 1, hash('operation', u64(2)));
  const takings = [
    { hold, claim: 0, amount: 4n, proof: null },
    { hold, claim: 1, amount: 1n, proof: null },
  ];
  const built = buildTransition({
    head,
    headId: stateId(encodeState(head)),
    operation: { kind: 'take', notAfter: FOUNDED_AT, salt: new Uint8Array(16), takings },
    contents: hash('leaf', u64(3)),
  });
  const effects = encode(effectsCodec, {
    kind: 'take',
    time: FOUNDED_AT,
    takings: [
      { paidAfter: 4n, closed: false },
      { paidAfter: 5n, closed: true },
    ],
  });
  const sha256 = (data: Uint8Array): Uint8Array => crypto.sha256(data);
  const hasher = logHasher(sha256);
  const tree = new TileTree(hasher, 0, () => undefined);
  for (const id of [hash('state', u64(1)), hash('state', u64(2)), built.id]) {
    tree.append(hasher.leaf(entryLeaf(id, effects)));
  }
  const checkpoint = { origin: epoch.origin, size: 3, root: tree.root() };
  const timestamp = FOUNDED_AT / 1000;
  const message = cosignedMessage({ name: epoch.origin, timestamp, checkpoint });
  const signature = crypto.sign(keys.log, message, COSIGNATURE_CONTEXT);
  const outcome: Outcome = {
    founding: { constitution: evidence.constitution, epoch: evidence.epoch },
    certificate: {
      index: 2,
      treeSize: 3,
      transition: built.id,
      effects,
      proof: tree.inclusionProof(2, 3),
      checkpoint: signedCheckpoint(checkpoint, keys.log, timestamp, signature, sha256),
    },
    state: built.stateBytes,
    operation: built.operationBytes,
  };
  return { sovereign, epoch, hold, outcome, bytes: encode(outcomeCodec, outcome) };
}
