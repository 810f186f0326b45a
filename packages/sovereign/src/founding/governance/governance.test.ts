import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Governance, Key } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSignerKey } from '../../folder/key-file.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { openOfficeKey, readUnlock } from '../../folder/open-keys.ts';
import { folderPaths, officeSignerFile } from '../../folder/paths.ts';
import { createSovereign } from '../create-sovereign.ts';
import { SovereignProblem } from '../options.ts';
import { DEFAULT_GOVERNANCE } from './default-governance.ts';
import type { GovernanceOptions } from './options.ts';
import { readPeriod, readShare } from './read-figures.ts';
import { readGovernance } from './read-governance.ts';

const passphrase = new TextEncoder().encode('correct horse');
let parent: string;
let governance: Governance;

function found(folder: string, options: GovernanceOptions): Promise<unknown> {
  const currencies = [{ code: 'HRB', decimals: 2 }];
  const at = join(parent, folder);
  return createSovereign({
    folder: at,
    name: 'Harbour',
    country: 'KE',
    currencies,
    passphrase,
    governance: options,
  });
}

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tally-governance-'));
  await found('one', DEFAULT_GOVERNANCE);
  const folder = await openFolder(join(parent, 'one'), nodeCrypto);
  governance = folder.constitution.governance!;
}, 60_000);
afterAll(async () => {
  await rm(parent, { recursive: true });
});

function keyOf(office: number): Key {
  return governance.offices[office]!.signers.keys[0]!;
}

describe('a founding with the usual governance', () => {
  it('says who decides each of the ten matters', () => {
    expect(governance.offices.map(({ name }) => name)).toEqual(['gates', 'registrars', 'council']);
    expect(governance).toMatchObject({ gates: 0, registrars: 1, appeals: 2 });
    expect(governance.procedures).toHaveLength(10);
    for (const { electorate, office, vendors } of governance.procedures) {
      expect([electorate, office, vendors]).toEqual([0, 2, 0]);
    }
  });

  it("seals the ring's keys for the machine, and the council's for a person", async () => {
    const paths = folderPaths(join(parent, 'one'));
    const machine = { kind: 'key', key: await readUnlock(paths) } as const;
    const person = { kind: 'passphrase', passphrase } as const;
    for (const [number, name] of ['gates', 'registrars'].entries()) {
      const office = { name, key: keyOf(number) };
      for (const opener of [machine, person]) {
        const { publicKey } = await openOfficeKey(paths, office, opener, nodeCrypto);
        expect(publicKey).toEqual(office.key.publicKey);
      }
    }
    const council = await openSignerKey(officeSignerFile(paths, 'council', 0), passphrase);
    expect(council.publicKey).toEqual(keyOf(2).publicKey);
    const names = await readdir(paths.keys);
    expect(names.filter((name) => name.includes('council'))).toEqual(['signer-council-0.sealed']);
  }, 60_000);
});

const WRITTEN = {
  electorates: { people: { countries: ['KE', 'DE'], tier: 2 } },
  offices: {
    gates: 'ring',
    council: { threshold: 2, keys: ['ada.pub', 'ben.pub'] },
    elders: { threshold: 1, keys: 1 },
  },
  gates: 'gates',
  appeals: 'council',
  procedures: [
    {
      for: ['module DE', 'lists'],
      electorate: 'people',
      office: 'elders',
      approval: '66.7 %',
      quorum: '20%',
      comment: '36 hours',
      vote: '3 days',
      timelock: '1 day',
      audits: 1,
      emergency: '1 week',
    },
    {
      for: 'governance',
      office: 'council',
      approval: '100 %',
      quorum: '0 %',
      comment: '1 ms',
      vote: '1 minute',
    },
  ],
};

function keyNamed(file: string): Key {
  return { suite: 3, publicKey: new Uint8Array(32).fill(file.charCodeAt(0)) };
}

function read(change: object): GovernanceOptions {
  return readGovernance(JSON.stringify({ ...WRITTEN, ...change }), keyNamed);
}

