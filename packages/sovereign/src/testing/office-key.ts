import { type Hash, type Key, signingContext, votingKeyHash } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { RegistrarPorts } from '../voting-keys/registrar.ts';

/** A key of an office of registrars outside of any ring. */
export interface OfficeKey {
  readonly key: Key;
  readonly say: RegistrarPorts['say'];
}

export function officeKey(sovereign: Hash, number: number): OfficeKey {
  const pair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(number));
  const context = signingContext('voting-key', sovereign);
  return {
    key: { suite: pair.suite, publicKey: pair.publicKey },
    say(word) {
      if (word.kind !== 'registrars') throw new Error(`no word of ${word.kind}`);
      return Promise.resolve(nodeCrypto.sign(pair, votingKeyHash(word.identity, word), context));
    },
  };
}
