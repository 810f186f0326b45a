import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobleCrypto } from '../crypto/noble/index.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import { signingContext } from '../crypto/index.ts';
import { decode, encode } from '../encoding/index.ts';
import { epochCodec, epochHash } from '../constitution/index.ts';
import { FOUNDED_AT, INDEX, SIGNED_AT, type World, buildWorld } from '../testing/world.ts';
import {
  CLOCK_MARGIN_MS,
  type Certificate,
  type Evidence,
  type Requirements,
  certificateOf,
  entryHash,
  entryLeaf,
  evidenceCodec,
  leafCodec,
  verifyCertificate,
  verifyEvidence,
  verifyFounding,
} from './index.ts';

const world = buildWorld(nodeCrypto);
const now = SIGNED_AT + 1000;
const asked: Requirements = { now, freshnessMs: 3_600_000, quorum: 1 };
const { certificate } = world.evidence;

function check(
  change: Partial<Evidence>,
  requirements: Partial<Requirements> = {},
  from = world,
): string {
  const bundle = { ...from.evidence, ...change };
  const result = verifyEvidence(bundle, from.sovereign, nodeCrypto, { ...asked, ...requirements });
  return result.ok ? 'ok' : result.fault;
}

function certified(change: Partial<Certificate>): string {
  return check({ certificate: { ...certificate, ...change } });
}

function flip(bytes: Uint8Array, at = 40): Uint8Array {
  return bytes.with(at, bytes[at]! ^ 1);
}

