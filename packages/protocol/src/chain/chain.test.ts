import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '../crypto/node/index.ts';
import { type KeyPair, hash, signingContext } from '../crypto/index.ts';
import { concat, u64 } from '../encoding/index.ts';
import { amounts, hashes, states } from '../testing/arbitraries.ts';
import {
  type ForkSigner,
  type SignedState,
  SparseIndex,
  type State,
  ZERO_HASH,
  contentsRoot,
  decodeState,
  deviceContents,
  encodeState,
  genesisState,
  holdContents,
  impliedFirstState,
  preCommitment,
  proveContents,
  stateId,
  successor,
  verifyContents,
  verifyForkProof,
  verifyRun,
} from './index.ts';

/** S_0..S_count of a chain, by the operation hashes 0, 1, 2, … */
function run(count: number): Uint8Array[] {
  const chain = new Uint8Array(32).fill(7);
  let state = impliedFirstState(chain, 1, hash('operation', u64(0)));
  const all = [encodeState(state)];
  for (let n = 1; n <= count; n += 1) {
    const headId = stateId(all.at(-1)!);
    state = successor(state, headId, hash('operation', u64(n)), hash('leaf', u64(n)));
    all.push(encodeState(state));
  }
  return all;
}

describe('a state', () => {
  it('is 176 bytes that give it back', () => {
    fc.assert(
      fc.property(states, (state) => {
        const bytes = encodeState(state);
        expect(bytes).toHaveLength(176);
        expect(decodeState(bytes)).toEqual({ ok: true, value: state });
      }),
    );
  });

  it('lies as protocol.md section 3 says', () => {
    const [, second] = run(1) as [Uint8Array, Uint8Array];
    expect(second.subarray(0, 8).toHex()).toBe('0101000000000000');
    expect(second.subarray(8, 40).toHex()).toBe('07'.repeat(32));
    expect(second.subarray(40, 48).toHex()).toBe('0000000000000001');
  });

  it.each([
    ['length', (bytes: Uint8Array) => bytes.subarray(1)],
    ['version', (bytes: Uint8Array) => bytes.with(0, 2)],
    ['suite', (bytes: Uint8Array) => bytes.with(1, 5)],
    ['reserved', (bytes: Uint8Array) => bytes.with(7, 1)],
    ['sequence', (bytes: Uint8Array) => bytes.with(41, 0x20)],
  ])('is refused for its %s', (reason, damage) => {
    expect(decodeState(damage(run(0)[0]!))).toEqual({ ok: false, reason });
  });

  it('follows from the one before', () => {
    const [first, second] = run(1).map((bytes) => decoded(bytes)) as [State, State];
    const operation = hash('operation', u64(1));
    expect(second.previous).toEqual(stateId(encodeState(first)));
    expect(second.entropy).toEqual(hash('entropy', concat(first.entropy, operation, u64(1))));
    expect(first.entropy).toEqual(
      hash('entropy', concat(first.chain, hash('operation', u64(0)), u64(0))),
    );
    expect(preCommitment(second.previous, operation, second.entropy)).toEqual(
      hash('pre-commitment', concat(second.previous, operation, second.entropy)),
    );
  });
});

