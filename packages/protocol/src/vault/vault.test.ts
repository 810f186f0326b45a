import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Witness, witnessCodec } from '../condition/index.ts';
import { hash } from '../crypto/index.ts';
import { nobleCrypto } from '../crypto/noble/index.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import { decode, encode, u64 } from '../encoding/index.ts';
import { type Condition, conditionFault } from '../hold/index.ts';
import { conditions } from '../testing/arbitraries.ts';
import {
  type SealedContent,
  type SealedShare,
  openWithProof,
  openWithShares,
  partyHash,
  readShare,
  sealContent,
  sealedContentCodec,
  vaultId,
  vaultKey,
  vaultOf,
} from './index.ts';

const secret = new Uint8Array(32).fill(9);
const after: Condition = { kind: 'after', time: 5 };
const preimage: Condition = { kind: 'preimage', hash: hash('preimage', secret) };
const tree = { kind: 'some', threshold: 1, conditions: [after, preimage] } as const;
const vault = vaultOf(tree);
const shown = (node: number, bytes = secret): Uint8Array =>
  encode(witnessCodec, { node, proof: { kind: 'bytes', bytes } } satisfies Witness);
const proof = [shown(2)];
const content = new TextEncoder().encode('the deed');
const pairs = [1, 2, 3].map((n) => nodeCrypto.encryptionPair(new Uint8Array(96).fill(n)));
const parties = pairs.map(({ publicKey }) => publicKey);

let drawn = 0;
function random(length: number): Uint8Array {
  drawn += 1;
  return Uint8Array.from({ length }, (_, i) => hash('record', u64(drawn * 1000 + i))[0] as number);
}

function sealed(): SealedContent {
  const pairsOfTwo = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const;
  const ways = [
    { kind: 'proof', witnesses: proof } as const,
    ...pairsOfTwo.map((two) => ({
      kind: 'shares' as const,
      parties: two.map((at) => parties[at]!),
    })),
  ];
  return sealContent(vault, content, ways, random, nodeCrypto)!;
}

function sharesOf(of: SealedContent, way: number): readonly SealedShare[] {
  const found = of.ways[way]!;
  return found.kind === 'shares' ? found.shares : [];
}

describe('a vault', () => {
  it('has an id and keys that follow from its conditions, how they go together, and the proof', () => {
    expect(vault).toEqual({ logic: { threshold: 1, of: [0, 1] }, conditions: [after, preimage] });
    expect(vaultOf(after)).toEqual({ logic: 0, conditions: [after] });
    const both = vaultOf({ ...tree, threshold: 2 });
    expect(vaultKey(both, proof)).not.toEqual(vaultKey(vault, proof));
    const trees = conditions(4).filter((one) => conditionFault(one) === undefined);
    fc.assert(
      fc.property(trees, trees, (a, b) => {
        const [one, other] = [a, b].map((condition) => vaultOf(condition));
        const same = JSON.stringify(a, hexed) === JSON.stringify(b, hexed);
        expect(vaultId(one!).toHex() === vaultId(other!).toHex()).toBe(same);
        expect(vaultKey(one!, proof)).not.toEqual(vaultId(one!));
        expect(vaultKey(one!, proof)).not.toEqual(vaultKey(one!, [shown(3)]));
      }),
    );
  });
});

describe('sealed content', () => {
  it('opens by the proof of preimages, and by nothing like it', () => {
    const of = sealed();
    for (const crypto of [nodeCrypto, nobleCrypto]) {
      expect(openWithProof(of, vault, proof, crypto)).toEqual(content);
    }
    expect(openWithProof(of, vault, [shown(1)], nodeCrypto)).toBeUndefined();
    expect(openWithProof(of, vault, [shown(2, secret.with(0, 1))], nodeCrypto)).toBeUndefined();
    expect(openWithProof(of, vault, [], nodeCrypto)).toBeUndefined();
    expect(openWithProof(of, vaultOf(preimage), proof, nodeCrypto)).toBeUndefined();
  });

  it('opens by all shares of a way, and a false one is known', () => {
    const of = sealed();
    const way = sharesOf(of, 3);
    expect(way.map(({ to }) => to)).toEqual([partyHash(parties[1]!), partyHash(parties[2]!)]);
    const shares = way.map((share, i) => readShare(share, pairs[i + 1]!, nodeCrypto)!);
    expect(openWithShares(of, 3, shares, nodeCrypto)).toEqual(content);
    expect(openWithShares(of, 3, shares.slice(1), nodeCrypto)).toBeUndefined();
    expect(openWithShares(of, 3, shares.toReversed(), nodeCrypto)).toBeUndefined();
    expect(openWithShares(of, 2, shares, nodeCrypto)).toBeUndefined();
    expect(openWithShares(of, 0, shares, nodeCrypto)).toBeUndefined();
    expect(readShare(way[0]!, pairs[0]!, nodeCrypto)).toBeUndefined();
    expect(readShare({ ...way[0]!, commitment: secret }, pairs[1]!, nodeCrypto)).toBeUndefined();
    expect(openWithShares(of, 3, [shares[0]!, secret], nodeCrypto)).toBeUndefined();
  });

  it('changed in any byte is refused or opens as before', () => {
    const bytes = encode(sealedContentCodec, sealed());
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const place = at % bytes.length;
        const decoded = decode(sealedContentCodec, bytes.with(place, bytes[place]! ^ change));
        if (!decoded.ok) return;
        const opened = openWithProof(decoded.value, vault, proof, nodeCrypto);
        expect(opened === undefined || opened.toHex() === content.toHex()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('is not made of what is no secret or cannot be sealed', () => {
    const make = (witnesses: Uint8Array[]) => () =>
      sealContent(vault, content, [{ kind: 'proof', witnesses }], random, nodeCrypto);
    const signed: Witness = { node: 2, proof: { kind: 'signature', key: 0, signature: secret } };
    expect(make([])).toThrow(RangeError);
    expect(make([encode(witnessCodec, signed)])).toThrow(RangeError);
    expect(make([shown(2, secret.with(0, 1))])).toThrow(RangeError);
    const ways = [{ kind: 'shares', parties: [new Uint8Array(3)] }] as const;
    expect(sealContent(vault, content, ways, random, nodeCrypto)).toBeUndefined();
  });
});

function hexed(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array
    ? value.toHex()
    : typeof value === 'bigint'
      ? `${value}`
      : value;
}
