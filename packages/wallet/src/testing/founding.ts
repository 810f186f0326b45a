import {
  COSIGNATURE_CONTEXT,
  type Constitution,
  type Epoch,
  type Governance,
  type Hash,
  type Key,
  type KeyPair,
  type Parameters,
  type SignedConstitution,
  type SignedEpoch,
  addSignatures,
  constitutionCodec,
  cosignatureLine,
  cosignedMessage,
  encode,
  epochCodec,
  epochHash,
  parseCheckpoint,
  parseNote,
  signedCheckpoint,
  signingContext,
  sovereignId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';

/** 2026-11-20. */
export const START = 1_795_000_000_000;

/** A sovereign's founding documents, with the secrets that a test needs. */
export interface Founding {
  readonly constitution: Constitution;
  readonly signed: SignedConstitution;
  readonly sovereign: Hash;
  readonly epoch: Epoch;
  readonly signedEpoch: SignedEpoch;
  readonly root: KeyPair;
  readonly treasury: KeyPair;
  /** Signs a checkpoint of the log of the epoch with this number. */
  signCheckpoint(body: Uint8Array, time: number, epoch?: number): Promise<Uint8Array>;
}

/** A sovereign with HRB (two decimals) and GLD (three), one treasury key, and roots of ML-DSA-44, which are quick to make. */
export function found(
  name: string,
  parameters: Partial<Parameters> = {},
  governance: Governance | null = null,
  witnesses: readonly Witness[] = [],
): Founding {
  const root = pairOf(`${name} root`);
  const treasury = pairOf(`${name} treasury`);
  const log = pairOf(`${name} log`);
  const constitution: Constitution = {
    ...constitutionOf(name, keyOf(root), keyOf(treasury), parameters),
    governance,
    witnesses: witnesses.map(({ name: known, pair }) => ({ name: known, key: keyOf(pair) })),
  };
  const sovereign = sovereignId(constitution);
  const epoch: Epoch = {
    sovereign,
    number: 0,
    origin: constitution.origin,
    log: keyOf(log),
    notBefore: START,
    notAfter: START + 10 * 365 * 86_400_000,
    succeeds: null,
  };
  const sign = (kind: 'constitution' | 'epoch', message: Hash, under: Hash | null): Uint8Array =>
    nodeCrypto.sign(root, message, signingContext(kind, under));
  return {
    constitution,
    signed: {
      constitution: encode(constitutionCodec, constitution),
      signature: sign('constitution', sovereign, null),
    },
    sovereign,
    epoch,
    signedEpoch: {
      epoch: encode(epochCodec, epoch),
      signature: sign('epoch', epochHash(epoch), sovereign),
    },
    root,
    treasury,
    signCheckpoint: (body, time, number = 0) =>
      Promise.resolve(signNote(number === 0 ? log : logKeyOf(name, number), body, time)),
  };
}

/** The key of a later epoch's log. */
export function logKeyOf(name: string, epoch: number): KeyPair {
  return pairOf(`${name} log ${epoch}`);
}

/** An epoch under the signature of a root. */
export function signEpoch(epoch: Epoch, root: KeyPair): SignedEpoch {
  const context = signingContext('epoch', epoch.sovereign);
  return {
    epoch: encode(epochCodec, epoch),
    signature: nodeCrypto.sign(root, epochHash(epoch), context),
  };
}

/** The key pair of a name: the same name gives the same pair. */
export function pairOf(name: string): KeyPair {
  return nodeCrypto.keyPair(1, nodeCrypto.sha256(new TextEncoder().encode(name)));
}

export function keyOf({ suite, publicKey }: KeyPair): Key {
  return { suite, publicKey };
}

/** Somebody who cosigns what the log signs. */
export interface Witness {
  readonly name: string;
  readonly pair: KeyPair;
}

/** A note with a witness's signature below those that it has. */
export function cosignedBy({ name, pair }: Witness, note: Uint8Array, time: number): Uint8Array {
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? '');
  if (checkpoint === undefined) throw new Error('not a checkpoint');
  const timestamp = Math.floor(time / 1000);
  const message = cosignedMessage({ name, timestamp, checkpoint });
  const signature = nodeCrypto.sign(pair, message, COSIGNATURE_CONTEXT);
  const line = cosignatureLine({ name, key: keyOf(pair) }, timestamp, signature, (data) =>
    nodeCrypto.sha256(data),
  );
  return addSignatures(note, [line]) ?? note;
}

/** The log's own signature on a checkpoint's text. */
function signNote(log: KeyPair, body: Uint8Array, time: number): Uint8Array {
  const checkpoint = parseCheckpoint(new TextDecoder().decode(body));
  if (checkpoint === undefined) throw new Error('not a checkpoint');
  const timestamp = Math.floor(time / 1000);
  const message = cosignedMessage({ name: checkpoint.origin, timestamp, checkpoint });
  const signature = nodeCrypto.sign(log, message, COSIGNATURE_CONTEXT);
  return signedCheckpoint(checkpoint, log, timestamp, signature, (data) => nodeCrypto.sha256(data));
}

function constitutionOf(
  name: string,
  root: Key,
  treasury: Key,
  parameters: Partial<Parameters>,
): Constitution {
  const currency = (code: string, decimals: number) => ({
    code,
    decimals,
    name: code,
    treasury: { threshold: 1, keys: [treasury] },
  });
  return {
    version: 1,
    name,
    country: 'KE',
    createdAt: START,
    salt: new Uint8Array(16),
    root,
    origin: `tallystick/${name.toLowerCase()}`,
    suites: { roots: [1, 4], devices: [1], log: [1] },
    currencies: [currency('HRB', 2), currency('GLD', 3)],
    registrars: null,
    parameters: {
      heartbeatMs: 10_000,
      closureAfterMs: 300_000,
      validityMs: 86_400_000,
      freshnessMs: 172_800_000,
      quorum: 0,
      stateRootEvery: 64,
      ...parameters,
    },
    witnesses: [],
    validators: [],
    governance: null,
  };
}