describe('a run', () => {
  const states = run(20);

  it('holds from its start and from anywhere', () => {
    expect(verifyRun([])).toEqual({ ok: true });
    for (let from = 0; from < states.length; from += 1) {
      expect(verifyRun(states.slice(from))).toEqual({ ok: true });
    }
  });

  it('says which state breaks it, at any place and in any byte', () => {
    fc.assert(
      fc.property(
        fc.nat(states.length - 1),
        fc.nat(175),
        fc.integer({ min: 1, max: 255 }),
        (place, at, change) => {
          const damaged = [...states];
          const state = states[place]!;
          damaged[place] = state.with(at, state[at]! ^ change);
          const check = verifyRun(damaged);
          // What only the next state names (the contents, say, or the head's entropy) is seen there; at the end, not at all.
          if (check.ok) expect(place).toBe(states.length - 1);
          else expect(check.at - place).toBeOneOf([0, 1]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['dropped', 'sequence-gap', [...states.slice(0, 5), ...states.slice(6)], 5],
    ['repeated', 'sequence-gap', [...states.slice(0, 6), ...states.slice(5)], 6],
    ['swapped', 'sequence-gap', [...states.slice(0, 5), states[6]!, states[5]!], 5],
    ['of another chain', 'chain', [states[0]!, states[1]!.with(8, 1)], 1],
    ['of another suite', 'suite-changed', [states[0]!, states[1]!.with(1, 2)], 1],
    ['after another', 'previous', [states[0]!, states[1]!.with(48, states[1]![48]! ^ 1)], 1],
    ['with another entropy', 'entropy', [states[0]!, states[1]!.with(80, states[1]![80]! ^ 1)], 1],
    [
      'with another operation',
      'entropy',
      [states[0]!, states[1]!.with(112, states[1]![112]! ^ 1)],
      1,
    ],
    ['S_0 with a previous', 'previous', [states[0]!.with(48, 1)], 0],
    ['S_0 with another entropy', 'entropy', [states[0]!.with(80, states[0]![80]! ^ 1)], 0],
    [
      'after a changed one',
      'previous',
      [states[3]!.with(175, states[3]![175]! ^ 1), states[4]!],
      1,
    ],
  ])('a state %s: %s', (_name, reason, damaged, at) => {
    expect(verifyRun(damaged)).toEqual({ ok: false, at, reason });
  });
});

describe('a sparse index', () => {
  it('reads any state from the highest kept one not above it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(200), fc.nat(200), (every, count, m) => {
        const index = new SparseIndex<number>(every);
        for (let n = 0; n <= count; n += 1) expect(index.offer(n, n * n)).toBe(n % every === 0);
        const from = Math.floor(Math.min(m, count) / every) * every;
        expect(index.startFor(m)).toEqual({ sequence: from, value: from * from });
        let steps = 0;
        const value = index.read(Math.min(m, count), (before, n) => {
          steps += 1;
          return before + 2 * n - 1;
        });
        expect(value).toBe(Math.min(m, count) ** 2);
        expect(steps).toBeLessThan(every);
        expect(index.size).toBe(Math.floor(count / every) + 1);
      }),
    );
  });

  it('knows nothing before what it was offered, and refuses to go back', () => {
    const index = new SparseIndex<string>(10);
    expect(index.read(5, () => 'x')).toBeUndefined();
    index.offer(20, 'twenty');
    expect(index.startFor(19)).toBeUndefined();
    expect(index.startFor(25)).toEqual({ sequence: 20, value: 'twenty' });
    expect(() => index.offer(10, 'ten')).toThrow(RangeError);
    expect(() => new SparseIndex(0)).toThrow(RangeError);
  });
});

describe('contents', () => {
  it('of nothing are 32 zero bytes, with zero balances or without', () => {
    expect(contentsRoot([])).toEqual(ZERO_HASH);
    expect(deviceContents([[new Uint8Array(32).fill(1), 0n]])).toEqual(ZERO_HASH);
    expect(holdContents(0n)).toEqual(ZERO_HASH);
    expect(
      genesisState({ chain: ZERO_HASH, suite: 1, operation: ZERO_HASH, contents: ZERO_HASH }),
    ).toEqual(impliedFirstState(ZERO_HASH, 1, ZERO_HASH));
  });

  it('do not depend on the order, and depend on every balance', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(hashes, amounts), { selector: ([id]) => id.toHex(), maxLength: 6 }),
        fc.nat(),
        (balances, at) => {
          const root = deviceContents(balances);
          expect(deviceContents(balances.toReversed())).toEqual(root);
          const changed = balances.map(([id, balance], i): [Uint8Array, bigint] =>
            i === at % balances.length ? [id, balance === 0n ? 1n : balance - 1n] : [id, balance],
          );
          if (balances.length > 0) expect(deviceContents(changed)).not.toEqual(root);
        },
      ),
    );
    const twice = new Uint8Array(32);
    expect(() =>
      deviceContents([
        [twice, 1n],
        [twice, 2n],
      ]),
    ).toThrow(RangeError);
    expect(holdContents(1n)).not.toEqual(holdContents(2n));
  });

  it('prove each of up to 300 entries, and nothing else', () => {
    const all = Array.from({ length: 300 }, (_, i): [Uint8Array, Uint8Array] => [
      hash('key', u64(i)),
      hash('leaf', u64(i)),
    ]);
    for (const size of [
      ...Array.from({ length: 34 }, (_, i) => i + 1),
      63,
      64,
      65,
      127,
      256,
      300,
    ]) {
      const entries = all.slice(0, size);
      const root = contentsRoot(entries);
      for (const entry of entries.filter((_, i) => size < 35 || i % 17 === 0)) {
        const proof = proveContents(entries, entry[0])!;
        expect(verifyContents(root, entry, proof)).toBe(true);
        const [key, value] = entry;
        expect(verifyContents(root, [key, value.with(31, value[31]! ^ 1)], proof)).toBe(false);
        expect(verifyContents(root.with(0, root[0]! ^ 1), entry, proof)).toBe(false);
        expect(verifyContents(root, entry, { ...proof, index: proof.index + 1 })).toBe(false);
        if (proof.path.length === 0) continue;
        expect(verifyContents(root, entry, { ...proof, path: proof.path.slice(1) })).toBe(false);
        const last = proof.path.at(-1)!;
        const path = proof.path.with(proof.path.length - 1, last.with(5, last[5]! ^ 1));
        expect(verifyContents(root, entry, { ...proof, path })).toBe(false);
      }
      expect(proveContents(entries, ZERO_HASH)).toBeUndefined();
    }
  });
});

