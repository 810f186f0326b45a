import {
  type Constitution,
  constitutionCodec,
  type VotingCrypto,
  COSIGNATURE_CONTEXT,
  cosignedMessage,
  encode,
  type Epoch,
  epochCodec,
  epochHash,
  epochOrigin,
  type Hash,
  type Key,
  type KeyPair,
  parseCheckpoint,
  type SignedConstitution,
  signedCheckpoint,
  type SignedEpoch,
  signingContext,
  sovereignId,
} from '@tallystick/protocol';
import { draftEpoch } from '@tallystick/sovereign/machine';

/** When every simulated world begins: 2026-11-20, in ms since 1970. */
export const START = 1_795_000_000_000;

/** A sovereign's documents and the secrets behind them. */
export interface Founding {
  readonly crypto: VotingCrypto;
  readonly constitution: Constitution;
  readonly signedConstitution: SignedConstitution;
  readonly sovereign: Hash;
  readonly epoch: Epoch;
  readonly signedEpoch: SignedEpoch;
  readonly root: KeyPair;
  readonly treasury: KeyPair;
  /** Of anybody else whom the constitution names. */
  readonly pair: (name: string) => KeyPair;
  /** Of the log of the epoch with this number. */
  readonly log: (epoch: number) => KeyPair;
}

/** How often an idle ledger says that it is open, after how long without a word it was closed, how far ahead is signed at most. */
export interface Pace {
  readonly heartbeatMs: number;
  readonly closureAfterMs: number;
  readonly validityMs: number;
}

/** Short periods, so that a few simulated minutes hold heartbeats, closures and ended claims. */
const MINUTES: Pace = { heartbeatMs: 10_000, closureAfterMs: 45_000, validityMs: 600_000 };

const PARAMETERS = {
  freshnessMs: 172_800_000,
  quorum: 0,
  stateRootEvery: 32,
};

/** What some worlds have in their constitution and others do not; keys follow from names. */
export type Charter = (
  key: (name: string) => Key,
) => Partial<Pick<Constitution, 'registrars' | 'governance'>>;

/** Founds the sovereign of a world: two currencies, one treasury key. */
export function found(
  crypto: VotingCrypto,
  pace: Pace = MINUTES,
  charter: Charter = () => ({}),
): Founding {
  const pair = (name: string): KeyPair =>
    crypto.keyPair(1, crypto.sha256(new TextEncoder().encode(`harbour ${name}`)));
  const [root, treasury] = [pair('root'), pair('treasury')];
  const log = (number: number): KeyPair => pair(`log ${number}`);
  const plain = constitutionOf(keyOf(root), keyOf(treasury), pace);
  const constitution = { ...plain, ...charter((name) => keyOf(pair(name))) };
  const sovereign = sovereignId(constitution);
  const epoch: Epoch = {
    sovereign,
    number: 0,
    origin: constitution.origin,
    log: keyOf(log(0)),
    notBefore: START - 86_400_000,
    notAfter: START + 10 * 365 * 86_400_000,
    succeeds: null,
  };
  return {
    crypto,
    constitution,
    signedConstitution: {
      constitution: encode(constitutionCodec, constitution),
      signature: crypto.sign(root, sovereign, signingContext('constitution', null)),
    },
    sovereign,
    epoch,
    signedEpoch: signEpoch(crypto, epoch, root),
    root,
    treasury,
    pair,
    log,
  };
}

/** An epoch under the signature of a root. */
export function signEpoch(crypto: VotingCrypto, epoch: Epoch, root: KeyPair): SignedEpoch {
  const context = signingContext('epoch', epoch.sovereign);
  return {
    epoch: encode(epochCodec, epoch),
    signature: crypto.sign(root, epochHash(epoch), context),
  };
}

/**
 * The epoch that goes on from a tree of the log of another, which was logged at `time`. `now`: as the machine that declares it
 * has it; both in ms since 1970.
 */
export function nextEpoch(
  { constitution, sovereign, log }: Founding,
  before: Epoch,
  { size, root, time }: { readonly size: number; readonly root: Hash; readonly time: number },
  now: number,
): Epoch {
  const number = before.number + 1;
  const succeeds = { origin: before.origin, size, root, reason: 'The disk died' };
  const origin = epochOrigin(constitution.origin, number);
  return draftEpoch(sovereign, number, origin, log(number), succeeds, { now, logged: time });
}

function constitutionOf(root: Key, treasury: Key, pace: Pace): Constitution {
  const currency = (code: string, decimals: number): Constitution['currencies'][number] => ({
    code,
    decimals,
    name: code,
    treasury: { threshold: 1, keys: [treasury] },
  });
  return {
    version: 1,
    name: 'Harbour',
    country: 'KE',
    createdAt: START,
    salt: new Uint8Array(16),
    root,
    origin: 'tallystick/simulated-harbour',
    suites: { roots: [1], devices: [1], log: [1] },
    currencies: [currency('HRB', 2), currency('GLD', 3)],
    registrars: null,
    parameters: { ...PARAMETERS, ...pace },
    witnesses: [],
    validators: [],
    governance: null,
  };
}

/** The signature of a log's key on a checkpoint's text, at a time in ms since 1970. */
export function signNote(
  crypto: VotingCrypto,
  log: KeyPair,
  body: Uint8Array,
  time: number,
): Uint8Array {
  const checkpoint = parseCheckpoint(new TextDecoder().decode(body));
  if (checkpoint === undefined) throw new Error('not a checkpoint');
  const timestamp = Math.floor(time / 1000);
  const message = cosignedMessage({ name: checkpoint.origin, timestamp, checkpoint });
  const signature = crypto.sign(log, message, COSIGNATURE_CONTEXT);
  return signedCheckpoint(checkpoint, log, timestamp, signature, (data) => crypto.sha256(data));
}

function keyOf({ suite, publicKey }: KeyPair): Key {
  return { suite, publicKey };
}
