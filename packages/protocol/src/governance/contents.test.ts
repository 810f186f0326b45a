import { describe, expect, it } from 'vitest';
import {
  type Governance,
  type Key,
  type StructuredContents,
  type StructuredMatter,
  decodeStructured,
  encode,
  encodeStructured,
  keyCodec,
  vendorId,
} from '../index.ts';

const key: Key = { suite: 3, publicKey: new Uint8Array(32).fill(1) };
/** FIPS 204 table 2. */
const cosigning: Key = { suite: 1, publicKey: new Uint8Array(1312).fill(1) };
const signers = { threshold: 1, keys: [key] };
const governance: Governance = {
  electorates: [],
  offices: [{ name: 'council', signers }],
  procedures: [
    {
      scope: { kind: 'global' },
      electorate: null,
      office: 0,
      approvalPermille: 501,
      quorumPermille: 0,
      commentMs: 1,
      voteMs: 1,
      timelockMs: 0,
      vendors: 0,
      audits: 0,
      emergencyMs: 0,
    },
  ],
  gates: 0,
  registrars: null,
  appeals: null,
};
const vendor = { name: 'Harbour keys', roots: [Uint8Array.of(1, 2, 3)] };
const contents: StructuredContents = {
  settings: [{ module: 'DE', parameter: 'CAP', value: '3000.00 EUR' }],
  suites: { roots: [1, 4], devices: [1], log: [1] },
  currencies: [{ code: 'HRB', decimals: 2, name: 'Harbour shilling', treasury: signers }],
  cosigners: { witnesses: [{ name: 'w', key: cosigning }], validators: [] },
  peers: [{ name: 'North', sovereign: new Uint8Array(32).fill(2) }],
  vendors: [vendor],
  governance,
};
const kinds = Object.keys(contents) as StructuredMatter[];

describe('contents that are structures', () => {
  it.each(kinds)('%s decode to what was encoded', (kind) => {
    const bytes = encodeStructured(kind, contents[kind]);
    expect(decodeStructured(kind, bytes)).toEqual({ ok: true, value: contents[kind] });
    expect(decodeStructured(kind, bytes.subarray(1)).ok).toBe(false);
    expect(decodeStructured(kind, Uint8Array.of(...bytes, 0)).ok).toBe(false);
  });

  it('name no cosigner whose key could never cosign', () => {
    const name = 'w';
    for (const wrong of [key, { suite: 2, publicKey: new Uint8Array(1952) } as const]) {
      for (const role of ['witnesses', 'validators'] as const) {
        const content = { witnesses: [], validators: [], [role]: [{ name, key: wrong }] };
        expect(() => encodeStructured('cosigners', content)).toThrow('not ML-DSA-44');
      }
    }
    const bytes = encodeStructured('cosigners', contents.cosigners).toHex();
    const cosigner = encode(keyCodec, cosigning).toHex();
    const content = Uint8Array.fromHex(bytes.replace(cosigner, encode(keyCodec, key).toHex()));
    expect(decodeStructured('cosigners', content)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('not ML-DSA-44'),
    });
  });

  it.each<[string, () => Uint8Array]>([
    ['a vendor', () => encodeStructured('vendors', [vendor, vendor])],
    ['a root', () => encodeStructured('vendors', [vendor, { ...vendor, name: 'Hill keys' }])],
    ['a peer', () => encodeStructured('peers', [...contents.peers, ...contents.peers])],
    [
      'a parameter',
      () => encodeStructured('settings', [...contents.settings, ...contents.settings]),
    ],
    [
      'a currency',
      () => encodeStructured('currencies', [...contents.currencies, ...contents.currencies]),
    ],
  ])('name %s once', (_what, twice) => {
    expect(twice).toThrow(RangeError);
  });

  it('name a vendor the same whatever its roots are, so that it never counts as two', () => {
    const renewed = { ...vendor, roots: [...vendor.roots, Uint8Array.of(4)] };
    expect(vendorId(vendor)).toEqual(vendorId(renewed));
    expect(vendorId(vendor)).not.toEqual(vendorId({ name: 'Hill keys' }));
  });
});
