import { type Person, holdFor } from '@tallystick/ledger/testing';
import { speak } from '@tallystick/ledger/testing/governance';
import {
  type GovernanceStatement,
  type Hash,
  type Lane,
  type Matter,
  approvalHash,
  contentOf,
  encodeAddress,
  fromBase64url,
  fromHex,
  signingContext,
  toHex,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { parse, print } from '@tallystick/rules';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_GOVERNANCE } from './founding/governance/default-governance.ts';
import { Scene } from './testing/scene.ts';

/** A list that stops somebody, through a real node: what it says of it to anybody, and when devices came and went. */
let scene: Scene;
let ada: Person;
let ben: Person;
const council = nodeCrypto.keyPair(1, new Uint8Array(32).fill(11));
const FROM = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
const STRANGER = 'f'.repeat(64);
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  const [procedure] = DEFAULT_GOVERNANCE.procedures;
  if (procedure === undefined) throw new Error('no procedure');
  const periods = { commentMs: 4000, voteMs: 60_000, timelockMs: 0, emergencyMs: HOUR_MS };
  const byCouncil = { ...procedure, electorate: null, quorumPermille: 0, office: 'council' };
  scene = await Scene.found({
    parameters: { heartbeatMs: 500, closureAfterMs: 60_000 },
    governance: {
      ...DEFAULT_GOVERNANCE,
      offices: DEFAULT_GOVERNANCE.offices.map((office) =>
        office.name === 'council' ? { name: 'council', threshold: 1, signers: [council] } : office,
      ),
      procedures: [
        { ...byCouncil, ...periods, voteMs: 4000, scope: { kind: 'list', name: null } },
        { ...byCouncil, ...periods, scope: { kind: 'module', owner: null } },
      ],
    },
  });
  await scene.start();
  ada = await scene.funded(10_000n, 'ada');
  ben = await scene.funded(1n, 'ben');
});
afterAll(() => scene.remove());

async function say(said: GovernanceStatement): Promise<Hash> {
  const heard = async (): Promise<Hash | null> => {
    const built = speak(ada, said);
    const { results } = await scene.send([built.bytes]);
    if (results[0]?.kind === 'admitted') {
      built.accept();
      return built.id;
    }
    const { code } = results[0] as { code: string };
    if (code !== 'wrong-stage') throw new Error(code);
    return null;
  };
  let id: Hash | null = null;
  await expect.poll(async () => (id = await heard()), { timeout: 60_000 }).not.toBeNull();
  return id as unknown as Hash;
}

interface Gates {
  readonly verdict: 'passed' | 'tightens' | 'failed';
  readonly report: { readonly hash: string };
  readonly word: { readonly officeIndex: number; readonly by: number; readonly signature: string };
}

/** Proposes a text, has the gates look at it and the council approve it. */
async function decide(matter: Matter, text: string, lane: Lane): Promise<void> {
  const { tree } = parse(text);
  if (tree === null) throw new Error('no text of rules');
  const content = contentOf(new TextEncoder().encode(print(tree)), []);
  const dates = { base: null, from: FROM, until: null, lane, alarms: [] } as const;
  const proposal = await say({ kind: 'proposal', matter, content, ...dates });
  const path = `/v1/rules/proposals/${toHex(proposal)}/gates`;
  let asked = await fetch(`${scene.url}${path}`, { method: 'POST' });
  while (asked.status === 202) asked = await fetch(`${scene.url}${path}`, { method: 'POST' });
  const { verdict, report, word } = (await asked.json()) as Gates;
  const found = { kind: 'gates', report: fromHex(report.hash, 32) as Hash, verdict } as const;
  const bytes = fromBase64url(word.signature, 4096) as Uint8Array;
  const signatures = [{ by: word.by, bytes }];
  await say({ kind: 'approval', proposal, office: word.officeIndex, word: found, signatures });
  const spoken = { proposal, office: 2, word: { kind: 'approved' } } as const;
  const context = signingContext('approval', scene.sovereign);
  const approved = nodeCrypto.sign(council, approvalHash(spoken), context);
  await say({ kind: 'approval', ...spoken, signatures: [{ by: 0, bytes: approved }] });
}

const instant = new Date(FROM).toISOString().replace('.000Z', 'Z');

