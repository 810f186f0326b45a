import { hash, registrationChallenge, type Vendor, vendorId } from '@tallystick/protocol';
import { credentialOf, type TestCredential } from '@tallystick/protocol/testing/authenticator';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type AttestationParts,
  type CertificateTerms,
  type Certified,
  type TestVendor,
  attest,
  batchSubject,
  certify,
  derOf,
  makeVendor,
  revocationListAt,
} from '../testing/vendor-hardware.ts';
import { openVendors } from './vendor-chain.ts';
import { type Attested, verifyAttestation } from './verify-attestation.ts';

const utf8 = new TextEncoder();
const [sovereign, identity, nonce] = ['sovereign', 'voter', 'nonce'].map((name) =>
  hash('record', utf8.encode(name)),
) as [Uint8Array, Uint8Array, Uint8Array];
const challenge = registrationChallenge(sovereign, identity, nonce);
const credential = credentialOf('ES256', 'voter');
const isOwn = (origin: string): boolean => origin === 'https://tally.example';

let vendors: TestVendor[];
beforeAll(async () => {
  vendors = await Promise.all(['Harbour', 'Hill', 'Lake'].map(makeVendor));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function vendor(at = 0): TestVendor {
  return vendors[at] as TestVendor;
}

/** What the node says of an attestation by the first vendor, with these parts of it changed. */
async function answerTo(
  parts: Partial<AttestationParts> = {},
  more: { of?: TestCredential; registry?: readonly Vendor[] } = {},
): Promise<Attested> {
  const { of = credential, registry = vendors } = more;
  const attestation = await attest(vendor(), of, { nonce, challenge, ...parts });
  const terms = { challenge, isOwn, vendors: openVendors(registry), time: Date.now() };
  return await verifyAttestation(attestation, terms);
}

async function chained(terms: Partial<CertificateTerms>): Promise<Certified> {
  return await certify({
    subject: batchSubject('Harbour'),
    issuer: vendor().root,
    isCa: false,
    ...terms,
  });
}

describe('an attested key', () => {
  it.each([0, 1, 2])('is of its vendor (%i), whichever others there are', async (at) => {
    const one = vendor(at);
    const answer = await answerTo({ chain: [one.batch] });
    expect(answer).toMatchObject({ ok: true, key: credential.key });
    expect(answer.ok && answer.vendor.id).toEqual(vendorId(one));
  });

  it('may be of ML-DSA-44', async () => {
    const of = credentialOf('ML-DSA-44', 'voter');
    expect(await answerTo({}, { of })).toMatchObject({ ok: true, key: of.key });
  });

  it('has a chain with certificates in between, with the root or without', async () => {
    const between = await chained({ subject: 'CN=Harbour Line 2', isCa: true });
    const batch = await chained({ issuer: between });
    expect(await answerTo({ chain: [batch, between] })).toMatchObject({ ok: true });
    const whole = [batch, between, vendor().root];
    expect(await answerTo({ chain: whole })).toMatchObject({ ok: true });
    const registry = [{ name: 'Harbour', roots: [derOf(between)] }];
    expect(await answerTo({ chain: [batch, between] }, { registry })).toMatchObject({ ok: true });
  });

  it('may be attested by a key that is registered itself, with a new certificate too', async () => {
    const own = await chained({ issuer: null });
    const renewed = await chained({ issuer: null, keys: own.keys });
    const registry = [{ name: 'Harbour', roots: [derOf(own)] }];
    expect(await answerTo({ chain: [own] }, { registry })).toMatchObject({ ok: true });
    expect(await answerTo({ chain: [renewed] }, { registry })).toMatchObject({ ok: true });
    const issued = await chained({ issuer: own });
    expect(await answerTo({ chain: [issued] }, { registry })).toEqual(refused('no-vendor'));
    expect(await answerTo({ chain: [issued, own] }, { registry })).toEqual(refused('chain'));
  });
});

function refused(fault: string): object {
  return { ok: false, fault };
}

describe('a key is refused', () => {
  it.each<[string, string, Partial<AttestationParts>]>([
    ['without an attestation', 'format', { format: 'none', chain: null }],
    ['that attests itself', 'self-attested', { chain: null }],
    ['in a format that is out of use', 'format', { format: 'android-safetynet' }],
    ['for another challenge', 'client-data', { clientData: { challenge: 'AAAA' } }],
    ['of an assertion', 'client-data', { clientData: { type: 'webauthn.get' } }],
    ['made in an embedded page', 'client-data', { clientData: { crossOrigin: true } }],
    ['for another origin', 'origin', { origin: 'https://tally.example.evil' }],
    ['where nobody was verified', 'statement', { flags: 0x41 }],
    ['where nobody was there', 'statement', { flags: 0x44 }],
    [
      'in an old security key, which verifies nobody',
      'statement',
      { format: 'fido-u2f', flags: 0x41 },
    ],
    ['that may be copied', 'copyable', { flags: 0x4d }],
    ['without certificates', 'chain', { chain: [] }],
  ])('%s', async (_what, fault, parts) => {
    expect(await answerTo(parts)).toEqual(refused(fault));
  });

  it('of a vendor that is not in the registry', async () => {
    const stranger = await makeVendor('Stranger');
    expect(await answerTo({ chain: [stranger.batch] })).toEqual(refused('no-vendor'));
    expect(await answerTo({ chain: [stranger.batch, stranger.root] })).toEqual(
      refused('no-vendor'),
    );
    expect(await answerTo({}, { registry: [] })).toEqual(refused('no-vendor'));
  });

  it('of two vendors at once', async () => {
    const hill = vendor(1).root;
    const crossed = await certify({
      subject: vendor().root.certificate.subject,
      issuer: hill,
      isCa: true,
      keys: vendor().root.keys,
    });
    const chain = [vendor().batch, crossed];
    expect(await answerTo({ chain })).toEqual(refused('several-vendors'));
    const registry = [vendor(1), vendor(2)];
    expect(await answerTo({ chain }, { registry })).toMatchObject({ ok: true });
  });

  it('whose chain is broken', async () => {
    const [early, late, noCa] = await Promise.all([
      chained({ from: Date.now() + 60_000 }),
      chained({ until: Date.now() - 60_000 }),
      chained({ subject: 'CN=Harbour Line 3', isCa: false }),
    ]);
    const under = await chained({ issuer: noCa });
    const impostor = await certify({
      subject: vendor().root.certificate.subject,
      issuer: null,
      isCa: true,
    });
    const forged = await chained({ issuer: impostor });
    expect(await answerTo({ chain: [early] })).toEqual(refused('chain'));
    expect(await answerTo({ chain: [late] })).toEqual(refused('chain'));
    expect(await answerTo({ chain: [under, noCa] })).toEqual(refused('chain'));
    const loose = await chained({ subject: 'CN=Line 4', isCa: false, saysUsage: false });
    const below = await chained({ issuer: loose });
    expect(await answerTo({ chain: [below, loose] })).toEqual(refused('chain'));
    expect(await answerTo({ chain: [forged] })).toEqual(refused('no-vendor'));
    expect(await answerTo({ chain: [forged, vendor().root] })).toEqual(refused('chain'));
    const long = Array.from({ length: 7 }, () => vendor().batch);
    expect(await answerTo({ chain: long })).toEqual(refused('chain'));
  });

  it('that somebody else’s certificate stands beside', async () => {
    const attestation = await attest(vendor(), credential, { nonce, challenge, chain: null });
    const stolen = await attest(vendor(), credential, { nonce, challenge });
    const terms = { challenge, isOwn, vendors: openVendors(vendors), time: Date.now() };
    const at = stolen.object.length - 1;
    const changed = stolen.object.with(at, (stolen.object[at] as number) ^ 1);
    expect(await verifyAttestation({ ...stolen, object: changed }, terms)).toEqual(
      refused('statement'),
    );
    const other = credentialOf('ES256', 'another voter');
    const mixed = { ...stolen, clientData: attestation.clientData };
    expect((await verifyAttestation(mixed, terms)).ok).toBe(true);
    const foreign = await attest(vendor(), other, {
      nonce,
      challenge,
      clientData: { more: 'signed over something else' },
    });
    const swapped = { ...foreign, clientData: stolen.clientData };
    expect(await verifyAttestation(swapped, terms)).toEqual(refused('statement'));
  });
});

describe('the network', () => {
  it('is asked for nothing, whatever certificates name', async () => {
    const asked: unknown[] = [];
    vi.stubGlobal('fetch', (...given: unknown[]) => {
      asked.push(given);
      return Promise.reject(new Error('no network'));
    });
    const extensions = [revocationListAt('http://crl.example/list')];
    const batch = await chained({ extensions });
    expect(await answerTo({ chain: [batch] })).toMatchObject({ ok: true });
    const android = { chain: [batch, vendor().root], format: 'android-key' };
    expect(await answerTo(android)).toEqual(refused('chain'));
    const plain = { chain: [vendor().batch, vendor().root], format: 'android-key' };
    expect(await answerTo(plain)).toEqual(refused('statement'));
    expect(await answerTo({ chain: [batch, vendor().root], format: 'apple' })).toEqual(
      refused('statement'),
    );
    expect(asked).toEqual([]);
  });
});

describe('hostile bytes', () => {
  it('never throw, and never make another key of it', async () => {
    const good = await attest(vendor(), credential, { nonce, challenge });
    const terms = { challenge, isOwn, vendors: openVendors(vendors), time: Date.now() };
    const nested = new Uint8Array(14_000).fill(0x81);
    for (const object of [new Uint8Array(0), nested, new Uint8Array(14_000).fill(0xff)]) {
      expect(await verifyAttestation({ ...good, object }, terms)).toEqual(refused('malformed'));
    }
    const objects: Uint8Array[] = [];
    for (let at = 0; at < good.object.length; at += 7) {
      objects.push(good.object.with(at, (good.object[at] as number) ^ 0x55));
      objects.push(good.object.subarray(0, at));
    }
    for (const object of objects) {
      const answer = await verifyAttestation({ ...good, object }, terms);
      // The library reads the frame around what is signed more freely than it is written.
      if (answer.ok) expect(answer.key).toEqual(credential.key);
    }
  });

  it('in the registry vouch for nothing', async () => {
    const roots = [Uint8Array.of(1, 2, 3), new Uint8Array(8192), ...vendor().roots];
    expect(await answerTo({}, { registry: [{ name: 'Harbour', roots }] })).toMatchObject({
      ok: true,
    });
    const pem = utf8.encode(vendor().root.certificate.toString('pem'));
    const registry = [{ name: 'Harbour', roots: [pem] }];
    expect(await answerTo({}, { registry })).toEqual(refused('no-vendor'));
  });
});
