import {
  concat,
  type VotingCrypto,
  equalBytes,
  hash,
  type Hash,
  type Key,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { Verify } from '../admit/check-signatures.ts';
import type { Sign } from './parties.ts';

/**
 * In place of signatures where thousands are needed: whoever knows the public key can make it, but
 * it binds key and message, so that a changed byte of either is noticed.
 */
export const seal: Sign = (_, id, key) => sealOf(key, id);

export const verifySeal: Verify = ({ key, message, signature }) =>
  equalBytes(signature, sealOf(key, message));

/** Takes seals for signatures, besides those. */
export const sealedCrypto: VotingCrypto = {
  ...nodeCrypto,
  verify: (key, message, signature, context) =>
    verifySeal({ key, message, signature, context }) ||
    nodeCrypto.verify(key, message, signature, context),
};

function sealOf(key: Key, message: Hash): Uint8Array {
  return hash('record', concat(key.publicKey, message));
}
