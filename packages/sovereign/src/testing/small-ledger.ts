import { type Ledger, type Store, openLedger } from '@tallystick/ledger';
import { START, seeded, testConstitution } from '@tallystick/ledger/testing';
import {
  type Constitution,
  type Epoch,
  type Hash,
  type KeyPair,
  epochOrigin,
  sovereignId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { noObjection } from '@tallystick/rules';
import { checkpointSigner, signWithKey } from '../pipeline/sign-checkpoint.ts';

/** A sovereign whose keys follow from their names, without a node around its ledger. */
export interface SmallSovereign {
  readonly constitution: Constitution;
  readonly sovereign: Hash;
  readonly epoch: Epoch;
  /** The key pair of a name, made when it is first asked for. */
  readonly pair: (name: string) => KeyPair;
  readonly keyOf: (name: string) => { readonly suite: 1; readonly publicKey: Uint8Array };
  /** Every pair that was made. */
  readonly pairs: ReadonlyMap<string, KeyPair>;
  readonly open: (store: Store, now: () => number) => Promise<Ledger>;
}

export function smallSovereign(): SmallSovereign {
  const pairs = new Map<string, KeyPair>();
  const pair = (name: string): KeyPair => {
    const made = pairs.get(name) ?? nodeCrypto.keyPair(1, seeded(name, 7, 32));
    pairs.set(name, made);
    return made;
  };
  const keyOf = (name: string) => ({ suite: 1, publicKey: pair(name).publicKey }) as const;
  const constitution = testConstitution(keyOf);
  const sovereign = sovereignId(constitution);
  const epoch: Epoch = {
    sovereign,
    number: 0,
    origin: epochOrigin(constitution.origin, 0),
    log: keyOf('log'),
    notBefore: START - 1000,
    notAfter: START + 365 * 86_400_000,
    succeeds: null,
  };
  const sign = signWithKey(epoch.origin, pair('log'), nodeCrypto);
  const open = (store: Store, now: () => number): Promise<Ledger> =>
    openLedger(constitution, epoch, {
      store,
      crypto: nodeCrypto,
      rulebook: noObjection,
      now,
      signCheckpoint: checkpointSigner(epoch, nodeCrypto, sign),
    });
  return { constitution, sovereign, epoch, pair, keyOf, pairs, open };
}
