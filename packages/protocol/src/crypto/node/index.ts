import {
  type KeyObject,
  argon2,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  sign,
} from 'node:crypto';
import { slh_dsa_sha2_128f, slh_dsa_sha2_128s } from '@noble/post-quantum/slh-dsa.js';
import { ARGON2_KEY_LENGTH, assertArgon2 } from '../argon2.ts';
import { assertLength } from '../lengths.ts';
import type { KeyPair, VotingCrypto } from '../provider.ts';
import { encryptionPairOf, openBox, sealBox } from '../sealed-box.ts';
import { SUITES, type Suite } from '../suite.ts';
import { nodeSealing } from './sealing.ts';
import { sha256 } from './sha256.ts';
import { KEY_TYPES, verifyP256, verifySignature } from './verify.ts';

/** Node's types do not know all of these names yet. */
const generate = generateKeyPair as (
  type: string,
  options: undefined,
  done: (error: Error | null, publicKey: KeyObject, privateKey: KeyObject) => void,
) => void;
/** Imported private keys, kept as long as the key pair itself. */
const privateKeys = new WeakMap<KeyPair, KeyObject>();

/**
 * Every algorithm in OpenSSL, as Node 26 brings it. Only SLH-DSA key pairs are derived by @noble:
 * Node takes no seed.
 */
export const nodeCrypto: VotingCrypto = {
  name: 'node',
  sha256,
  keyPair(suite, seed) {
    assertLength('seed', seed, SUITES[suite].seed);
    if (suite === 3 || suite === 4) {
      const signer = suite === 3 ? slh_dsa_sha2_128f : slh_dsa_sha2_128s;
      const { publicKey, secretKey } = signer.keygen(seed);
      return { suite, publicKey, secretKey };
    }
    const secret = importPrivateKey(suite, seed);
    const publicKey = plain(createPublicKey(secret).export({ format: 'raw-public' }));
    const pair = { suite, publicKey, secretKey: seed.slice() };
    privateKeys.set(pair, secret);
    return pair;
  },
  sign(key, message, context) {
    return plain(sign(null, message, { key: privateKeyOf(key), context }));
  },
  verify: verifySignature,
  verifyP256,
  encryptionPair: (seed) => encryptionPairOf(nodeSealing, seed),
  seal: (recipient, plaintext, random) => sealBox(nodeSealing, recipient, plaintext, random),
  unseal: (pair, sealed) => openBox(nodeSealing, pair, sealed),
  async argon2id(passphrase, salt, cost) {
    assertArgon2(salt, cost);
    const parameters = {
      message: passphrase,
      nonce: salt,
      parallelism: cost.lanes,
      tagLength: ARGON2_KEY_LENGTH,
      memory: cost.memoryKib,
      passes: cost.passes,
    };
    return await new Promise((resolve, reject) => {
      argon2('argon2id', parameters, (error, key) => {
        if (error === null) resolve(plain(key));
        else reject(error);
      });
    });
  },
  aeadSeal: (key, nonce, plaintext, aad) => nodeSealing.aeadSeal(key, nonce, plaintext, aad),
  aeadOpen: (key, nonce, ciphertext, aad) => nodeSealing.aeadOpen(key, nonce, ciphertext, aad),
};

/**
 * A new random key pair, made on a thread of its own: an SLH-DSA pair takes a fifth of the time
 * that @noble needs to derive one from a seed (31 to 175 ms for SLH-DSA-SHA2-128s).
 */
export async function newKeyPair(suite: Suite): Promise<KeyPair> {
  const { privateKey, publicKey } = await new Promise<
    Record<'privateKey' | 'publicKey', KeyObject>
  >((resolve, reject) => {
    generate(KEY_TYPES[suite], undefined, (error, made, secret) => {
      if (error === null) resolve({ publicKey: made, privateKey: secret });
      else reject(error);
    });
  });
  const format = suite === 3 || suite === 4 ? 'raw-private' : 'raw-seed';
  const secretKey = plain(privateKey.export({ format }));
  const pair = { suite, publicKey: plain(publicKey.export({ format: 'raw-public' })), secretKey };
  privateKeys.set(pair, privateKey);
  return pair;
}

function privateKeyOf(pair: KeyPair): KeyObject {
  const known = privateKeys.get(pair);
  if (known !== undefined) return known;
  const imported = importPrivateKey(pair.suite, pair.secretKey);
  privateKeys.set(pair, imported);
  return imported;
}

function importPrivateKey(suite: Suite, secretKey: Uint8Array): KeyObject {
  const format = suite === 3 || suite === 4 ? 'raw-private' : 'raw-seed';
  return createPrivateKey({ key: secretKey, format, asymmetricKeyType: KEY_TYPES[suite] });
}

/** A copy without Node's Buffer around it, which would keep a pool alive and have other methods. */
function plain(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer);
}
