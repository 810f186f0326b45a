import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '@tallystick/protocol';
import { encodeSource } from '@tallystick/rules';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Said, tallyHere } from '../testing/here.ts';
import {
  CONSTITUTION,
  SOVEREIGN,
  inForce,
  showSovereign,
  shownConstitution,
  shownPaths,
} from '../testing/shown-sovereign.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-look-ahead-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, said: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof said === 'string' ? said : JSON.stringify(said));
  return path;
}

const PIN = ['--pin', toHex(SOVEREIGN)];

/** What the gates say of files beside a sovereign that shows so and so. */
async function gates(shown: object, ...args: readonly string[]): Promise<Said> {
  const own = CONSTITUTION.currencies.map(({ code, decimals }) => {
    return { code, decimals, id: new Uint8Array(32) };
  });
  const source = { modules: [], lists: [], settings: [], currencies: own };
  await using sovereign = await showSovereign({
    ...shownPaths(),
    '/v1/rules': encodeSource(source),
    '/v1/rules/proposals?limit=256': { time: 1_800_000_000_000, proposals: [], next: null },
    ...shown,
  });
  return await tallyHere('rules', 'gates', ...args, '--sovereign', sovereign.url);
}

/** Of `CONSTITUTION`: only the governance is changed by it, with ballots by keys of three vendors. */
const GOVERNANCE = {
  electorates: { people: {} },
  offices: { gates: 'as it is', registrars: 'as it is' },
  gates: 'gates',
  registrars: 'registrars',
  procedures: [
    {
      for: ['governance'],
      electorate: 'people',
      approval: '66.7 %',
      quorum: '33.3 %',
      comment: '1 week',
      vote: '2 weeks',
      vendors: 3,
    },
  ],
};

describe('gates beside a sovereign', () => {
  const vendors = ['Keys', 'Chips', 'Locks'].map((name) => ({ vendor: name, name, roots: [] }));

  it('count the vendors that are registered', async () => {
    const args = [file('governance.json', GOVERNANCE), '--matter', 'governance', ...PIN];
    const none = await gates({}, ...args);
    expect(none).toMatchObject({
      status: 3,
      out: expect.stringContaining('Votes would need 3 vendors, and 0 are registered.'),
    });
    const three = await gates({ '/v1/vendors': { vendors } }, ...args, '--json');
    expect(three).toMatchObject({ status: 0, err: '' });
    expect(three.json()).toMatchObject({
      ok: true,
      texts: [{ matter: 'governance', version: null, verdict: 'passed' }],
    });
  });

  it('look at what votes have made of the constitution', async () => {
    const voted = inForce({ parameters: { ...CONSTITUTION.parameters, quorum: 1 } });
    const changed = { '/v1/constitution': { ...shownConstitution(), inForce: voted } };
    const nobody = file('cosigners.json', { witnesses: [], validators: [] });
    const args = [nobody, '--matter', 'cosigners', ...PIN];
    expect(await gates({}, ...args)).toMatchObject({ status: 0 });
    expect(await gates(changed, ...args)).toMatchObject({
      status: 3,
      out: expect.stringContaining('1 cosignatures are needed, and there would be 0.'),
    });
    const closed = inForce({ governance: null });
    const never = { '/v1/constitution': { ...shownConstitution(), inForce: closed } };
    expect(await gates(never, ...args)).toMatchObject({
      status: 2,
      err: expect.stringContaining('says of nobody'),
    });
  });

  it('look at texts beside the rules that are decided there', async () => {
    const text =
      'module KE version 1 in force from 2027-01-01\nrule KE-1 "Cap" when amount > 5.00 HRB then refuse\n';
    const seen = await gates({}, file('ke.rules', text), ...PIN, '--json');
    expect(seen.json()).toMatchObject({
      texts: [{ matter: 'module KE', version: 1, verdict: 'tightens' }],
    });
    const broken = await gates({}, file('ke.rules', text.replace('amount', 'amout')), ...PIN);
    expect(broken).toMatchObject({ status: 2, err: expect.stringContaining('ke.rules:2:') });
  });

  it('say by whose constitution they look, and want the one that is expected', async () => {
    const args = [file('peers.json', []), '--matter', 'peers'];
    expect((await gates({}, ...args)).err).toContain('you did not name: pass --pin');
    expect(await gates({}, ...args, '--pin', 'ab'.repeat(32))).toMatchObject({
      status: 2,
      err: expect.stringContaining('another constitution'),
    });
  });
});

it.each([
  [['x.rules']],
  [['x.rules', '--base', 'y.rules', '--sovereign', 'http://127.0.0.1:1']],
  [['x.json', '--base', 'y.rules', '--matter', 'peers']],
  [['x.rules', '--base', 'y.rules', '--pin', 'ab']],
  [['x.json', '--sovereign', 'http://127.0.0.1:1', '--matter', 'rules']],
  [['x.rules', '--sovereign', 'http://127.0.0.1:1', '--at', '2027-01-01']],
])('gates are run beside one thing: not %j', async (args) => {
  expect(await tallyHere('rules', 'gates', ...args)).toMatchObject({ status: 2, out: '' });
});
