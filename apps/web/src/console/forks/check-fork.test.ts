import {
  type Hash,
  type KeyPair,
  decode,
  encode,
  encodeState,
  encodeStatement,
  certificateCodec,
  forkEvidenceCodec,
  type ForkProof,
  forkProofCodec,
  hash,
  impliedFirstState,
  keyId,
  signedConstitutionCodec,
  signedEpochCodec,
  signingContext,
  stateId,
  successor,
  toBase64url,
  toHex,
  transitionCodec,
  u64,
  verifyForkEvidence,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { buildWorld } from '@tallystick/protocol/testing/world';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkFork, evidenceOf } from './check-fork.ts';
import type { ForkShown } from './fork-news.ts';

const SOVEREIGN = buildWorld(nodeCrypto).sovereign;
const HOLD = hash('hold', u64(7));
const writer = nodeCrypto.keyPair(1, new Uint8Array(32).fill(31));
const other = nodeCrypto.keyPair(1, new Uint8Array(32).fill(32));

function signed(content: number, key: KeyPair, hold: Hash) {
  const first = impliedFirstState(hold, 1, hash('operation', u64(1)));
  const operation = hash('operation', u64(content));
  const state = successor(first, stateId(encodeState(first)), operation, hash('leaf', u64(1)));
  const bytes = encodeState(state);
  const context = signingContext('act', SOVEREIGN);
  return { state: bytes, signature: nodeCrypto.sign(key, stateId(bytes), context) };
}

function proofOf([one, other]: readonly [number, number], key = writer, hold = HOLD): ForkProof {
  return { first: signed(one, key, hold), second: signed(other, key, hold), sums: null };
}

function shown(contents: readonly [number, number], key = writer, hold = HOLD): ForkShown {
  const proof = proofOf(contents, key, hold);
  return {
    hold: toHex(HOLD),
    writer: toHex(keyId(writer)),
    owner: toHex(SOVEREIGN),
    key: { suite: writer.suite, publicKey: toBase64url(writer.publicKey) },
    forkProof: toBase64url(encode(forkProofCodec, proof)),
    proof: null,
    transition: null,
  };
}

const GOOD = shown([1, 2]);
const sovereign = toHex(SOVEREIGN);
const kindOf = (fork: ForkShown, pinned = sovereign): string =>
  checkFork(fork, pinned, nodeCrypto).kind;

it('believes two histories that the writer’s key has signed, of that hold', () => {
  expect(checkFork(GOOD, sovereign, nodeCrypto)).toEqual({ kind: 'proven', rule: 'same-sequence' });
});

it('believes nothing else that a sovereign shows', () => {
  expect(kindOf(shown([1, 1]))).toBe('not-proven'); // one history
  expect(kindOf(shown([1, 2], other))).toBe('not-proven'); // somebody else's signatures
  expect(kindOf(shown([1, 2], writer, hash('hold', u64(8))))).toBe('not-proven'); // another hold
  expect(kindOf({ ...GOOD, writer: toHex(keyId(other)) })).toBe('not-proven');
  expect(kindOf({ ...GOOD, hold: toHex(SOVEREIGN) })).toBe('not-proven');
  expect(kindOf(GOOD, toHex(HOLD))).toBe('not-proven'); // another sovereign's
  expect(kindOf({ ...GOOD, key: null })).toBe('not-yet');
  expect(kindOf({ ...GOOD, forkProof: null })).toBe('not-yet');
});

it('makes evidence of what the log says of it, which convinces whoever knows the sovereign', () => {
  const said = encodeStatement({ kind: 'fork-proof', hold: HOLD, proof: proofOf([1, 2]) });
  const { evidence } = buildWorld(nodeCrypto, { said });
  const { state, operation } = evidence;
  if (state === null || operation === null) throw new Error('the world opens its entry');
  const signatures = [{ by: 0, bytes: new Uint8Array(2420) }];
  const transition = toBase64url(encode(transitionCodec, { state, operation, signatures }));
  const logged = {
    signedConstitution: toBase64url(encode(signedConstitutionCodec, evidence.constitution)),
    // An epoch that did not sign it is passed over.
    signedEpochs: ['AAAA', toBase64url(encode(signedEpochCodec, evidence.epoch))],
    certificate: toBase64url(encode(certificateCodec, evidence.certificate)),
  };
  const fork = { ...GOOD, transition };
  const bytes = evidenceOf(fork, sovereign, logged, nodeCrypto);
  const read = decode(forkEvidenceCodec, bytes ?? new Uint8Array());
  if (!read.ok) throw new Error(read.reason);
  expect(verifyForkEvidence(read.value, SOVEREIGN, nodeCrypto)).toMatchObject({ ok: true });
  expect(evidenceOf(fork, toHex(HOLD), logged, nodeCrypto)).toBeNull();
  const key = { suite: other.suite, publicKey: toBase64url(other.publicKey) };
  expect(evidenceOf({ ...fork, key }, sovereign, logged, nodeCrypto)).toBeNull();
});

it('never throws at what it is shown', () => {
  const text = fc.oneof(fc.string(), fc.base64String(), fc.constant(GOOD.forkProof ?? ''));
  const key = fc.record({ suite: fc.integer(), publicKey: text });
  fc.assert(
    fc.property(fc.record({ hold: text, key, forkProof: text, transition: text }), (bent) => {
      const fork = { ...GOOD, ...bent, proof: sovereign };
      expect(['proven', 'not-proven']).toContain(kindOf(fork));
      const logged = {
        signedConstitution: bent.hold,
        signedEpochs: [bent.forkProof],
        certificate: bent.transition,
      };
      expect(evidenceOf(fork, sovereign, logged, nodeCrypto)).toBeNull();
    }),
  );
});