describe('evidence', () => {
  it('proves the entry, opened, under both providers', () => {
    for (const crypto of [nodeCrypto, nobleCrypto]) {
      const result = verifyEvidence(world.evidence, world.sovereign, crypto, asked);
      expect(result).toMatchObject({
        ok: true,
        constitution: world.constitution,
        epoch: world.epoch,
        effects: { kind: 'say', time: FOUNDED_AT },
        checkpoint: { origin: 'harbour.example/log', size: 7 },
        signedAt: SIGNED_AT,
        cosigners: ['w1.example'],
        opened: { operation: world.operation },
      });
    }
    expect(check({ operation: null })).toBe('ok');
    expect(check({ state: null, operation: null })).toBe('ok');
  });

  it('names its entry in the leaf as the codec writes it', () => {
    const { transition, effects } = certificate;
    const hash = entryHash(transition, effects);
    expect(entryLeaf(transition, effects)).toEqual(encode(leafCodec, { kind: 'entry', hash }));
  });

  it('survives its encoding', () => {
    const bytes = encode(evidenceCodec, world.evidence);
    expect(decode(evidenceCodec, bytes)).toEqual({ ok: true, value: world.evidence });
  });

  it('names what is wrong with the founding', () => {
    const { constitution, epoch } = world.evidence;
    const other = buildWorld(nodeCrypto, { constitution: { name: 'Other' } });
    expect(check({ constitution: other.evidence.constitution })).toBe('other-sovereign');
    expect(check({ constitution: { ...constitution, constitution: new Uint8Array(3) } })).toBe(
      'constitution-encoding',
    );
    expect(
      check({ constitution: { ...constitution, signature: flip(constitution.signature) } }),
    ).toBe('constitution-signature');
    expect(check({ epoch: other.evidence.epoch })).toBe('epoch-of-another-sovereign');
    expect(check({ epoch: { ...epoch, epoch: epoch.epoch.slice(1) } })).toBe('epoch-encoding');
    expect(check({ epoch: { ...epoch, signature: flip(epoch.signature) } })).toBe(
      'epoch-signature',
    );
    const renamed = buildWorld(nodeCrypto, { epoch: { origin: 'elsewhere' } });
    expect(check({}, {}, renamed)).toBe('epoch-origin');
    const suites = { ...world.constitution.suites, log: [2] as const };
    expect(check({}, {}, buildWorld(nodeCrypto, { constitution: { suites } }))).toBe('epoch-suite');
  });

  it('takes the origin of a later epoch from its number', () => {
    const root = new Uint8Array(32);
    const succeeds = { origin: 'harbour.example/log', size: 5, root, reason: 'The disk died' };
    const later = { number: 1, origin: 'harbour.example/log/1', succeeds };
    expect(check({}, {}, buildWorld(nodeCrypto, { epoch: later }))).toBe('ok');
    const wrong = { ...later, origin: 'harbour.example/log' };
    expect(check({}, {}, buildWorld(nodeCrypto, { epoch: wrong }))).toBe('epoch-origin');
  });

  it('does not take a root key of another kind of signature', () => {
    const signature = nodeCrypto.sign(
      world.keys.root,
      epochHash(world.epoch),
      signingContext('constitution', world.sovereign),
    );
    const epoch = { epoch: encode(epochCodec, world.epoch), signature };
    expect(check({ epoch })).toBe('epoch-signature');
  });

  it('names what is wrong with the certificate', () => {
    expect(certified({ index: INDEX + 1 })).toBe('inclusion');
    expect(certified({ treeSize: 8 })).toBe('size');
    expect(certified({ transition: flip(certificate.transition, 5) })).toBe('inclusion');
    expect(certified({ effects: Uint8Array.fromHex('830501') })).toBe('effects');
    expect(certified({ effects: Uint8Array.fromHex('83050180') })).toBe('inclusion');
    expect(certified({ proof: certificate.proof.slice(1) })).toBe('inclusion');
    expect(certified({ checkpoint: certificate.checkpoint.slice(1) })).toBe('origin');
    expect(certified({ checkpoint: certificate.checkpoint.slice(0, -1) })).toBe('note');
    const text = new TextDecoder().decode(certificate.checkpoint);
    const bytes = (changed: string): Uint8Array => new TextEncoder().encode(changed);
    expect(certified({ checkpoint: bytes(text.replace('\n7\n', '\n07\n')) })).toBe('checkpoint');
    expect(certified({ checkpoint: bytes(text.replace('\n7\n', '\n8\n')) })).toBe('log-signature');
    expect(certified({ checkpoint: bytes(text.replace('— harbour', '— harbor')) })).toBe(
      'log-signature',
    );
  });

  it('names what is wrong with the opened entry', () => {
    const { state, operation } = world.evidence;
    expect(check({ state: state!.slice(1) })).toBe('state');
    expect(check({ state: flip(state!, 150) })).toBe('state-of-another-transition');
    expect(check({ operation: operation!.slice(1) })).toBe('operation');
    const salted = flip(operation!, 14);
    expect(check({ operation: salted })).toBe('operation-of-another-state');
    expect(check({ state: null })).toBe('operation-of-another-state');
  });

  it('asks for a fresh checkpoint, in an unexpired epoch', () => {
    const { parameters } = world.constitution;
    expect(check({}, { now: SIGNED_AT + asked.freshnessMs })).toBe('ok');
    expect(check({}, { now: SIGNED_AT + asked.freshnessMs + 1 })).toBe('checkpoint-stale');
    // The constitution's freshness is the stricter one here.
    const stale = SIGNED_AT + parameters.freshnessMs + 1;
    expect(check({}, { now: stale, freshnessMs: 1e12 })).toBe('checkpoint-stale');
    expect(check({}, { now: SIGNED_AT - CLOCK_MARGIN_MS })).toBe('ok');
    const early = buildWorld(nodeCrypto, { signedAt: SIGNED_AT + 2 * CLOCK_MARGIN_MS });
    expect(check({}, {}, early)).toBe('checkpoint-in-the-future');
    expect(check({}, { now: FOUNDED_AT - CLOCK_MARGIN_MS - 1 })).toBe('epoch-not-begun');
    expect(check({}, { now: world.epoch.notAfter + 1 })).toBe('epoch-expired');
    const before = buildWorld(nodeCrypto, { signedAt: FOUNDED_AT - 2000 });
    expect(check({}, {}, before)).toBe('outside-epoch');
  });

  it('asks for a quorum of fresh cosigners, each key once', () => {
    expect(check({}, { quorum: 0 })).toBe('ok');
    expect(check({}, { quorum: 2 })).toBe('quorum');
    // Whom the reader knows to have been voted in or out counts, not whom the founding names.
    const { witnesses } = world.constitution;
    expect(check({}, { cosigners: () => [] })).toBe('quorum');
    expect(check({}, { cosigners: (at) => (at <= now ? witnesses : []) })).toBe('ok');
    const parameters = { ...world.constitution.parameters, quorum: 2 };
    expect(check({}, { quorum: 0 }, buildWorld(nodeCrypto, { constitution: { parameters } }))).toBe(
      'quorum',
    );
    const validators = world.constitution.witnesses;
    const doubled = buildWorld(nodeCrypto, { constitution: { validators } });
    expect(check({}, { quorum: 2 }, doubled)).toBe('quorum');
  });

  it('refuses a whole note when a line of a known cosigner does not verify', () => {
    const text = new TextDecoder().decode(certificate.checkpoint);
    // Within the last signature, before the last group, whose spare bits have to be zero.
    const at = text.length - 100;
    const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    expect(certified({ checkpoint: new TextEncoder().encode(changed) })).toBe(
      'cosignature-invalid',
    );
  });

  it('proves nothing after a change of any byte', () => {
    const bytes = encode(evidenceCodec, world.evidence);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        const place = at % damaged.length;
        damaged[place] = damaged[place]! ^ change;
        const decoded = decode(evidenceCodec, damaged);
        if (!decoded.ok) return;
        const result = verifyEvidence(decoded.value, world.sovereign, nodeCrypto, asked);
        expect(result.ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a certificate', () => {
  it('is verified against an epoch that one trusts, whatever the time', () => {
    const result = verifyCertificate(certificate, world.epoch, nodeCrypto);
    expect(result).toMatchObject({ ok: true, signedAt: SIGNED_AT, effects: { kind: 'say' } });
    const other: World['epoch'] = { ...world.epoch, log: world.keys.root };
    expect(verifyCertificate(certificate, other, nodeCrypto)).toEqual({
      ok: false,
      fault: 'log-signature',
    });
    const founding = verifyFounding(
      world.evidence.constitution,
      world.evidence.epoch,
      world.sovereign,
      nodeCrypto,
    );
    expect(founding).toMatchObject({ ok: true, epoch: world.epoch });
  });

  it('comes from a response and the checkpoint that its result names', () => {
    const { index, treeSize, transition, effects, proof, checkpoint } = certificate;
    const result = {
      kind: 'admitted',
      checkpoint: 1,
      index,
      treeSize,
      transition,
      effects,
      proof,
    } as const;
    const refused = { kind: 'refused', code: 'stale', message: '', data: '{}' } as const;
    const response = { checkpoints: [new Uint8Array(1), checkpoint], results: [refused, result] };
    expect(certificateOf(response, 1)).toEqual(certificate);
    expect(certificateOf(response, 0)).toBeUndefined();
    expect(certificateOf({ ...response, checkpoints: [] }, 1)).toBeUndefined();
    expect(certificateOf(response, 2)).toBeUndefined();
  });
});
