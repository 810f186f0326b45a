import {
  type CryptoProvider,
  type Hash,
  type SignedKind,
  type Suite,
  sessionHash,
  signingContext,
} from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import { assertions } from './assertions.ts';
import { type Samples, keyPairFor } from './samples.ts';

const CASES: readonly [Suite, SignedKind][] = [
  [1, 'transition'],
  [1, 'session'],
  [2, 'act'],
  [3, 'attestation'],
  [4, 'epoch'],
];

/** Contexts; a signature of every suite, made without randomness; a sealed box; assertions. */
export function signatureVectors({ sovereign }: Samples, crypto: CryptoProvider): Json {
  const kinds: SignedKind[] = [
    'transition',
    'constitution',
    'epoch',
    'session',
    'attestation',
    'request',
    'act',
    'receipt',
    'void',
    'approval',
    'answer',
    'voting-key',
    'decision',
  ];
  return plain({
    contexts: kinds.map((kind) => ({ kind, sovereign, context: signingContext(kind, sovereign) })),
    contextOfFounding: signingContext('constitution', null),
    signatures: CASES.map(([suite, kind]) => {
      const pair = keyPairFor(crypto, suite, `signer ${suite}`);
      const message = bytesFor(`message ${suite}`);
      const context = signingContext(kind, sovereign);
      const signature = crypto.sign(pair, message, context);
      return { suite, kind, publicKey: pair.publicKey, message, context, signature };
    }),
    session: sessionOf(sovereign),
    sealed: sealed(crypto),
    assertions: assertions(),
  });
}

/** What a device signs to open a session. */
function sessionOf(sovereign: Hash): object {
  const chain = bytesFor('chain of the session');
  const challenge = bytesFor('challenge of the session');
  const answer = { chain, challenge, address: 'https://bank.example' };
  const context = signingContext('session', sovereign);
  return { ...answer, context, message: sessionHash(answer) };
}

function sealed(crypto: CryptoProvider): object {
  const seed = bytesFor('recipient', 96);
  const { publicKey } = crypto.encryptionPair(seed);
  const plaintext = new TextEncoder().encode('for the boat');
  const random = bytesFor('randomness of the box', 88);
  return { seed, publicKey, plaintext, random, sealed: crypto.seal(publicKey, plaintext, random) };
}
