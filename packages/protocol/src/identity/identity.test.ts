import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentsRoot, proveContents, verifyContents } from '../chain/index.ts';
import { encode } from '../encoding/index.ts';
import { type Authority, signingKeys } from '../operation/index.ts';
import { devices, geneses, statements } from '../testing/arbitraries.ts';
import {
  type Device,
  type Genesis,
  type IdentityView,
  MAX_DEVICES,
  MAX_RECORDS,
  type Statement,
  activeDevices,
  applyStatement,
  attestationHash,
  countryEntry,
  deviceEntry,
  deviceId,
  genesisCodec,
  identityContents,
  identityEntries,
  identityId,
  isHandle,
  keyId,
  openIdentity,
} from './index.ts';

function device(n: number): Device {
  const publicKey = new Uint8Array(32);
  publicKey.set([n >> 8, n]);
  return { key: { suite: 3, publicKey }, encryptionKey: null };
}

const genesis: Genesis = {
  version: 1,
  root: { suite: 4, publicKey: new Uint8Array(32) },
  device: device(0),
  policy: { threshold: 1, recovery: null },
  salt: new Uint8Array(16),
};
const recovery = { delayMs: 1, guardianThreshold: 1, guardians: [new Uint8Array(32)] };

function opened(countries: string[] = ['KE'], threshold = 1): IdentityView {
  const result = openIdentity(
    { ...genesis, policy: { threshold, recovery: null } },
    countries,
    null,
  );
  if (!result.ok) throw new Error(result.fault);
  return result.view;
}

function after(view: IdentityView, ...said: Statement[]): IdentityView {
  let current = view;
  for (const statement of said) {
    const result = applyStatement(current, statement);
    if (!result.ok) throw new Error(result.fault);
    current = result.view;
  }
  return current;
}

describe('an identity', () => {
  it('opens with its first device and records of tier 0', () => {
    const view = opened(['KE', 'DE']);
    expect(view.id).toEqual(identityId(genesis));
    expect(view.devices).toEqual([
      {
        ordinal: 0,
        chain: deviceId(view.id, genesis.device),
        device: genesis.device,
        status: 'active',
      },
    ]);
    expect(view.records.map(({ country, tier }) => [country, tier])).toEqual([
      ['KE', 0],
      ['DE', 0],
    ]);
  });

  it('adds and revokes devices, sets policy, records and handle, and leaves the view before as it was', () => {
    const before = opened();
    const copy = structuredClone(before);
    const view = after(
      before,
      { kind: 'add-device', device: device(1) },
      { kind: 'revoke-device', ordinal: 0 },
      { kind: 'policy', policy: { threshold: 2, recovery: null } },
      { kind: 'handle', handle: 'ada' },
      { kind: 'country', country: 'KE', tier: 0, validUntil: 7, attestation: null },
      { kind: 'country', country: 'DE', tier: 0, validUntil: null, attestation: null },
    );
    expect(before).toEqual(copy);
    expect(view.devices.map(({ ordinal, status }) => [ordinal, status])).toEqual([
      [0, 'revoked'],
      [1, 'active'],
    ]);
    expect(activeDevices(view)).toBe(1);
    expect(view.policy.threshold).toBe(2);
    expect(view.handle).toBe('ada');
    expect(view.records).toEqual([
      { country: 'KE', tier: 0, validUntil: 7 },
      { country: 'DE', tier: 0, validUntil: null },
    ]);
  });

  it('refuses with a reason what does not fit', () => {
    const view = opened();
    const policy = { threshold: 1, recovery };
    const cases: [Statement, string][] = [
      [{ kind: 'add-device', device: device(0) }, 'device-known'],
      [{ kind: 'revoke-device', ordinal: 1 }, 'device-unknown'],
      [{ kind: 'policy', policy }, 'recovery-not-available'],
    ];
    for (const [statement, fault] of cases) {
      expect(applyStatement(view, statement)).toEqual({ ok: false, fault });
    }
    const revoked = after(view, { kind: 'revoke-device', ordinal: 0 });
    expect(applyStatement(revoked, { kind: 'revoke-device', ordinal: 0 })).toEqual({
      ok: false,
      fault: 'device-revoked',
    });
    expect(applyStatement(revoked, { kind: 'add-device', device: device(0) }).ok).toBe(false);
    expect(openIdentity({ ...genesis, policy }, [], null).ok).toBe(false);
  });

  it('has bounds', () => {
    let view = opened();
    for (let n = 1; n < MAX_DEVICES; n += 1) {
      view = after(view, { kind: 'add-device', device: device(n) });
    }
    expect(applyStatement(view, { kind: 'add-device', device: device(MAX_DEVICES) })).toEqual({
      ok: false,
      fault: 'too-many-devices',
    });
    view = opened([]);
    const record = (i: number): Statement => {
      const country = String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26));
      return { kind: 'country', country, tier: 0, validUntil: null, attestation: null };
    };
    for (let i = 0; i < MAX_RECORDS; i += 1) view = after(view, record(i));
    expect(applyStatement(view, record(MAX_RECORDS))).toEqual({
      ok: false,
      fault: 'too-many-records',
    });
    expect(applyStatement(view, record(0)).ok).toBe(true);
  });
});

