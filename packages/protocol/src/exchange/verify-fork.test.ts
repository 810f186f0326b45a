import { describe, expect, it } from 'vitest';
import {
  type ForkProof,
  chequeContents,
  encodeState,
  impliedFirstState,
  stateId,
  successor,
} from '../chain/index.ts';
import { type Hash, hash, signingContext } from '../crypto/index.ts';
import { nobleCrypto } from '../crypto/noble/index.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import { decode, encode, u64 } from '../encoding/index.ts';
import { encodeStatement } from '../identity/index.ts';
import { INDEX, SIGNED_AT, buildWorld } from '../testing/world.ts';
import { type ForkEvidence, forkEvidenceCodec, verifyForkEvidence } from './index.ts';

const { sovereign } = buildWorld(nodeCrypto);
const HOLD = hash('hold', u64(7));
const writer = nodeCrypto.keyPair(1, new Uint8Array(32).fill(31));

/** A state of the hold's chain in position 1, signed as an act of `key`. */
function signed(content: bigint, key = writer): ForkProof['first'] {
  const first = impliedFirstState(HOLD, 1, hash('operation', u64(1)));
  const operation = hash('operation', u64(Number(content)));
  const state = successor(first, stateId(encodeState(first)), operation, hash('leaf', u64(1)));
  const bytes = encodeState(state);
  const context = signingContext('act', sovereign);
  return { state: bytes, signature: nodeCrypto.sign(key, stateId(bytes), context) };
}

/** Two cheques on one unforked chain: 70 of 70, then 50, of which the total says what it likes. */
function leftOut(told: bigint, amount = 50n): ForkProof {
  const sums = { first: { amount: 70n, total: 70n }, second: { amount, total: told } };
  let state = impliedFirstState(HOLD, 1, hash('operation', u64(1)));
  const [first, second] = [sums.first, sums.second].map((sum, at) => {
    const operation = hash('operation', u64(at));
    state = successor(state, stateId(encodeState(state)), operation, chequeContents(sum));
    const bytes = encodeState(state);
    const context = signingContext('act', sovereign);
    return { state: bytes, signature: nodeCrypto.sign(writer, stateId(bytes), context) };
  });
  return { first: first!, second: second!, sums };
}

/** Evidence whose log says that the hold's writer has forked, by this proof. */
function evidenceOf(proof: ForkProof, hold: Hash = HOLD): ForkEvidence {
  const said = encodeStatement({ kind: 'fork-proof', hold, proof });
  const { suite, publicKey } = writer;
  return { evidence: buildWorld(nodeCrypto, { said }).evidence, writer: { suite, publicKey } };
}

const fork = { first: signed(1n), second: signed(2n), sums: null };
const good = evidenceOf(fork);

function faultOf(changed: ForkEvidence, pinned = sovereign): string {
  const check = verifyForkEvidence(changed, pinned, nodeCrypto);
  return check.ok ? 'ok' : check.fault;
}

describe('evidence of a fork', () => {
  it('proves it to whoever knows the sovereign alone, under both providers', () => {
    const decoded = decode(forkEvidenceCodec, encode(forkEvidenceCodec, good));
    if (!decoded.ok) throw new Error(decoded.reason);
    for (const crypto of [nodeCrypto, nobleCrypto]) {
      expect(verifyForkEvidence(decoded.value, sovereign, crypto)).toMatchObject({
        ok: true,
        hold: HOLD,
        rule: 'same-sequence',
        sequence: 1,
        index: INDEX,
        signedAt: SIGNED_AT,
      });
    }
  });

  it('accuses nobody whose key has not signed both', () => {
    const other = nodeCrypto.keyPair(1, new Uint8Array(32).fill(32));
    expect(faultOf({ ...good, writer: { suite: 1, publicKey: other.publicKey } })).toBe(
      'signature',
    );
    expect(faultOf(evidenceOf({ ...fork, second: signed(2n, other) }))).toBe('signature');
    expect(faultOf(evidenceOf({ ...fork, second: signed(1n) }))).toBe('same-content');
  });

  it('proves that a total left out what was given, on a chain that did not fork', () => {
    for (const crypto of [nodeCrypto, nobleCrypto]) {
      const check = verifyForkEvidence(evidenceOf(leftOut(119n)), sovereign, crypto);
      expect(check).toMatchObject({ ok: true, hold: HOLD, rule: 'total', sequence: 2 });
    }
    // A payer whose totals add up is not accused, whatever else is said of what it signed.
    const honest = leftOut(120n);
    expect(faultOf(evidenceOf(honest))).toBe('total-agrees');
    expect(faultOf(evidenceOf({ ...honest, sums: null }))).toBe('linked');
    const { first, second } = honest.sums!;
    const more = { first: { ...first, total: 71n }, second };
    expect(faultOf(evidenceOf({ ...honest, sums: more }))).toBe('contents');
    const inflated = { first, second: { ...second, amount: 60n } };
    expect(faultOf(evidenceOf({ ...honest, sums: inflated }))).toBe('contents');
  });

  it('is of the hold that the log names, on the log of the pinned sovereign', () => {
    expect(faultOf(good)).toBe('ok');
    expect(faultOf(evidenceOf(fork, hash('hold', u64(8))))).toBe('other-hold');
    expect(faultOf(good, hash('constitution', u64(1)))).toBe('other-sovereign');
    const { certificate } = good.evidence;
    const elsewhere = { ...certificate, index: INDEX - 1 };
    expect(faultOf({ ...good, evidence: { ...good.evidence, certificate: elsewhere } })).toBe(
      'inclusion',
    );
  });

  it('opens an entry that says it', () => {
    const { evidence } = buildWorld(nodeCrypto);
    expect(faultOf({ ...good, evidence })).toBe('no-statement');
    const closed = { ...good.evidence, operation: null };
    expect(faultOf({ ...good, evidence: closed })).toBe('no-statement');
    const { state } = evidence;
    expect(faultOf({ ...good, evidence: { ...good.evidence, state } })).toBe(
      'state-of-another-transition',
    );
  });

  it('proves the same or nothing after a change of any byte', () => {
    const bytes = encode(forkEvidenceCodec, good);
    const proven = verifyForkEvidence(good, sovereign, nodeCrypto);
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 29) {
      const decoded = decode(forkEvidenceCodec, bytes.with(at, (bytes[at] ?? 0) ^ 1));
      const check = decoded.ok && verifyForkEvidence(decoded.value, sovereign, nodeCrypto);
      // The witness's line may be bent: nothing rests on it here.
      if (check && check.ok) expect(check).toEqual(proven);
      else refused += 1;
    }
    expect(refused).toBeGreaterThan(bytes.length / 29 / 2);
  });
});
