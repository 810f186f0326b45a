import { createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  type BuiltTransition,
  buildOpening,
  buildTransition,
  deviceContents,
  deviceId,
  encode,
  encodeState,
  type Genesis,
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
  /** Of a transition, or of an act. */
  sign(message: Uint8Array, kind?: 'transition' | 'act'): Promise<Uint8Array>;
}

export const VALID_MS = 3_600_000;

/** Signs with ML-DSA-44 on the thread pool, so that preparing uses every core. */
export function newSigner(sovereign: Hash, seed: Uint8Array = randomBytes(32)): Signer {
  const pair = nodeCrypto.keyPair(1, seed);
  const secret: KeyObject = createPrivateKey({
    key: Buffer.from(seed),
    format: 'raw-seed',
    asymmetricKeyType: 'ml-dsa-44',
  });
  return {
    key: { suite: pair.suite, publicKey: pair.publicKey },
    sign: (message, kind = 'transition') =>
      new Promise((resolve, reject) => {
        const context = signingContext(kind, sovereign);
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

/** What a party is derived from, so that two processes can make the same one. */
export interface Origin {
  readonly sovereign: Hash;
  readonly currency: Hash;
  readonly country: string;
  /** 32 bytes. */
  readonly seed: Uint8Array;
  readonly notAfter: number;
}

/** A new identity with one device and no signature yet over the transition that opens it. */
export function newParty(origin: Origin): { party: Party; opening: BuiltTransition } {
  const { sovereign, currency, country, seed, notAfter } = origin;
  const signer = newSigner(sovereign, seed);
  const { genesis, open } = openingBy(signer.key, country, seed, notAfter);
  const opened = openIdentity(genesis, [country], null);
  if (!opened.ok) throw new Error(opened.fault);
  const built = buildOpening(opened.view, open);
  const identity = opened.view.id;
  const chain = deviceId(identity, genesis.device);
  const party = partyAt(chain, identity, currency, signer, built.state.operation);
  return { party, opening: built };
}

/** The operation that opens an identity whose one device has this key. */
export function openingBy(
  key: Key,
  country: string,
  seed: Uint8Array,
  notAfter: number,
): { genesis: Genesis; open: OpenOperation } {
  // The root never signs here: 32 bytes stand for an SLH-DSA public key that somebody keeps in a drawer.
  const root: Key = { suite: 4, publicKey: seed };
  const device = { key, encryptionKey: null };
  const policy = { threshold: 1, recovery: null };
  const salt = seed.subarray(0, 16);
  const genesis: Genesis = { version: 1, root, device, policy, salt };
  const open: OpenOperation = {
    kind: 'open',
    notAfter,
    salt,
    genesis,
    countries: [country],
    handle: null,
  };
  return { genesis, open };
}

/** The opening's bytes with its signature by the first device. */
export async function signOpening(party: Party, opening: BuiltTransition): Promise<Uint8Array> {
  return openingBytes(opening, await party.signer.sign(opening.id));
}

export function openingBytes(opening: BuiltTransition, signature: Uint8Array): Uint8Array {
  return encode(transitionCodec, {
    state: opening.stateBytes,
    operation: opening.operationBytes,
    signatures: [{ by: 1, bytes: signature }],
  });
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
