import {
  type ActHead,
  type ActTerms,
  type Bundle,
  COSIGNATURE_CONTEXT,
  type Certificate,
  type CryptoProvider,
  type Effects,
  type Hash,
  type Hold,
  type KeyPair,
  type Membership,
  type Meter,
  type Opened,
  type Operation,
  type Party,
  TileTree,
  addSignatures,
  buildTransition,
  concat,
  cosignatureLine,
  cosignedMessage,
  deviceId,
  effectsCodec,
  encode,
  encodeState,
  entryLeaf,
  firstActHead,
  hash,
  headerLeaf,
  holdId,
  identityContents,
  identityEntries,
  impliedFirstState,
  logHasher,
  openIdentity,
  proveContents,
  signedCheckpoint,
  stateId,
  u64,
} from '../index.ts';
import { holdTerms } from './paying.ts';
import { FOUNDED_AT, SIGNED_AT, type World, buildWorld } from './world.ts';

/** A payer with an admitted hold, a payee whose device is proven, and the sovereign between them. */
export interface OfflineWorld {
  readonly world: World;
  readonly payer: { readonly party: Party; readonly key: KeyPair };
  readonly payee: { readonly party: Party; readonly key: KeyPair };
  readonly bundle: Bundle;
  readonly membership: Membership;
  readonly hold: Hash;
  readonly on: ActTerms;
  readonly head: ActHead;
}

export const NOW: number = SIGNED_AT + 1000;

interface Entry {
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
  readonly id: Hash;
  readonly effects: Effects;
}

/** Raised once by 500; an allowance (meter cheque) has collateral of 300. */
export function buildOfflineWorld(
  crypto: CryptoProvider,
  meter: Meter,
  collateralOf: (hold: Hold) => Hold = (own) => own,
): OfflineWorld {
  const world = buildWorld(crypto);
  const payer = partyOf(crypto, 21);
  const payee = partyOf(crypto, 22);
  const terms = holdTerms(meter, payee.party.identity);
  const put = putOf(payer.party, { holds: [terms] }, 1);
  const hold = holdId(put.id, 0);
  const raise = putOf(payer.party, { holds: [], raises: [{ hold, by: 500n }] }, 2);
  const collateral = putOf(payer.party, { holds: [collateralOf(guaranteeFor(hold, terms))] }, 3);
  const view = openIdentity(payee.genesis, ['KE'], null);
  if (!view.ok) throw new Error(view.fault);
  const said = sayOf(payee.party.identity, identityContents(view.view));
  const [first, second, third, fourth] = certify(crypto, world, [put, raise, collateral, said]);
  if (!first || !second || !third || !fourth) throw new Error('no certificates');
  const chain = deviceId(payee.party.identity, payee.party.device);
  const proof = proveContents(identityEntries(view.view), chain);
  if (proof === undefined) throw new Error('no proof');
  const { constitution, epoch } = world.evidence;
  const opened = (entry: Entry, certificate: Certificate): Opened => ({
    certificate,
    state: entry.state,
    operation: entry.operation,
  });
  const isCheque = meter.kind === 'cheque';
  const bundle: Bundle = {
    founding: { constitution, epoch },
    put: opened(put, first),
    index: 0,
    putter: payer.party,
    raises: [opened(raise, second)],
    guarantees: isCheque ? [{ put: opened(collateral, third), index: 0 }] : [],
    fresh: first,
  };
  const membership = { certificate: fourth, state: said.state, ordinal: 0, proof };
  const writer = payer.party.device.key;
  const isDevice = (): boolean => false;
  const on = { sovereign: world.sovereign, hold, terms, cap: 1500n, writer, isDevice };
  const head = firstActHead(hold, 1, put.operationHash);
  return { world, payer, payee, bundle, membership, hold, on, head };
}

function partyOf(
  crypto: CryptoProvider,
  seed: number,
): OfflineWorld['payer'] & { genesis: Parameters<typeof openIdentity>[0] } {
  const key = crypto.keyPair(1, new Uint8Array(32).fill(seed));
  const device = { key: { suite: key.suite, publicKey: key.publicKey }, encryptionKey: null };
  const salt = new Uint8Array(16).fill(seed);
  const policy = { threshold: 1, recovery: null };
  const genesis = { version: 1, root: device.key, device, policy, salt } as const;
  const opened = openIdentity(genesis, [], null);
  if (!opened.ok) throw new Error(opened.fault);
  return { party: { identity: opened.view.id, device }, key, genesis };
}

