import {
  type Constitution,
  type VotingCrypto,
  type Epoch,
  epochOrigin,
  type Key,
  type KeyPair,
  parseCheckpoint,
  signedCheckpoint,
  cosignedMessage,
  COSIGNATURE_CONTEXT,
  signingContext,
  sovereignId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { noObjection } from '@tallystick/rules';
import type { LedgerPorts } from '../ledger.ts';
import type { Store } from '../store/index.ts';
import { seeded, type Sign, START, testConstitution } from './parties.ts';

/** Real keys from names: the same name gives the same pair. */
export class KeyRing {
  readonly #pairs = new Map<string, KeyPair>();
  readonly #byKey = new Map<string, KeyPair>();

  readonly key = (name: string): Key => {
    const known = this.#pairs.get(name) ?? nodeCrypto.keyPair(1, seeded(name, 7, 32));
    this.#pairs.set(name, known);
    this.#byKey.set(known.publicKey.toHex(), known);
    return { suite: known.suite, publicKey: known.publicKey };
  };

  pair(key: Key): KeyPair {
    const pair = this.#byKey.get(key.publicKey.toHex());
    if (pair === undefined) throw new Error('not a key of this ring');
    return pair;
  }

  /** Signs transitions of a sovereign. */
  signer(constitution: Constitution): Sign {
    const context = signingContext('transition', sovereignId(constitution));
    return (_, id, key) => nodeCrypto.sign(this.pair(key), id, context);
  }
}

export interface TestSovereign {
  readonly constitution: Constitution;
  readonly epoch: Epoch;
  readonly keys: KeyRing;
  readonly sign: Sign;
  /** In ms since 1970; tests move it. */
  clock: number;
  ports(store: Store, more?: Partial<LedgerPorts>): LedgerPorts;
}

/** A sovereign whose log key is real. */
export function testSovereign(change: Partial<Constitution> = {}): TestSovereign {
  const keys = new KeyRing();
  const constitution = { ...testConstitution(keys.key), ...change };
  const epoch: Epoch = {
    sovereign: sovereignId(constitution),
    number: 0,
    origin: epochOrigin(constitution.origin, 0),
    log: keys.key('log'),
    notBefore: START,
    notAfter: START + 10 * 365 * 86_400_000,
    succeeds: null,
  };
  const sovereign: TestSovereign = {
    constitution,
    epoch,
    keys,
    sign: keys.signer(constitution),
    clock: START,
    ports: (store, more = {}) => ({
      store,
      crypto: nodeCrypto,
      rulebook: noObjection,
      now: () => sovereign.clock,
      signCheckpoint: async (body, time) => signNote(nodeCrypto, keys.pair(epoch.log), body, time),
      ...more,
    }),
  };
  return sovereign;
}

/** The log's own cosignature on a checkpoint. */
function signNote(crypto: VotingCrypto, log: KeyPair, body: Uint8Array, time: number): Uint8Array {
  const checkpoint = parseCheckpoint(new TextDecoder().decode(body));
  if (checkpoint === undefined) throw new Error('not a checkpoint');
  const timestamp = Math.floor(time / 1000);
  const message = cosignedMessage({ name: checkpoint.origin, timestamp, checkpoint });
  const signature = crypto.sign(log, message, COSIGNATURE_CONTEXT);
  return signedCheckpoint(checkpoint, log, timestamp, signature, (data) => crypto.sha256(data));
}