describe('contents of an identity', () => {
  it('change with every statement that it carries', () => {
    const view = opened();
    const said: Statement[] = [
      { kind: 'add-device', device: device(1) },
      { kind: 'revoke-device', ordinal: 0 },
      { kind: 'policy', policy: { threshold: 2, recovery: null } },
      { kind: 'country', country: 'DE', tier: 0, validUntil: null, attestation: null },
      { kind: 'country', country: 'KE', tier: 0, validUntil: 5, attestation: null },
    ];
    const roots = said.map((statement) => identityContents(after(view, statement)).toHex());
    expect(new Set([...roots, identityContents(view).toHex()]).size).toBe(said.length + 1);
    expect(identityContents(after(view, { kind: 'handle', handle: 'ada' }))).toEqual(
      identityContents(view),
    );
  });

  it('prove one device and one record, and not another status or tier', () => {
    const view = after(opened(), { kind: 'add-device', device: device(1) });
    const root = identityContents(view);
    const entries = identityEntries(view);
    expect(contentsRoot(entries)).toEqual(root);
    const member = view.devices[1]!;
    const entry = deviceEntry(member);
    const proof = proveContents(entries, entry[0])!;
    expect(verifyContents(root, entry, proof)).toBe(true);
    expect(verifyContents(root, deviceEntry({ ...member, status: 'revoked' }), proof)).toBe(false);
    const country = countryEntry({ country: 'KE', tier: 0, validUntil: null });
    const proofOfCountry = proveContents(entries, country[0])!;
    expect(verifyContents(root, country, proofOfCountry)).toBe(true);
    const higher = countryEntry({ country: 'KE', tier: 1, validUntil: null });
    expect(verifyContents(root, higher, proofOfCountry)).toBe(false);
  });
});

describe('who signs', () => {
  const view = after(
    opened(['KE'], 2),
    { kind: 'add-device', device: device(1) },
    { kind: 'add-device', device: device(2) },
    { kind: 'revoke-device', ordinal: 1 },
  );
  const keys = [device(0).key, device(1).key, device(2).key];
  const treasury: Authority = { kind: 'treasury', signers: { threshold: 2, keys } };
  const identity: Authority = { kind: 'identity', view };
  const cases: [string, Authority, number[], string][] = [
    ['the device', { kind: 'device', device: device(1) }, [0], 'ok'],
    [
      'a second signer on a device chain',
      { kind: 'device', device: device(1) },
      [0, 1],
      'unknown-signer',
    ],
    ['2 of 3', treasury, [0, 2], 'ok'],
    ['1 of 3', treasury, [1], 'too-few-signers'],
    ['a fourth', treasury, [0, 1, 3], 'unknown-signer'],
    ['the root alone', identity, [0], 'ok'],
    ['two devices', identity, [1, 3], 'ok'],
    ['one device', identity, [1], 'too-few-signers'],
    ['a revoked device among enough', identity, [0, 2], 'unknown-signer'],
    ['an unknown device', identity, [1, 4], 'unknown-signer'],
    ['nobody', identity, [], 'too-few-signers'],
    ['the same twice', identity, [1, 1], 'too-few-signers'],
  ];
  it.each(cases)('%s', (_name, authority, by, expected) => {
    const result = signingKeys(authority, by);
    expect(result.ok ? 'ok' : result.fault).toBe(expected);
  });

  it('answers the keys in the order of the signers', () => {
    expect(signingKeys(treasury, [0, 2])).toEqual({ ok: true, keys: [keys[0], keys[2]] });
    expect(signingKeys(identity, [0, 3])).toEqual({ ok: true, keys: [genesis.root, keys[2]] });
  });
});

describe('identifiers', () => {
  it('change with every part of what they identify', () => {
    fc.assert(
      fc.property(geneses, geneses, devices, (a, b, other) => {
        const same = encode(genesisCodec, a).toHex() === encode(genesisCodec, b).toHex();
        expect(identityId(a).toHex() === identityId(b).toHex()).toBe(same);
        expect(deviceId(identityId(a), other)).not.toEqual(keyId(other.key));
      }),
    );
  });

  it('an attestation is over identity, country, tier and end', () => {
    const attested = { identity: genesis.salt, country: 'KE', tier: 2, validUntil: null };
    const base = { ...attested, identity: new Uint8Array(32) };
    const all = [
      base,
      { ...base, identity: new Uint8Array(32).fill(1) },
      { ...base, country: 'DE' },
      { ...base, tier: 3 },
      { ...base, validUntil: 0 },
    ].map((record) => attestationHash(record).toHex());
    expect(new Set(all).size).toBe(all.length);
  });

  it('knows a handle', () => {
    for (const text of ['a', 'a.b', 'x-1', '9', 'a'.repeat(32)]) expect(isHandle(text)).toBe(true);
    for (const text of ['', 'A', 'a.', '-a', 'a b', 'a'.repeat(33), 'ä', 'a\n']) {
      expect(isHandle(text)).toBe(false);
    }
  });
});

describe('any sequence of statements', () => {
  it('keeps ordinals in order and never throws', () => {
    fc.assert(
      fc.property(fc.array(statements, { maxLength: 12 }), (said) => {
        let view = opened();
        for (const statement of said) {
          const result = applyStatement(view, statement);
          if (result.ok) ({ view } = result);
        }
        expect(view.devices.map(({ ordinal }) => ordinal)).toEqual(view.devices.map((_, i) => i));
        expect(identityContents(view)).toHaveLength(32);
      }),
    );
  });
});
