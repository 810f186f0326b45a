import { holdFor } from '@tallystick/ledger/testing';
import { asked } from '@tallystick/ledger/testing/offline';
import { encode, hash, holdId, toHex, witnessCodec } from '@tallystick/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scene } from './testing/scene.ts';

/** What a taking has shown is there for the hold's parties, however much its taker did since, and for nobody else. */
let scene: Scene;
beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
});
afterAll(async () => {
  await scene.remove();
});

interface Page {
  readonly takings: { witnesses: string[]; amount: string; claim: number; taking: string }[];
  readonly next: string | null;
}

test('a taking shows its preimage to the owner', async () => {
  const ada = await scene.funded(100n);
  const bob = await scene.person();
  const secret = new Uint8Array(32).fill(9);
  const plain = holdFor(bob.id, scene.hrb, 40n);
  const condition = { kind: 'preimage', hash: hash('preimage', secret) } as const;
  const claims = plain.claims.map((claim) => ({ ...claim, condition }));
  const put = ada.account.put('KE', [{ ...plain, claims }]);
  await scene.must(put);
  const hold = holdId(put.id, 0);
  const path = `/v1/holds/${toHex(hold)}/takings?put=${toHex(put.id)}`;
  const owner = await scene.session(ada.account);
  expect(await scene.json<Page>(path, owner)).toEqual({ takings: [], next: null });
  const witness = encode(witnessCodec, { node: 0, proof: { kind: 'bytes', bytes: secret } });
  const take = bob.account.take([asked(hold, 40n, scene.hrb, { witnesses: [witness] })]);
  await scene.must(take);
  // What bob does afterwards does not hide it.
  for (let more = 0; more < 5; more += 1) {
    await scene.must(bob.account.put('KE', [holdFor(ada.id, scene.hrb, 1n)]));
  }
  const shown = [Buffer.from(witness).toString('base64url')];
  const taking = { taking: toHex(take.id), claim: 0, amount: '40', witnesses: shown };
  for (const token of [owner, await scene.session(bob.account)]) {
    const page = await scene.json<Page>(path, token);
    expect(page).toMatchObject({ takings: [taking], next: null });
    const resumed = await scene.json<Page>(`${path}&after=${toHex(take.id)}`, token);
    expect(resumed).toMatchObject({ takings: [taking], next: null });
  }
  const other = await scene.session((await scene.person()).account);
  expect((await scene.get(path, other)).status).toBe(404);
  expect((await scene.get(path)).status).toBe(401);
  const wrong = [
    `/v1/holds/${toHex(put.id)}/takings?put=${toHex(put.id)}`,
    `/v1/holds/${toHex(hold)}/takings?put=${toHex(take.id)}`,
    `/v1/holds/${toHex(hold)}/takings?put=${toHex(hold)}`,
  ];
  for (const path of wrong) expect((await scene.get(path, owner)).status).toBe(404);
  const unknown = `${path}&after=${toHex(hold)}`;
  expect((await scene.json<Page>(unknown, owner)).next).toBeNull();
});

test('a taking is found page by page, however long ago it was', async () => {
  const ada = await scene.funded(100n);
  const bob = await scene.funded(1000n);
  const put = ada.account.put('KE', [holdFor(bob.id, scene.hrb, 40n)]);
  await scene.must(put);
  const hold = holdId(put.id, 0);
  const taking = { hold, claim: 0, amount: 40n, currency: scene.hrb, proof: null };
  await scene.must(bob.account.take([taking]));
  for (let more = 0; more < 600; more += 1) {
    await scene.must(bob.account.put('KE', [holdFor(ada.id, scene.hrb, 1n)]));
  }
  const token = await scene.session(ada.account);
  const path = `/v1/holds/${toHex(hold)}/takings?put=${toHex(put.id)}`;
  const found: number[] = [];
  let after = '';
  for (;;) {
    const page: Page = await scene.json<Page>(path + after, token);
    found.push(page.takings.length);
    if (page.next === null) break;
    after = `&after=${page.next}`;
  }
  expect(found).toEqual([0, 0, 1]);
});