describe('a fork proof', () => {
  const sovereign = new Uint8Array(32).fill(9);
  const context = signingContext('act', sovereign);
  const states = run(6);
  let pair: KeyPair;
  let signer: ForkSigner;

  beforeAll(() => {
    pair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(3));
    signer = { key: pair, kind: 'act', sovereign };
  });

  function signed(state: Uint8Array): SignedState {
    return { state, signature: nodeCrypto.sign(pair, stateId(state), context) };
  }
  function other(n: number): Uint8Array {
    const head = decoded(states[n - 1]!);
    return encodeState(successor(head, stateId(states[n - 1]!), ZERO_HASH, ZERO_HASH));
  }
  function check(first: SignedState, second: SignedState, by: ForkSigner = signer): unknown {
    return verifyForkProof({ first, second, sums: null }, by, nodeCrypto);
  }

  it('is two signed states of one sequence with different content', () => {
    expect(check(signed(states[3]!), signed(other(3)))).toMatchObject({
      ok: true,
      rule: 'same-sequence',
      sequence: 3,
    });
  });

  it('is a signed state that does not follow the signed one before it', () => {
    expect(check(signed(other(3)), signed(states[4]!))).toMatchObject({
      ok: true,
      rule: 'broken-link',
      sequence: 4,
    });
  });

  it('is not two signatures over the same content, nor states that follow or lie apart', () => {
    const reasons = [
      [check(signed(states[3]!), signed(states[3]!)), 'same-content'],
      [check(signed(states[3]!), signed(states[4]!)), 'linked'],
      [check(signed(states[4]!), signed(states[3]!)), 'not-neighbours'],
      [check(signed(states[1]!), signed(states[3]!)), 'not-neighbours'],
      [check(signed(states[3]!), signed(other(3).with(8, 1))), 'other-chain'],
      [check(signed(states[3]!), { ...signed(other(3)), state: ZERO_HASH }), 'length'],
    ] as const;
    for (const [result, reason] of reasons) expect(result).toEqual({ ok: false, reason });
  });

  it('needs both signatures, by the key, as that kind, under that sovereign', () => {
    const [a, b] = [signed(states[3]!), signed(other(3))];
    const wrong = { ok: false, reason: 'signature' };
    expect(check(a, { ...b, signature: b.signature.with(9, b.signature[9]! ^ 1) })).toEqual(wrong);
    expect(check({ ...a, signature: b.signature }, b)).toEqual(wrong);
    expect(check(a, b, { ...signer, kind: 'transition' })).toEqual(wrong);
    expect(check(a, b, { ...signer, sovereign: ZERO_HASH })).toEqual(wrong);
    const stranger = nodeCrypto.keyPair(1, new Uint8Array(32).fill(4));
    expect(check(a, b, { ...signer, key: stranger })).toEqual(wrong);
  });
});

function decoded(bytes: Uint8Array): State {
  const result = decodeState(bytes);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}
