import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as protocol from '../index.ts';
import type { Codec } from '../index.ts';
import * as arbitrary from './arbitraries.ts';
import { governances, matters } from './governance-arbitraries.ts';
import * as offline from './offline-arbitraries.ts';

const { decode, encode } = protocol;

const certificates = fc.record({
  index: arbitrary.times,
  treeSize: arbitrary.times,
  transition: arbitrary.hashes,
  effects: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  proof: fc.array(arbitrary.hashes, { maxLength: 4 }),
  checkpoint: fc.uint8Array({ minLength: 1, maxLength: 40 }),
});
const signedBytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
const results = fc.oneof(
  fc.record({
    kind: fc.constant('refused' as const),
    code: fc.constant('insufficient'),
    message: fc.constant('Not enough: ä'),
    data: fc.constant('{"balance":"1"}'),
  }),
  fc.record({
    kind: fc.constant('admitted' as const),
    checkpoint: fc.nat(255),
    index: arbitrary.times,
    treeSize: arbitrary.times,
    transition: arbitrary.hashes,
    effects: signedBytes,
    proof: fc.array(arbitrary.hashes, { maxLength: 4 }),
  }),
);
const headers = fc.record({
  time: arbitrary.times,
  closedMs: arbitrary.times,
  gapMs: arbitrary.times,
  epoch: arbitrary.times,
  stateRoot: fc.option(fc.record({ size: arbitrary.times, root: arbitrary.hashes })),
});

/** Pairs a codec with values of its type. */
function structure<T>(name: string, codec: Codec<T>, values: fc.Arbitrary<T>): Structure {
  return { name, codec, values };
}
interface Structure {
  name: string;
  codec: Codec<unknown>;
  values: fc.Arbitrary<unknown>;
}

const structures: Structure[] = [
  structure('key', protocol.keyCodec, arbitrary.keys),
  structure('signers', protocol.signersCodec, arbitrary.signers),
  structure('genesis', protocol.genesisCodec, arbitrary.geneses),
  structure('hold', protocol.holdCodec, arbitrary.holds),
  structure('taking', protocol.takingCodec, arbitrary.takings),
  structure('operation', protocol.operationCodec, arbitrary.operations),
  structure('transition', protocol.transitionCodec, arbitrary.transitions),
  structure('constitution', protocol.constitutionCodec, arbitrary.constitutions),
  structure('governance', protocol.governanceCodec, governances),
  structure('matter', protocol.matterCodec, matters),
  structure('epoch', protocol.epochCodec, arbitrary.epochs),
  structure('effects', protocol.effectsCodec, arbitrary.effects),
  structure('certificate', protocol.certificateCodec, certificates),
  structure(
    'leaf',
    protocol.leafCodec,
    fc.oneof(
      fc.record({ kind: fc.constant('header' as const), header: headers }),
      fc.record({ kind: fc.constant('entry' as const), hash: arbitrary.hashes }),
    ),
  ),
  structure(
    'evidence',
    protocol.evidenceCodec,
    fc.record({
      constitution: fc.record({ constitution: signedBytes, signature: signedBytes }),
      epoch: fc.record({ epoch: signedBytes, signature: signedBytes }),
      certificate: certificates,
      state: fc.option(fc.uint8Array({ minLength: 176, maxLength: 176 })),
      operation: fc.option(signedBytes),
    }),
  ),
  structure(
    'contents proof',
    protocol.contentsProofCodec,
    fc.record({
      index: fc.nat(),
      size: fc.nat(),
      path: fc.array(arbitrary.hashes, { maxLength: 3 }),
    }),
  ),
  structure('fork proof', protocol.forkProofCodec, arbitrary.forkProofs()),
  structure(
    'request',
    protocol.submitRequestCodec,
    fc.array(arbitrary.transitions, { minLength: 1, maxLength: 3 }),
  ),
  structure(
    'response',
    protocol.submitResponseCodec,
    fc.record({
      checkpoints: fc.array(signedBytes, { maxLength: 3 }),
      results: fc.array(results, { minLength: 1, maxLength: 3 }),
    }),
  ),
  structure('act', protocol.actCodec, offline.acts),
  structure('signed act', protocol.signedActCodec, offline.signedActs),
  structure('void', protocol.voidCodec, offline.voids),
  structure('stream', protocol.streamCodec, offline.streams),
  structure('tick', protocol.tickCodec, offline.ticks),
  structure('tab evidence', protocol.tabEvidenceCodec, offline.tabEvidences),
  structure('cheque evidence', protocol.chequeEvidenceCodec, offline.chequeEvidences),
  structure(
    'taking evidence',
    protocol.takingEvidenceCodec,
    fc.record({
      meter: fc.option(signedBytes),
      outcomes: fc.array(signedBytes, { maxLength: 3 }),
    }),
  ),
  structure('offline request', protocol.offlineRequestCodec, offline.requests),
  structure('receipt', protocol.receiptCodec, offline.receipts),
  structure('bundle', protocol.bundleCodec, offline.bundles),
  structure('membership', protocol.membershipCodec, offline.memberships),
];