describe('a governance that a person wrote', () => {
  it('is read as it stands, a procedure for each matter', () => {
    const { electorates, offices, procedures, registrars } = read({});
    expect(electorates).toEqual([{ name: 'people', countries: ['KE', 'DE'], minTier: 2 }]);
    expect(offices[1]).toEqual({
      name: 'council',
      threshold: 2,
      signers: [keyNamed('ada.pub'), keyNamed('ben.pub')],
    });
    expect(registrars).toBeNull();
    expect(procedures.map(({ scope }) => scope)).toEqual([
      { kind: 'module', owner: 'DE' },
      { kind: 'list', name: null },
      { kind: 'governance' },
    ]);
    expect(procedures[1]).toMatchObject({
      electorate: 'people',
      office: 'elders',
      approvalPermille: 667,
      quorumPermille: 200,
      commentMs: 129_600_000,
      voteMs: 259_200_000,
      timelockMs: 86_400_000,
      vendors: 0,
      audits: 1,
      emergencyMs: 604_800_000,
    });
    expect(procedures[2]).toMatchObject({ electorate: null, timelockMs: 0, emergencyMs: 0 });
  });

  const [first] = WRITTEN.procedures;
  const procedure = (change: object) => ({ procedures: [{ ...first, ...change }] });
  it.each<[string, object, RegExp]>([
    ['a field that nobody knows', { procedure: [] }, /it: "procedure" is not known; electorates,/],
    ['no offices', { offices: undefined }, /offices: braces/],
    ['a procedure that is none', { procedures: [7] }, /procedures, 1\.: braces/],
    ['a misspelled field', procedure({ quorom: '1 %' }), /procedures, 1\.: "quorom" is not known/],
    ['a matter that is none', procedure({ for: ['module de'] }), /"module de" is none of modules,/],
    [
      'a share that is none',
      procedure({ approval: 'half' }),
      /1\. approval: write a share such as/,
    ],
    ['a time that is none', procedure({ vote: 'long' }), /1\. vote: write a time such as/],
    ['a missing time', procedure({ vote: undefined }), /1\. vote is missing/],
    ['a threshold in words', { offices: { a: { threshold: 'two' } } }, /a: threshold: a whole/],
  ])('is not read with %s', (_what, change, message) => {
    expect(() => read(change)).toThrow(message);
    expect(() => read(change)).toThrow(SovereignProblem);
  });

  it('is not read when it is no JSON', () => {
    expect(() => readGovernance('{', keyNamed)).toThrow(/governance: it is no JSON/);
    const kept = { ...WRITTEN, offices: { council: 'as it is' } };
    expect(() => readGovernance(JSON.stringify(kept), keyNamed)).toThrow(
      /office council: there is none yet/,
    );
  });

  it.each<[string, object, RegExp]>([
    [
      'an office that there is not',
      procedure({ office: 'court' }),
      /module DE: there is no office "court"/,
    ],
    ['an electorate that there is not', procedure({ electorate: 'all' }), /no electorate "all"/],
    [
      'nobody who decides',
      procedure({ electorate: null, office: null, emergency: '0' }),
      /nobody decides/,
    ],
    ['half of the votes', procedure({ approval: '50 %' }), /50\.1 % to 100 %/],
    ['more than everybody', procedure({ quorum: '101 %' }), /quorum/],
    ['two vendors', procedure({ vendors: 2 }), /vendors are 0, or 3 to 16/],
    ['vendors and no registrars', procedure({ vendors: 3 }), /office of registrars/],
    ['an emergency of nobody', procedure({ office: null }), /emergency lane needs an office/],
    ['no time for comments', procedure({ comment: '0' }), /the gates could not report/],
    ['no time to decide', procedure({ vote: '0' }), /nobody could/],
    ['a short emergency', procedure({ emergency: '999 ms' }), /a second at least/],
    ['a time without end', procedure({ vote: '999999999 weeks' }), /at most ten years/],
    ['gates of nobody', { gates: 'gate' }, /the gates are of an office "gate"/],
    ['a name with spaces', { electorates: { 'the people': {} } }, /an electorate's name/],
    ['a country in words', { electorates: { people: { countries: ['Kenya'] } } }, /two capital/],
    [
      'two of one key',
      { offices: { ...WRITTEN.offices, a: { threshold: 2, keys: ['a', 'a'] } } },
      /./,
    ],
    [
      'three of two',
      { offices: { ...WRITTEN.offices, council: { threshold: 3, keys: ['a', 'b'] } } },
      /3 of 2/,
    ],
  ])('founds nothing with %s', async (_what, change, message) => {
    const founding = found('never', read(change));
    await expect(founding).rejects.toThrow(message);
    await expect(founding).rejects.toMatchObject({ code: 'invalid-options' });
    expect(await readdir(parent)).toEqual(['one']);
  });
});

it.each([
  ['0', 0],
  ['1 day', 86_400_000],
  ['500 ms', 500],
  ['2 weeks', 1_209_600_000],
  ['1.5 days', undefined],
  ['-1 day', undefined],
  ['3', undefined],
  ['3 months', undefined],
])('%j is so long', (text, ms) => expect(readPeriod(text)).toBe(ms));

it.each([
  ['50.1 %', 501],
  ['100%', 1000],
  ['0 %', 0],
  ['50.15 %', undefined],
  ['half', undefined],
])('%j is such a share', (text, permille) => expect(readShare(text)).toBe(permille));
