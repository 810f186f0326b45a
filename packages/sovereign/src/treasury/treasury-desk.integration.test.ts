import {
  type Draft,
  draftIds,
  draftOrder,
  draftsCodec,
  encode,
  fromBase64url,
  issueOf,
  signingContext,
  toBase64url,
  unseal,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTreasury } from '../folder/holders.ts';
import { PASSPHRASE, Scene } from '../testing/scene.ts';

/** A treasury's place at the node, as an operator's page takes it (docs/decisions/0002-one-signature-per-sequence.md). */
let scene: Scene;
let token: string;
let salts = 0;
const FAR_MS = 600_000;

beforeAll(async () => {
  scene = await Scene.found({
    currencies: [{ code: 'HRB', decimals: 2, treasury: { threshold: 2, keys: 2 } }],
    parameters: { heartbeatMs: 100 },
  });
  await scene.start();
  token = await scene.operatorSession();
});
afterAll(() => scene.remove());

interface Treasury {
  readonly state: string;
  readonly balance: string;
  readonly keys: readonly number[];
  readonly waits: { readonly signed: readonly number[]; readonly until: number } | null;
}

async function ask(path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${scene.url}/v1/operator/${path}`, { headers, ...sent });
  return { status: answer.status, body: await answer.json() };
}

async function treasury(): Promise<Treasury> {
  const { body } = await ask('treasuries');
  return (body as { treasuries: readonly Treasury[] }).treasuries[0] as Treasury;
}

/** Drafts of an issue to a new person, valid for so long. */
async function drafted(amount: bigint, forMs: number): Promise<readonly Draft[]> {
  const { state, balance } = await treasury();
  const { id: identity } = await scene.person();
  const head = { state: fromBase64url(state, 1024) ?? new Uint8Array(), balance: BigInt(balance) };
  const order = issueOf([{ payee: { identity, country: 'KE' }, amount }]);
  const made = draftOrder(head, order, {
    currency: scene.hrb,
    country: 'KE',
    notAfter: Date.now() + forMs,
    now: Date.now(),
    salt() {
      salts += 1;
      return new Uint8Array(16).fill(salts);
    },
  });
  if (!made.ok) throw new Error(made.fault);
  return made.drafts;
}

async function signed(drafts: readonly Draft[], by: number): Promise<readonly Draft[]> {
  const { keys } = await openTreasury(scene.folder.paths.root, 'HRB', PASSPHRASE);
  const pair = keys.find((key) => key.by === by)?.pair;
  if (pair === undefined) throw new Error('no such key');
  const context = signingContext('transition', scene.sovereign);
  const ids = draftIds(drafts);
  return drafts.map((draft, at) => ({
    ...draft,
    signatures: [{ by, bytes: nodeCrypto.sign(pair, ids[at] as Uint8Array, context) }],
  }));
}

async function handIn(drafts: readonly Draft[]): Promise<string> {
  const transitions = toBase64url(encode(draftsCodec, drafts));
  const { status, body } = await ask('treasuries/HRB/drafts', { transitions });
  if (status !== 200) return String(status);
  const { waits, isFinal, refusal } = body as {
    waits: Treasury['waits'];
    isFinal: boolean;
    refusal: { code: string } | null;
  };
  if (refusal !== null) return refusal.code;
  return isFinal ? 'final' : `waits for others, signed by ${String(waits?.signed)}`;
}

test('a place that is taken takes nothing else, and signatures of the same until there are enough', async () => {
  const drafts = await drafted(500n, FAR_MS);
  const other = await drafted(500n, FAR_MS);
  expect(await handIn(drafts)).toBe('409'); // nobody takes it for this long without a key
  const first = await signed(drafts, 0);
  expect(await handIn([first[0] as Draft, drafts[1] as Draft])).toBe('409');
  expect((await treasury()).waits).toBe(null);
  expect(await handIn(first)).toBe('waits for others, signed by 0');
  expect(await handIn(other)).toBe('409');
  expect(await handIn(await signed(other, 0))).toBe('409');
  expect(await handIn(drafts)).toBe('waits for others, signed by 0');
  expect(await handIn(first)).toBe('waits for others, signed by 0');
  expect((await treasury()).waits?.signed).toEqual([0]);

  // What is on the disk is what the next start goes on with.
  await scene.stop();
  await scene.start({ port: 0 });
  token = await scene.operatorSession();
  expect((await treasury()).waits?.signed).toEqual([0]);
  expect(await handIn(await signed(drafts, 1))).toBe('final');
  expect(await handIn(drafts)).toBe('final');
  expect((await treasury()).waits).toBe(null);
  expect(await handIn(other)).toBe('409');
});

test('what nobody should sign takes no place', async () => {
  const drafts = await drafted(5n, FAR_MS);
  const [mint, put] = (await signed(drafts, 0)) as [Draft, Draft];
  const [signature] = mint.signatures;
  const wrong = signature && { ...signature, by: 1 };
  expect(await handIn([{ ...mint, signatures: wrong ? [wrong] : [] }, put])).toBe('400');
  expect(await handIn([put])).toBe('409');
  expect(await handIn([{ ...mint, operation: put.operation }])).toBe('400');
  expect(await handIn(await drafted(5n, -1_000))).toBe('409');
  expect((await ask('treasuries/HRB/drafts', { transitions: 'AAAA' })).status).toBe(400);
  expect((await ask('treasuries/NIX/drafts', { transitions: 'AAAA' })).status).toBe(404);
  expect((await treasury()).waits).toBe(null);
});

test('a place that nobody used in time is free again, once the log has passed that time', async () => {
  const drafts = await drafted(5n, 1_500);
  expect(await handIn(drafts)).toBe('waits for others, signed by ');
  const next = await signed(await drafted(6n, FAR_MS), 0);
  await expect.poll(async () => await handIn(next), { timeout: 60_000 }).toMatch(/^waits/);
  expect(await handIn(drafts)).toBe('409');
});

test('only sealed keys of treasuries are given out, and only to the operator', async () => {
  expect((await treasury()).keys).toEqual([0, 1]);
  const { body } = await ask('treasuries/HRB/keys/1');
  const { label, sealed } = body as { label: string; sealed: string };
  expect(label).toBe('treasury HRB 1');
  const file = fromBase64url(sealed, 8192) ?? new Uint8Array();
  const passphrase = { kind: 'passphrase', passphrase: PASSPHRASE } as const;
  expect((await unseal(label, file, passphrase, nodeCrypto)).ok).toBe(true);
  expect((await ask('treasuries/HRB/keys/2')).status).toBe(404);
  const path = `${scene.url}/v1/operator/treasuries/HRB/keys/0`;
  expect((await fetch(path)).status).toBe(401);
  const foreign = { authorization: `Bearer ${token}`, origin: 'https://elsewhere.example' };
  expect((await fetch(path, { headers: foreign })).status).toBe(403);
});
