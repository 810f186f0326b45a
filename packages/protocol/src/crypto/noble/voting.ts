import { p256 } from '@noble/curves/nist.js';
import { uncompressedPoint } from '../point.ts';
import { P256_LENGTH, type VotingCrypto } from '../provider.ts';
import { nobleCrypto } from './index.ts';

/** `nobleCrypto` with what ballots are verified with besides. */
export const nobleVotingCrypto: VotingCrypto = {
  ...nobleCrypto,
  verifyP256(publicKey, message, signature) {
    if (publicKey.length !== P256_LENGTH || signature.length !== P256_LENGTH) return false;
    try {
      return p256.verify(signature, message, uncompressedPoint(publicKey), { lowS: false });
    } catch {
      return false;
    }
  },
};