/** A hold for anyone, once the writer of `allowance` has forked. */
function guaranteeFor(allowance: Hash, terms: Hold): Hold {
  const [claim] = terms.claims;
  if (claim === undefined) throw new Error('no claim');
  const condition = { kind: 'fork', hold: allowance } as const;
  return {
    ...terms,
    cap: 300n,
    writer: { kind: 'putter' },
    claims: [
      { ...claim, meter: { kind: 'cheque', perCheque: 300n }, condition, until: claim.until + 1 },
    ],
  };
}

type Items = Pick<Extract<Operation, { kind: 'put' }>, 'holds' | 'raises'>;

function putOf(by: Party, items: Items, salt: number): Entry & { operationHash: Hash } {
  const notAfter = FOUNDED_AT;
  const common = { notAfter, salt: new Uint8Array(16).fill(salt), country: 'KE' };
  const chain = deviceId(by.identity, by.device);
  const count = items.holds.length + (items.raises?.length ?? 0);
  const decision = { rulebook: hash('record', u64(1)), facts: hash('facts', u64(salt)) };
  const decisions = Array.from({ length: count }, () => decision);
  const effects = { kind: 'put', time: FOUNDED_AT, decisions } as const;
  return entryOf(chain, { kind: 'put', ...common, ...items }, hash('leaf', u64(salt)), effects);
}

function sayOf(chain: Hash, contents: Hash): Entry {
  const salt = new Uint8Array(16).fill(9);
  const body = new Uint8Array(3);
  const operation = { kind: 'say', notAfter: FOUNDED_AT, salt, statement: 1, body } as const;
  return entryOf(chain, operation, contents, { kind: 'say', time: FOUNDED_AT });
}

function entryOf(
  chain: Hash,
  operation: Operation,
  contents: Hash,
  effects: Effects,
): Entry & { operationHash: Hash } {
  const head = impliedFirstState(chain, 1, hash('operation', u64(2)));
  const headId = stateId(encodeState(head));
  const built = buildTransition({ head, headId, operation, contents });
  const { stateBytes, operationBytes, id, state } = built;
  const operationHash = state.operation;
  return { state: stateBytes, operation: operationBytes, id, effects, operationHash };
}

/** Certificates of entries that stand side by side in one tree, its checkpoint signed by the log and the witness. */
function certify(
  crypto: CryptoProvider,
  { keys, epoch, constitution }: World,
  entries: readonly Entry[],
): Certificate[] {
  const sha256 = (data: Uint8Array): Uint8Array => crypto.sha256(data);
  const hasher = logHasher(sha256);
  const tree = new TileTree(hasher, 0, () => undefined);
  const header = { time: FOUNDED_AT, closedMs: 0, gapMs: 0, epoch: 0, stateRoot: null };
  tree.append(hasher.leaf(headerLeaf(header)));
  const encoded = entries.map(({ effects }) => encode(effectsCodec, effects));
  for (const [i, { id }] of entries.entries()) {
    tree.append(hasher.leaf(entryLeaf(id, encoded[i] ?? concat())));
  }
  const size = entries.length + 1;
  const checkpoint = { origin: epoch.origin, size, root: tree.root() };
  const timestamp = Math.floor(SIGNED_AT / 1000);
  const sign = (name: string, key: KeyPair): Uint8Array =>
    crypto.sign(key, cosignedMessage({ name, timestamp, checkpoint }), COSIGNATURE_CONTEXT);
  const own = sign(epoch.origin, keys.log);
  const note = signedCheckpoint(checkpoint, keys.log, timestamp, own, sha256);
  const [witness] = constitution.witnesses;
  if (witness === undefined) throw new Error('no witness');
  const line = cosignatureLine(witness, timestamp, sign(witness.name, keys.witness), sha256);
  const both = addSignatures(note, [line]) ?? concat();
  return entries.map(({ id }, i) => ({
    index: i + 1,
    treeSize: size,
    transition: id,
    effects: encoded[i] ?? concat(),
    proof: tree.inclusionProof(i + 1, size),
    checkpoint: both,
  }));
}
