import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { rootCertificates } from 'node:tls';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import {
  type Governance,
  type StructuredMatter,
  decodeStructured,
  encode,
  keyCodec,
  toBase64url,
} from '@tallystick/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONSTITUTION, keyNamed } from '../testing/shown-sovereign.ts';
import type { Standing } from './constitution-file.ts';
import { readStructuredFile } from './structured-file.ts';

const NORTH = { name: 'north.example/witness', key: keyNamed('north') };
const STANDING: Standing = {
  constitution: { ...CONSTITUTION, witnesses: [NORTH] },
  toCome: undefined,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-structured-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(kind: StructuredMatter, said: unknown, standing: Standing = STANDING): unknown {
  const file = join(folder, 'proposed.json');
  writeFileSync(file, typeof said === 'string' ? said : JSON.stringify(said));
  return decodeStructured(kind, readStructuredFile(kind, file, standing));
}

/** The public half of a key that cosigns nothing. */
function coldKeyFile(): void {
  const key = { suite: 4, publicKey: new Uint8Array(32).fill(7) } as const;
  writeFileSync(join(folder, 'cold.pub'), `${toBase64url(encode(keyCodec, key))}\n`);
}

/** Writes what `tally sovereign key` would into `NAME.pub`, and gives that name. */
function keyFile(name: string): string {
  writeFileSync(join(folder, `${name}.pub`), `${toBase64url(encode(keyCodec, keyNamed(name)))}\n`);
  return `${name}.pub`;
}

const [HRB, GLD] = CONSTITUTION.currencies.map(({ code, decimals, name }) => {
  return { code, decimals, name, treasury: 'as it is' };
});
const FSH = {
  code: 'FSH',
  decimals: 0,
  name: 'Fish',
  treasury: { threshold: 1, keys: ['ada.pub'] },
};

/** The governance of `CONSTITUTION`, as people write it, with a quorum of its own. */
const WRITTEN = {
  electorates: { people: {} },
  offices: { gates: 'as it is', council: { threshold: 2, keys: ['ada.pub', 'ben.pub'] } },
  gates: 'gates',
  procedures: [
    {
      for: ['modules', 'governance'],
      electorate: 'people',
      office: 'council',
      approval: '66.7 %',
      quorum: '33.3 %',
      comment: '1 week',
      vote: '2 weeks',
    },
  ],
};

describe('what is no text, in a file', () => {
  it('is encoded as the ledger reads it', () => {
    const setting = { module: 'KE', parameter: 'CAP', value: '3000.00 HRB' };
    expect(read('settings', [setting])).toEqual({ ok: true, value: [setting] });
    const suites = { roots: [1, 4], devices: [1], log: [1] };
    expect(read('suites', suites)).toEqual({ ok: true, value: suites });
    const sovereign = 'ab'.repeat(32);
    expect(read('peers', [{ name: 'North', sovereign }])).toMatchObject({
      ok: true,
      value: [{ name: 'North', sovereign: new Uint8Array(32).fill(0xab) }],
    });
    const [pem = ''] = rootCertificates;
    writeFileSync(join(folder, 'root.pem'), pem);
    expect(read('vendors', [{ name: 'Keys', roots: ['root.pem'] }])).toEqual({
      ok: true,
      value: [{ name: 'Keys', roots: [new Uint8Array(new X509Certificate(pem).raw)] }],
    });
  });

  it('is encoded with keys from files, and with those that stay as they are', () => {
    const [ada, ben] = [keyFile('ada'), keyFile('ben')];
    const kept = CONSTITUTION.currencies;
    const fish = { ...FSH, treasury: { threshold: 1, keys: [keyNamed('ada')] } };
    expect(read('currencies', [HRB, GLD, FSH])).toEqual({ ok: true, value: [...kept, fish] });
    const treasury = { threshold: 2, keys: [ada, ben] };
    expect(read('currencies', [{ ...HRB, treasury }, GLD])).toMatchObject({
      value: [{ code: 'HRB', treasury: { threshold: 2, keys: ['ada', 'ben'].map(keyNamed) } }, {}],
    });

    const validators = [{ name: 'south.example', key: ben }];
    const witnesses = [{ name: NORTH.name, key: 'as it is' }];
    expect(read('cosigners', { witnesses, validators })).toEqual({
      ok: true,
      value: { witnesses: [NORTH], validators: [{ name: 'south.example', key: keyNamed('ben') }] },
    });

    const { value } = read('governance', WRITTEN) as { readonly value: Governance };
    const [gates] = CONSTITUTION.governance?.offices ?? [];
    const council = { threshold: 2, keys: ['ada', 'ben'].map(keyNamed) };
    expect(value.offices).toEqual([gates, { name: 'council', signers: council }]);
    expect(value).toMatchObject({ gates: 0, registrars: null, appeals: null });
    expect(value.procedures).toMatchObject([
      { scope: { kind: 'module', owner: null }, office: 1, quorumPermille: 333 },
      { scope: { kind: 'governance' }, electorate: 0, voteMs: 1_209_600_000 },
    ]);
  });

  it.each<[StructuredMatter, unknown, RegExp]>([
    ['currencies', [GLD, HRB], /come first, in their order \(HRB, GLD\)/],
    ['currencies', [HRB, FSH], /come first, in their order/],
    ['currencies', [{ ...HRB, decimals: 3 }, GLD], /HRB has 2 decimals, and keeps them/],
    [
      'currencies',
      [HRB, GLD, { ...FSH, treasury: 'as it is' }],
      /entry 3: there is none yet: the treasury of FSH/,
    ],
    ['currencies', [HRB, { ...GLD, decimals: '3' }], /entry 2: “decimals” is a whole number/],
    [
      'currencies',
      [HRB, { ...GLD, treasury: { threshold: 2, keys: ['ada.pub'] } }],
      /2 of 1 keys cannot sign/,
    ],
    ['currencies', [HRB, GLD, FSH, FSH], /the same currency code twice/],
    ['currencies', [HRB, GLD, { ...FSH, code: 'fish' }], /not a currency code/],
    [
      'currencies',
      [HRB, GLD, { ...FSH, treasury: { threshold: 1, keys: ['none.pub'] } }],
      /entry 3: ENOENT.*none\.pub/,
    ],
    [
      'currencies',
      [HRB, GLD, { ...FSH, treasury: { threshold: 1, keys: ['proposed.json'] } }],
      /no public key of tally sovereign key/,
    ],
    [
      'currencies',
      [HRB, GLD, { code: 'FSH', decimals: 0, nmae: 'Fish', treasury: 'as it is' }],
      /entry 3: “nmae” is not known: write \{"code": …/,
    ],
    ['cosigners', { witnesses: [] }, /“validators” is missing/],
    [
      'cosigners',
      { witnesses: [], validators: [{ name: NORTH.name, key: 'as it is' }] },
      /none yet: the key of the validator north/,
    ],
    [
      'cosigners',
      { witnesses: [{ name: 'a witness', key: 'ada.pub' }], validators: [] },
      /visible ASCII/,
    ],
    [
      'cosigners',
      { witnesses: [], validators: [{ name: 'south.example', key: 'cold.pub' }] },
      /entry 1: the key of the validator south\.example is SLH-DSA-SHA2-128s, and cosignatures are ML-DSA-44/,
    ],
    [
      'governance',
      { ...WRITTEN, offices: { ...WRITTEN.offices, gates: 'ring' } },
      /: office gates: a vote makes no keys: write "as it is"/,
    ],
    [
      'governance',
      { ...WRITTEN, offices: { ...WRITTEN.offices, council: { threshold: 1, keys: 1 } } },
      /office council: a vote makes no keys/,
    ],
    [
      'governance',
      { ...WRITTEN, offices: { ...WRITTEN.offices, clerks: 'as it is' } },
      /office clerks: there is none yet/,
    ],
    ['governance', { ...WRITTEN, gates: 'clerks' }, /the gates are of an office "clerks"/],
    ['governance', '{', /it is no JSON/],
  ])('is told what is wrong with %s: %j', (kind, said, message) => {
    keyFile('ada');
    coldKeyFile();
    keyFile('ben');
    expect(() => read(kind, said)).toThrow(message);
    expect(() => read(kind, said)).toThrow(/proposed\.json proposes no/);
  });

  it.each<[StructuredMatter, unknown]>([
    ['currencies', [HRB, GLD]],
    ['cosigners', { witnesses: [{ name: NORTH.name, key: 'as it is' }], validators: [] }],
    ['governance', WRITTEN],
  ])('leaves no %s as they are that a decided version may change', (kind, said) => {
    keyFile('ada');
    keyFile('ben');
    const standing = { ...STANDING, toCome: `${kind}-1` };
    expect(() => read(kind, said, standing)).toThrow(`${kind}-1 is decided and not in force yet`);
  });

  it.each<[StructuredMatter, unknown]>([
    ['settings', 'no JSON'],
    ['settings', {}],
    ['settings', [{ module: 'KE', parameter: 'CAP' }]],
    ['settings', [{ module: 'KE', parameter: 'CAP', value: 5 }]],
    ['settings', [{ module: 'KE', parameter: 'CAP', value: '5', Until: 'x' }]],
    ['suites', { roots: ['x'], devices: [1], log: [1] }],
    ['suites', { roots: [1], devices: [1] }],
    ['peers', [{ name: 'North', sovereign: 'abc' }]],
    ['vendors', [{ name: 'Keys', roots: ['none.pem'] }]],
    ['vendors', [{ name: 'Keys', roots: ['proposed.json'] }]],
    ['vendors', null],
  ])('is no %s in %j', (kind, said) => {
    expect(() => read(kind, said)).toThrow(/proposed\.json proposes no/);
  });
});