test('a list names somebody, and the rules that refuse whoever is on it are told, and what is paused', async () => {
  await scene.must(ada.account.put('KE', [holdFor(ben.id, scene.hrb, 700n)]));
  const entries = [toHex(ben.id), STRANGER].map((id) => `"${id}"`).join(', ');
  await decide(
    { kind: 'list', name: 'FROZEN' },
    `list FROZEN of parties version 1 in force from ${instant} fresh for 90 days: ${entries}`,
    'ordinary',
  );
  const version = { name: 'FROZEN', version: 1, until: null, isInForce: true };
  const inForce = async (path: string): Promise<unknown> =>
    (await scene.json<{ lists: unknown[] }>(path)).lists;
  const all = '/v1/rules/lists';
  await expect
    .poll(() => inForce(all), { timeout: 60_000 })
    .toMatchObject([{ ...version, of: 'parties', entries: 2, rules: [], otherRules: [] }]);
  const his = `/v1/identities/@ben/lists`;
  expect(await scene.json(his)).toMatchObject({
    identity: toHex(ben.id),
    lists: [{ ...version, isNamed: true }],
    pauses: [],
  });
  expect(await inForce(`/v1/identities/${encodeAddress(ada.id)}/lists`)).toMatchObject([
    { isNamed: false },
  ]);

  await decide(
    { kind: 'module', owner: 'HRB' },
    `module currency HRB version 1 in force from ${instant}
     rule HRB-1 "From nobody who is frozen" when sender in FROZEN then refuse
     rule HRB-2 "To nobody who is frozen" when receiver in FROZEN then refuse`,
    'emergency',
  );
  const of = { module: 'HRB', owner: 'currency', does: 'refuse', isExcepted: false };
  await expect
    .poll(() => inForce(all), { timeout: 60_000 })
    .toMatchObject([
      {
        rules: [
          { ...of, rule: 'HRB-1', subject: 'sender', pauses: false },
          { ...of, rule: 'HRB-2', subject: 'receiver', pauses: true },
        ],
      },
    ]);
  const { pauses } = await scene.json<{ pauses: { since: number; until: number }[] }>(his);
  expect(pauses).toMatchObject([{ list: 'FROZEN', currency: 'HRB' }]);
  const { versions } = await scene.json<{ versions: object[] }>('/v1/rules/versions');
  // By these names wallets find what proves a rulebook.
  expect(versions).toMatchObject([{ name: 'FROZEN-1' }, { name: 'HRB-1' }]);
  // The rules are an emergency's: they lapse, and so does the pause.
  const [pause] = pauses;
  expect((pause?.until ?? 0) - (pause?.since ?? 0)).toBe(HOUR_MS);
  const put = ada.account.put('KE', [holdFor(ben.id, scene.hrb, 5n)]);
  const { results } = await scene.send([put.bytes]);
  expect(results).toMatchObject([{ code: 'rules-refuse', data: '{"hold":0,"rule":"HRB-2"}' }]);
});

test('whom a list names is read by pages, those too whom nobody knows here', async () => {
  const page = async (query = ''): Promise<{ parties: object[]; next: string | null }> =>
    await scene.json(`/v1/rules/lists/FROZEN${query}`);
  const known = { identity: toHex(ben.id), address: encodeAddress(ben.id), isKnown: true };
  const stranger = { identity: STRANGER, isKnown: false, handle: null };
  expect(await page()).toMatchObject({
    entries: 2,
    isInForce: true,
    parties: [{ ...known, handle: 'ben' }, stranger],
    next: null,
  });
  const first = await page('?limit=1');
  expect([first.parties.length, first.next]).toEqual([1, toHex(ben.id)]);
  expect((await page(`?limit=1&after=${first.next}`)).parties).toMatchObject([stranger]);
  expect((await scene.get('/v1/rules/lists/NOWHERE')).status).toBe(404);
  expect((await scene.get('/v1/identities/@nobody/lists')).status).toBe(404);
});

test('when devices came and went is told to the operator, and to nobody else', async () => {
  const path = '/v1/operator/identities/@ada/devices';
  expect((await scene.get(path)).status).toBe(401);
  const session = { authorization: `Bearer ${await scene.operatorSession()}` };
  const devices = async (): Promise<unknown> => {
    const answer = await fetch(`${scene.url}${path}`, { headers: session });
    return ((await answer.json()) as { devices: unknown }).devices;
  };
  const time = expect.any(Number) as number;
  expect(await devices()).toEqual([
    { ordinal: 0, status: 'active', addedAt: time, revokedAt: null },
  ]);
  const key = nodeCrypto.keyPair(1, new Uint8Array(32).fill(12));
  await scene.must(ada.say({ kind: 'add-device', device: { key, encryptionKey: null } }));
  await scene.must(ada.say({ kind: 'revoke-device', ordinal: 1 }));
  await expect.poll(devices, { timeout: 60_000 }).toEqual([
    { ordinal: 0, status: 'active', addedAt: time, revokedAt: null },
    { ordinal: 1, status: 'revoked', addedAt: time, revokedAt: time },
  ]);
});