describe.each(structures)('$name', ({ codec, values }) => {
  it('decodes to what was encoded', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(decode(codec, encode(codec, value))).toEqual({ ok: true, value });
      }),
    );
  });

  it('changed in any byte, is refused or is the encoding of something else', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, change) => {
        const bytes = encode(codec, value);
        const place = at % bytes.length;
        bytes[place] = (bytes[place] as number) ^ change;
        const decoded = decode(codec, bytes);
        if (!decoded.ok) return;
        expect(decoded.value).not.toEqual(value);
        expect(encode(codec, decoded.value)).toEqual(bytes);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when cut off or followed by anything', () => {
    fc.assert(
      fc.property(values, fc.nat(), (value, at) => {
        const bytes = encode(codec, value);
        expect(decode(codec, bytes.subarray(0, at % bytes.length)).ok).toBe(false);
        expect(decode(codec, protocol.concat(bytes, Uint8Array.of(0))).ok).toBe(false);
      }),
    );
  });

  it('refuses random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decode(codec, bytes);
        if (decoded.ok) expect(encode(codec, decoded.value)).toEqual(bytes);
        else expect(decoded.reason).not.toBe('');
      }),
    );
  });
});

describe('statements', () => {
  it('decode to what was encoded, under their own kind only', () => {
    fc.assert(
      fc.property(arbitrary.statements, fc.nat(8), (value, other) => {
        const { statement, body } = protocol.encodeStatement(value);
        expect(protocol.decodeStatement(statement, body)).toEqual({ ok: true, value });
        const under = protocol.decodeStatement(other, body);
        if (other !== statement && under.ok) expect(under.value.kind).not.toBe(value.kind);
      }),
    );
  });
});

describe('the longest of everything fits its bound', () => {
  it('a put of 256 holds has effects within theirs', () => {
    const hash = new Uint8Array(32);
    const decisions = Array.from({ length: 256 }, () => ({ rulebook: hash, facts: hash }));
    const bytes = encode(protocol.effectsCodec, { kind: 'put', time: 2 ** 53 - 1, decisions });
    expect(bytes.length).toBeLessThanOrEqual(protocol.MAX_EFFECTS_BYTES);
  });

  it('an epoch with the longest names and keys is within its bound', () => {
    const key = { suite: 2, publicKey: new Uint8Array(1952) } as const;
    const origin = 'o'.repeat(145);
    const hash = new Uint8Array(32);
    const most = 2 ** 53 - 1;
    const succeeds = { origin, size: most, root: hash, reason: 'r'.repeat(256) };
    const epoch = { sovereign: hash, number: most, origin, log: key, notBefore: most };
    const bytes = encode(protocol.epochCodec, { ...epoch, notAfter: most, succeeds });
    expect(bytes.length).toBeLessThanOrEqual(protocol.MAX_EPOCH_BYTES);
  });
});
