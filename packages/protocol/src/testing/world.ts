import {
  COSIGNATURE_CONTEXT,
  type Certificate,
  type Checkpoint,
  type Constitution,
  type CryptoProvider,
  type Effects,
  type Epoch,
  type Evidence,
  type Hash,
  type KeyPair,
  type Operation,
  TileTree,
  addSignatures,
  buildTransition,
  concat,
  constitutionCodec,
  cosignatureLine,
  cosignedMessage,
  effectsCodec,
  encode,
  entryLeaf,
  epochCodec,
  epochHash,
  hash,
  headerLeaf,
  impliedFirstState,
  encodeState,
  logHasher,
  signedCheckpoint,
  signingContext,
  sovereignId,
  stateId,
  u64,
} from '../index.ts';

/** One sovereign with a small log, of which `evidence` shows entry `INDEX`. Everything follows from fixed seeds. */
export interface World {
  readonly sovereign: Hash;
  readonly constitution: Constitution;
  readonly epoch: Epoch;
  readonly evidence: Evidence;
  readonly operation: Operation;
  readonly keys: { readonly root: KeyPair; readonly log: KeyPair; readonly witness: KeyPair };
}

export const FOUNDED_AT = 1_790_000_000_000;
export const SIGNED_AT: number = FOUNDED_AT + 60_000;
export const INDEX = 3;
const SIZE = 7;

/** What a test may want otherwise. */
export interface WorldOptions {
  readonly signedAt?: number;
  readonly constitution?: Partial<Constitution>;
  readonly epoch?: Partial<Epoch>;
  /** What the entry states. */
  readonly said?: { readonly statement: number; readonly body: Uint8Array };
}

/** Builds it. `crypto` signs; roots and log keys are ML-DSA here, since SLH-DSA takes long to sign. */
export function buildWorld(crypto: CryptoProvider, options: WorldOptions = {}): World {
  const [root, log, witness] = [1, 2, 3].map((n) => crypto.keyPair(1, new Uint8Array(32).fill(n)));
  if (root === undefined || log === undefined || witness === undefined) throw new Error('no keys');
  const keys = { root, log, witness };
  const constitution = { ...constitutionOf(keys), ...options.constitution };
  const sovereign = sovereignId(constitution);
  const epoch = { ...epochOf(sovereign, constitution.origin, log), ...options.epoch };
  const operation: Operation = {
    kind: 'say',
    notAfter: FOUNDED_AT,
    salt: new Uint8Array(16).fill(8),
    ...(options.said ?? { statement: 1, body: new Uint8Array(3) }),
  };
  const head = impliedFirstState(hash('device', u64(1)), 1, hash('operation', u64(2)));
  const headId = stateId(encodeState(head));
  const built = buildTransition({ head, headId, operation, contents: hash('leaf', u64(3)) });
  const effects = { kind: 'say', time: FOUNDED_AT } as const;
  const certificate = certify(crypto, keys, { epoch, id: built.id, effects }, options.signedAt);
  const evidence: Evidence = {
    constitution: {
      constitution: encode(constitutionCodec, constitution),
      signature: crypto.sign(root, sovereign, signingContext('constitution', null)),
    },
    epoch: {
      epoch: encode(epochCodec, epoch),
      signature: crypto.sign(root, epochHash(epoch), signingContext('epoch', sovereign)),
    },
    certificate,
    state: built.stateBytes,
    operation: built.operationBytes,
  };
  return { sovereign, constitution, epoch, evidence, operation, keys };
}

function certify(
  crypto: CryptoProvider,
  keys: World['keys'],
  entry: { readonly epoch: Epoch; readonly id: Hash; readonly effects: Effects },
  signedAt = SIGNED_AT,
): Certificate {
  const sha256 = (data: Uint8Array): Uint8Array => crypto.sha256(data);
  const hasher = logHasher(sha256);
  const tree = new TileTree(hasher, 0, () => undefined);
  const effects = encode(effectsCodec, entry.effects);
  const header = { time: FOUNDED_AT, closedMs: 0, gapMs: 0, epoch: 0, stateRoot: null };
  for (let i = 0; i < SIZE; i += 1) {
    const data =
      i === INDEX ? entryLeaf(entry.id, effects) : headerLeaf({ ...header, closedMs: i });
    tree.append(hasher.leaf(data));
  }
  const checkpoint: Checkpoint = { origin: entry.epoch.origin, size: SIZE, root: tree.root() };
  const timestamp = Math.floor(signedAt / 1000);
  const cosign = (name: string, key: KeyPair): Uint8Array =>
    crypto.sign(key, cosignedMessage({ name, timestamp, checkpoint }), COSIGNATURE_CONTEXT);
  const ownSignature = cosign(checkpoint.origin, keys.log);
  const signed = signedCheckpoint(checkpoint, keys.log, timestamp, ownSignature, sha256);
  const by = { name: WITNESS, key: keys.witness };
  const line = cosignatureLine(by, timestamp, cosign(WITNESS, keys.witness), sha256);
  return {
    index: INDEX,
    treeSize: SIZE,
    transition: entry.id,
    effects,
    proof: tree.inclusionProof(INDEX, SIZE),
    checkpoint: addSignatures(signed, [line]) ?? concat(),
  };
}

const WITNESS = 'w1.example';

function constitutionOf({ root, witness }: Pick<World['keys'], 'root' | 'witness'>): Constitution {
  return {
    version: 1,
    name: 'Harbour',
    country: 'KE',
    createdAt: FOUNDED_AT,
    salt: new Uint8Array(16).fill(4),
    root: { suite: root.suite, publicKey: root.publicKey },
    origin: 'harbour.example/log',
    suites: { roots: [1, 4], devices: [1], log: [1] },
    currencies: [],
    registrars: null,
    parameters: {
      heartbeatMs: 60_000,
      closureAfterMs: 180_000,
      validityMs: 600_000,
      freshnessMs: 86_400_000,
      quorum: 0,
      stateRootEvery: 1000,
    },
    witnesses: [{ name: WITNESS, key: { suite: witness.suite, publicKey: witness.publicKey } }],
    validators: [],
    governance: null,
  };
}

function epochOf(sovereign: Hash, origin: string, log: KeyPair): Epoch {
  return {
    sovereign,
    number: 0,
    origin,
    log: { suite: log.suite, publicKey: log.publicKey },
    notBefore: FOUNDED_AT,
    notAfter: FOUNDED_AT + 30 * 86_400_000,
    succeeds: null,
  };
}
