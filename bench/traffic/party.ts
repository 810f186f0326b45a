import { createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  buildOpening,
  buildTransition,
  deviceContents,
  deviceId,
  encode,
  encodeState,
  type Hash,
  impliedFirstState,
  type Key,
  openIdentity,
  type OpenOperation,
  type Operation,
  signingContext,
  type State,
  stateId,
  transitionCodec,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';

/** Chains that sign ahead of the ledger: every next state follows from the last, so a whole run is prepared beforehand. */

/** A chain with one key and one currency. */
export interface Party {
  readonly chain: Hash;
  /** The identity that payments to this party name. */
  readonly identity: Hash;
  readonly currency: Hash;
  readonly signer: Signer;
  head: State;
  headId: Hash;
  balance: bigint;
}

export interface Signer {
  readonly key: Key;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

const VALID_MS = 3_600_000;

/** Signs with ML-DSA-44 on the thread pool, so that preparing uses every core. */
export function newSigner(sovereign: Hash, seed: Uint8Array = randomBytes(32)): Signer {
  const pair = nodeCrypto.keyPair(1, seed);
  const secret: KeyObject = createPrivateKey({
    key: Buffer.from(seed),
    format: 'raw-seed',
    asymmetricKeyType: 'ml-dsa-44',
  });
  const context = signingContext('transition', sovereign);
  return {
    key: { suite: pair.suite, publicKey: pair.publicKey },
    sign: (message) =>
      new Promise((resolve, reject) => {
        sign(null, message, { key: secret, context }, (error, signature) =>
          error === null ? resolve(signature) : reject(error),
        );
      }),
  };
}

type Body<O> = O extends Operation ? Omit<O, 'notAfter' | 'salt'> : never;

export function operation(body: Body<Operation>): Operation {
  return { ...body, notAfter: Date.now() + VALID_MS, salt: randomBytes(16) };
}

/** A new identity with one device, and the signed transition that opens it. */
export async function newParty(
  sovereign: Hash,
  currency: Hash,
  country: string,
): Promise<{ party: Party; opening: Uint8Array }> {
  const signer = newSigner(sovereign);
  // The root never signs here: 32 random bytes stand for an SLH-DSA public key that somebody keeps in a drawer.
  const root: Key = { suite: 4, publicKey: randomBytes(32) };
  const device = { key: signer.key, encryptionKey: null };
  const policy = { threshold: 1, recovery: null };
  const genesis = { version: 1 as const, root, device, policy, salt: randomBytes(16) };
  const open = operation({
    kind: 'open',
    genesis,
    countries: [country],
    handle: null,
  }) as OpenOperation;
  const opened = openIdentity(genesis, [country], null);
  if (!opened.ok) throw new Error(opened.fault);
  const built = buildOpening(opened.view, open);
  const opening = encode(transitionCodec, {
    state: built.stateBytes,
    operation: built.operationBytes,
    signatures: [{ by: 1, bytes: await signer.sign(built.id) }],
  });
  const identity = opened.view.id;
  const chain = deviceId(identity, device);
  const introducedBy = built.state.operation;
  return { party: partyAt(chain, identity, currency, signer, introducedBy), opening };
}

/** A party at its chain's implied first state. */
export function partyAt(
  chain: Hash,
  identity: Hash,
  currency: Hash,
  signer: Signer,
  introducedBy: Hash,
): Party {
  const head = impliedFirstState(chain, 1, introducedBy);
  const headId = stateId(encodeState(head));
  return { chain, identity, currency, signer, head, headId, balance: 0n };
}

/** The party's next transition; it moves the party's head and balance on. */
export async function advance(
  party: Party,
  change: Operation,
  balance: bigint,
): Promise<{ bytes: Uint8Array; id: Hash }> {
  const { head, headId } = party;
  const contents = deviceContents([[party.currency, balance]]);
  const next = buildTransition({ head, headId, operation: change, contents });
  party.head = next.state;
  party.headId = next.id;
  party.balance = balance;
  const signature = await party.signer.sign(next.id);
  const bytes = encode(transitionCodec, {
    state: next.stateBytes,
    operation: next.operationBytes,
    signatures: [{ by: 0, bytes: signature }],
  });
  return { bytes, id: next.id };
}
