import {
  type Constitution,
  type StructuredContents,
  type StructuredMatter,
  decodeStructured,
  encode,
  hash,
  keyCodec,
  keyId,
  signedConstitutionCodec,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { buildWorld } from '@tallystick/protocol/testing/world';
import { parse } from '@tallystick/rules';
import { expect, it } from 'vitest';
import { standingWith } from '../../testing/standing.ts';
import { type Standing, contentOf } from './draft-change.ts';
import type { ChangeDraft } from './messages.ts';

const keyOf = (seed: number, suite: 1 | 2 = 1) => {
  const { publicKey } = nodeCrypto.keyPair(suite, new Uint8Array(32).fill(seed));
  return { suite, publicKey } as const;
};
const pubOf = (key: ReturnType<typeof keyOf>) => ({
  pub: `${toBase64url(encode(keyCodec, key))}\n`,
  file: 'x.pub',
});
const idOf = (key: ReturnType<typeof keyOf>): string => toHex(keyId(key));
const id = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

/** What the whole matter is with a change, or why there is none. */
function after<K extends StructuredMatter>(
  kind: K,
  change: Omit<Extract<ChangeDraft, { matter: K }>, 'matter'>,
  standing: Standing,
): StructuredContents[K] | string {
  const whole: object = { matter: kind, ...change };
  const content = contentOf(whole as ChangeDraft, standing);
  if (!content.ok) return content.fault;
  const decoded = decodeStructured(kind, content.value);
  return decoded.ok ? decoded.value : decoded.reason;
}

const moduleOf = (version: number, from: string) => {
  const { tree } = parse(`module KE version ${version} in force from ${from}

parameter CAP "A month's cap" is 3000.00 HRB between 1000.00 HRB and 5000.00 HRB
parameter TIER "Whom to ask" is 1 between 0 and 2

rule KE-1 "Cap"
  when amount > CAP and sender tier < TIER
  then refuse
`);
  if (tree?.kind !== 'module') throw new Error('no module');
  return tree;
};
const NOW = Date.parse('2026-06-01');
const cap = { module: 'KE', parameter: 'CAP' };
const tier = { module: 'KE', parameter: 'TIER' };

/** Rules with parameters, and what of them is set since an instant. */
function ruled(since: string | null, ...versions: ReturnType<typeof moduleOf>[]): Standing {
  const ground = standingWith({});
  const set = { ...tier, value: '2' };
  const setting = { ...tier, value: { kind: 'figure', value: 2n } as const };
  return {
    ...ground,
    time: NOW,
    source: {
      modules: versions.length === 0 ? [moduleOf(1, '2026-01-01')] : versions,
      lists: [],
      settings: since === null ? [] : [{ ...setting, from: Date.parse(since) }],
      currencies: [{ code: 'HRB', id: hash('record', id(1)), decimals: 2 }],
    },
    voted: { ...ground.voted, settings: since === null ? [] : [set] },
  };
}

it('a setting is put beside those in force, in the words of the rule language', () => {
  const set = (value: string | null, of = cap) => ({ set: [{ ...of, value }] });
  const twos = { ...tier, value: '2' };
  const standing = ruled('2026-02-01');
  expect(after('settings', set('1500,5'), standing)).toEqual([
    twos,
    { ...cap, value: '1500.50 HRB' },
  ]);
  expect(after('settings', set('0', tier), standing)).toEqual([{ ...tier, value: '0' }]);
  expect(after('settings', set(null, tier), standing)).toEqual([]);
  expect(after('settings', set(null), standing)).toBe('nothing');
  expect(after('settings', set('2', tier), standing)).toBe('nothing');
  expect(after('settings', set('5000.01'), standing)).toBe('bounds');
  expect(after('settings', set('3', tier), standing)).toBe('bounds');
  for (const value of ['', '1.000.00', '1 500', '-1', '1e3', '15.005', '9'.repeat(30), 'x']) {
    expect(after('settings', set(value), standing)).toBe('value');
  }
  expect(after('settings', set('1', { module: 'KE', parameter: 'GONE' }), standing)).toBe('gone');
  expect(after('settings', set('1', { module: 'UG', parameter: 'CAP' }), standing)).toBe('gone');
});

it('what was set in rules that have another version since is not set again with it', () => {
  const versions = [moduleOf(1, '2026-01-01'), moduleOf(2, '2026-03-01')];
  const set = { set: [{ ...cap, value: '1500' }] };
  const own = { ...cap, value: '1500.00 HRB' };
  expect(after('settings', set, ruled('2026-02-01', ...versions))).toEqual([own]);
  expect(after('settings', set, ruled('2026-04-01', ...versions))).toEqual([
    { ...tier, value: '2' },
    own,
  ]);
});

it('a suite is admitted or not any more, and those of other roles stay', () => {
  const suites = { roots: [1, 3], devices: [1], log: [1] } as Constitution['suites'];
  const standing = standingWith({ suites });
  const change = (role: 'roots' | 'devices' | 'log', suite: number, isAdmitted: boolean) => ({
    suites: [{ role, suite, isAdmitted }],
  });
  const devices = after('suites', change('devices', 2, true), standing);
  expect(devices).toEqual({ ...suites, devices: [1, 2] });
  const roots = after('suites', change('roots', 3, false), standing);
  expect(roots).toEqual({ ...suites, roots: [1] });
  expect(after('suites', change('log', 1, true), standing)).toBe('nothing');
  expect(after('suites', change('log', 1, false), standing)).toBe('unfit');
  expect(after('suites', change('log', 5, true), standing)).toBe('unfit');
  expect(after('suites', change('__proto__' as 'log', 1, true), standing)).toBe('unfit');
});

it('a cosigner is added, named otherwise and taken out; one of another key is not touched', () => {
  const [north, south, east] = [keyOf(1), keyOf(2), keyOf(3)];
  const standing = standingWith({
    witnesses: [{ name: 'north', key: north }],
    validators: [{ name: 'south', key: south }],
  });
  const nothing = { add: [], drop: [], rename: [] };
  const of = (witnesses: object, validators: object = nothing): unknown =>
    after(
      'cosigners',
      { witnesses: { ...nothing, ...witnesses }, validators: { ...nothing, ...validators } },
      standing,
    );
  const known = { name: 'north', id: idOf(north) };
  const added = { add: [{ name: 'east.example/w', key: pubOf(east) }] };
  expect(of(added)).toEqual({
    witnesses: [
      { name: 'north', key: north },
      { name: 'east.example/w', key: east },
    ],
    validators: [{ name: 'south', key: south }],
  });
  expect(of({ rename: [{ ...known, to: 'nord' }] })).toMatchObject({
    witnesses: [{ name: 'nord', key: north }],
  });
  expect(of({ drop: [known] })).toMatchObject({ witnesses: [] });
  expect(of({}, { drop: [known] })).toBe('gone');
  expect(of({ drop: [{ name: 'north', id: idOf(south) }] })).toBe('gone');
  expect(of({ add: [{ name: 'north', key: pubOf(east) }] })).toBe('there');
  expect(of({ add: [{ name: 'other', key: pubOf(north) }] })).toBe('there');
  expect(of({ add: [{ name: 'a b', key: pubOf(east) }] })).toBe('cosigner-name');
  expect(of({ rename: [{ ...known, to: '' }] })).toBe('cosigner-name');
  expect(of({ add: [{ name: 'w', key: pubOf(keyOf(4, 2)) }] })).toBe('cosigner-key');
  expect(of({ add: [{ name: 'w', key: { pub: 'no key', file: 'w' } }] })).toBe('bad-key');
  expect(of({})).toBe('nothing');
  const many = Array.from({ length: 32 }, (_, at) => ({
    name: `w${at}`,
    key: pubOf(keyOf(at + 10)),
  }));
  expect(of({ add: many })).toBe('unfit');
});

it('a peer is added by its id or by its constitution, of which that is the hash', () => {
  const ground = standingWith({});
  const peers = [{ name: 'Hill', sovereign: id(1) }];
  const standing = { ...ground, voted: { ...ground.voted, peers } };
  const nothing = { add: [], drop: [], rename: [] };
  const of = (change: object): unknown => after('peers', { ...nothing, ...change }, standing);
  const add = (text: string, name = ' Lake '): unknown => of({ add: [{ name, text }] });
  const { constitution } = buildWorld(nodeCrypto, {}).evidence;
  const signedConstitution = toBase64url(encode(signedConstitutionCodec, constitution));
  const lake = { name: 'Lake', sovereign: hash('constitution', constitution.constitution) };
  expect(add(JSON.stringify({ signedConstitution, sovereign: '00' }))).toEqual([...peers, lake]);
  expect(add(` ${toHex(lake.sovereign).toUpperCase()}\n`)).toEqual([...peers, lake]);
  const mangled = toBase64url(
    encode(signedConstitutionCodec, { ...constitution, constitution: id(3) }),
  );
  for (const text of [
    '',
    '0f',
    'null',
    '{}',
    '[]',
    JSON.stringify({ signedConstitution: mangled }),
  ]) {
    expect(add(text)).toBe('peer');
  }
  expect(add(toHex(id(1)))).toBe('there');
  expect(add(toHex(id(2)), 'Hill')).toBe('there');
  expect(add(toHex(id(2)), '  ')).toBe('name');
  expect(add(toHex(id(2)), 'a\u0007b')).toBe('unfit');
  expect(add(toHex(id(2)), 'x'.repeat(65))).toBe('unfit');
  const hill = { name: 'Hill', id: toHex(id(1)) };
  expect(of({ rename: [{ ...hill, to: 'Old hill' }] })).toEqual([
    { name: 'Old hill', sovereign: id(1) },
  ]);
  expect(of({ drop: [hill] })).toEqual([]);
  expect(of({ drop: [{ ...hill, id: toHex(id(2)) }] })).toBe('gone');
  expect(of({ rename: [{ ...hill, name: 'Mill', to: 'Hill' }] })).toBe('gone');
});

/** What goes for a certificate by its form, in PEM and in DER. */
function certificate(byte: number): { readonly pem: string; readonly der: Uint8Array } {
  const der = Uint8Array.from([0x30, 0x82, 1, 4, ...new Array<number>(260).fill(byte)]);
  const body = der.toBase64().replaceAll(/(.{64})/g, '$1\n');
  return { pem: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`, der };
}

it('a vendor comes with the certificates of its files, and one that there is gets more of them', () => {
  const ground = standingWith({});
  const [one, two, three] = [certificate(1), certificate(2), certificate(3)];
  const vendors = [{ name: 'Hill', roots: [one.der] }];
  const standing = { ...ground, voted: { ...ground.voted, vendors } };
  const of = (name: string, ...roots: readonly string[]): unknown =>
    after('vendors', { add: [{ name, roots }], drop: [] }, standing);
  const drop = (name: string): unknown => after('vendors', { add: [], drop: [name] }, standing);
  expect(of('Lake', two.pem + three.pem)).toEqual([
    ...vendors,
    { name: 'Lake', roots: [two.der, three.der] },
  ]);
  expect(of('Hill', two.pem)).toEqual([{ name: 'Hill', roots: [one.der, two.der] }]);
  expect(drop('Hill')).toEqual([]);
  expect(drop('Lake')).toBe('gone');
  expect(of('Lake', one.pem)).toBe('there');
  expect(of(' ', two.pem)).toBe('name');
  const cut = two.pem.replace(/\n.{64}\n/, '\n');
  for (const file of [
    '',
    'no certificate',
    cut,
    two.pem.replaceAll('CERTIFICATE', 'PRIVATE KEY'),
  ]) {
    expect(of('Lake', file)).toBe('certificate');
  }
  expect(of('Lake')).toBe('certificate');
  const many = Array.from({ length: 17 }, (_, at) => certificate(at + 10).pem);
  expect(of('Lake', ...many)).toBe('unfit');
});
