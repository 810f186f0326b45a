import { holdFor, type Sign } from '@tallystick/ledger/testing';
import { Acts, allowanceFor, raise, tabFor } from '@tallystick/ledger/testing/offline';
import { type Hash, encode, holdCodec, holdId, signingContext, toHex } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scene } from './testing/scene.ts';

/** How far an open hold is: all of it for its parties, marks and ends for those whom it may pay, nothing for others. */
let scene: Scene;
beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
});
afterAll(async () => {
  await scene.remove();
});

const path = (hold: Hash): string => `/v1/holds/${toHex(hold)}`;

test('of a tab its owner and its payee see what was taken and added, and others that there is none', async () => {
  const ada = await scene.funded(500n);
  const [ben, cyd] = [await scene.person(), await scene.person()];
  const terms = tabFor(ben.id, scene.hrb, 100n);
  const put = ada.account.put('KE', [terms]);
  await scene.must(put);
  const hold = holdId(put.id, 0);
  const bound = signingContext('act', scene.sovereign);
  const sign: Sign = (_, id, key) => nodeCrypto.sign(scene.secretOf(key), id, bound);
  const acts = new Acts(put, 0, ada.account.key, scene.hrb, { sign });
  await scene.must(ben.account.take([acts.take(40n, { act: acts.act(40n) })]));
  await scene.must(raise(ada.account, [{ hold, by: 50n, currency: scene.hrb }]));
  const entry = Buffer.from(encode(holdCodec, terms)).toString('base64url');
  const own = { code: 'HRB', cap: '150', paid: '40', entry };
  for (const party of [ada, ben]) {
    const token = await scene.session(party.account);
    const shown = await scene.json<object>(path(hold), token);
    const claims = [{ ends: terms.claims[0]?.until, ended: false }];
    expect(shown).toMatchObject({ put: toHex(put.id), forked: false, unpaid: '0', claims, own });
  }
  const other = await scene.session(cyd.account);
  expect((await scene.get(path(hold), other)).status).toBe(404);
  expect((await scene.get(path(hold))).status).toBe(401);
  await scene.must(ben.account.take([acts.take(0n, { release: true })]));
  const owner = await scene.session(ada.account);
  expect(await scene.json<object>(path(hold), owner)).toMatchObject({ claims: [{ ended: true }] });
});

test('of an allowance whoever may be paid by it sees marks and ends, and not what others were paid', async () => {
  const ada = await scene.funded(500n);
  const ben = await scene.person();
  const put = ada.account.put('KE', [
    allowanceFor(scene.hrb, 100n),
    holdFor(ben.id, scene.hrb, 5n),
  ]);
  await scene.must(put);
  const token = await scene.session((await scene.person()).account);
  const shown = await scene.json<object>(path(holdId(put.id, 0)), token);
  expect(shown).toMatchObject({ forked: false, unpaid: '0', own: null });
  expect((await scene.get(path(holdId(put.id, 1)), token)).status).toBe(404);
  const payee = await scene.session(ben.account);
  await scene.must(ben.account.take([scene.taking(put, 1, 5n)]));
  expect((await scene.get(path(holdId(put.id, 1)), payee)).status).toBe(404);
});
