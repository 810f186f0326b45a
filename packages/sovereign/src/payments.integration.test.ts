import { holdFor } from '@tallystick/ledger/testing';
import {
  type Certificate,
  certificateCodec,
  certificateOf,
  decode,
  deviceId,
  encode,
  encodeAddress,
  encodeState,
  fromBase64url,
  noteHash,
  toBase64url,
  toHex,
  verifyCertificate,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scene } from './testing/scene.ts';

/** Two people pay each other through a real node: HTTP, SQLite, post-quantum signatures. */
let scene: Scene;
beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
});
afterAll(async () => {
  await scene.remove();
});

function certificateIn(text: unknown): Certificate {
  const decoded = decode(certificateCodec, fromBase64url(String(text), 100_000)!);
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.value;
}

test('money is minted, put, taken and put again; every answer is a certificate that verifies', async () => {
  const ada = await scene.funded(1000n, 'ada');
  const bob = await scene.person('bob');
  const put = ada.account.put('KE', [holdFor(bob.id, scene.hrb, 300n)]);
  const response = await scene.must(put);
  const certificate = certificateOf(response, 0)!;
  const { epoch } = scene.folder.current;
  expect(verifyCertificate(certificate, epoch, nodeCrypto)).toMatchObject({
    ok: true,
    effects: { kind: 'put' },
  });
  const again = await scene.send([put.bytes]);
  expect(certificateOf(again, 0)).toEqual(certificate);
  const asked = await scene.json<{ certificate: string }>(`/v1/certificates/${toHex(put.id)}`);
  expect(certificateIn(asked.certificate)).toEqual(certificate);

  const session = await scene.session(bob.account);
  const list = await scene.json<{ receivables: Record<string, unknown>[] }>(
    '/v1/receivables',
    session,
  );
  expect(list.receivables).toMatchObject([
    { amount: '300', code: 'HRB', decimals: 2, claim: 0, from: { handle: 'ada' }, country: 'KE' },
  ]);
  expect(list.receivables[0]!['transition']).toBe(toBase64url(put.bytes));
  await scene.must(bob.account.take([scene.taking(put, 0, 300n)]));
  expect(await scene.json('/v1/receivables', session)).toEqual({ receivables: [], next: null });
  const chain = await scene.json(`/v1/chains/${toHex(bob.account.chain)}`, session);
  expect(chain).toMatchObject({
    kind: 'device',
    sequence: 1,
    id: toHex(bob.account.headId),
    state: toBase64url(encodeState(bob.account.head)),
    balances: [{ code: 'HRB', amount: '300' }],
  });
  const supply = await scene.json('/v1/supply');
  expect(supply['supply']).toMatchObject([{ code: 'HRB', minted: '1000', circulating: '1000' }]);
});

test('one request carries a run of one chain, from opening to paying on', async () => {
  const ada = await scene.funded(500n);
  const eve = scene.stranger();
  const open = eve.open(['KE'], null);
  const first = ada.account.put('KE', [holdFor(eve.id, scene.hrb, 100n)]);
  first.accept();
  const second = ada.account.put('KE', [holdFor(eve.id, scene.hrb, 50n)]);
  second.accept();
  open.accept();
  const take = eve.account.take([scene.taking(first, 0, 100n), scene.taking(second, 0, 50n)]);
  const items = [open, first, second, take].map(({ bytes }) => bytes);
  expect(await scene.outcomes(items)).toEqual(['admitted', 'admitted', 'admitted', 'admitted']);
});

test('an identity is found by id, address and handle, and shows its active devices', async () => {
  const cleo = await scene.person('cleo');
  const expected = {
    identity: toHex(cleo.id),
    address: encodeAddress(cleo.id),
    handle: 'cleo',
    countries: [{ country: 'KE', tier: 0, validUntil: null }],
    devices: [{ ordinal: 0, chain: toHex(deviceId(cleo.id, cleo.genesis.device)) }],
  };
  for (const who of [toHex(cleo.id), encodeAddress(cleo.id), '@cleo']) {
    expect(await scene.json(`/v1/identities/${who}`)).toMatchObject(expected);
  }
  expect((await scene.get('/v1/identities/@nobody')).status).toBe(404);
});

test("a chain's transitions come in ascending pages, each with a certificate that verifies", async () => {
  const dan = await scene.funded(1000n);
  const puts = Array.from({ length: 300 }, () => {
    const put = dan.account.put('KE', [holdFor(dan.id, scene.hrb, 1n)]);
    put.accept();
    return put;
  });
  const bytes = puts.map((put) => put.bytes);
  await scene.send(bytes.slice(0, 200));
  await scene.send(bytes.slice(200));
  const session = await scene.session(dan.account);
  interface Page {
    sequence: number;
    transitions: { sequence: number; id: string; transition: string; certificate: string }[];
  }
  const path = `/v1/chains/${toHex(dan.account.chain)}/transitions`;
  const seen: Page['transitions'] = [];
  for (let from = 0; ;) {
    const page = await scene.json<Page>(`${path}?from=${from}&limit=64`, session);
    expect(page.sequence).toBe(301);
    if (page.transitions.length === 0) break;
    seen.push(...page.transitions);
    from = seen.at(-1)!.sequence + 1;
  }
  expect(seen.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 301 }, (_, i) => i + 1),
  );
  expect(seen.slice(1).map(({ transition }) => transition)).toEqual(bytes.map(toBase64url));
  const last = certificateIn(seen.at(-1)!.certificate);
  expect(verifyCertificate(last, scene.folder.current.epoch, nodeCrypto).ok).toBe(true);
  const receivable = await scene.json<{ receivables: unknown[]; next: string }>(
    '/v1/receivables?limit=256',
    session,
  );
  expect(receivable.receivables.length).toBe(256);
  const rest = await scene.json<{ receivables: unknown[]; next: string | null }>(
    `/v1/receivables?limit=256&after=${receivable.next}`,
    session,
  );
  expect([rest.receivables.length, rest.next]).toEqual([44, null]);
  const owned = await scene.json<{ outstanding: unknown[] }>('/v1/outstanding', session);
  expect(owned.outstanding.length).toBe(100);
  expect(await scene.json('/v1/returnables', session)).toEqual({ returnables: [], next: null });
});

test('a memo is kept for the parties of its hold, until one of them erases it', async () => {
  const [ada, bob, eve] = [await scene.funded(10n), await scene.person(), await scene.person()];
  const memo = new TextEncoder().encode('sealed');
  const hash = toHex(noteHash(memo));
  const hold = { ...holdFor(bob.id, scene.hrb, 10n), note: noteHash(memo) };
  const put = ada.account.put('KE', [hold]);
  await scene.must(put);
  const a = await scene.session(ada.account);
  const b = await scene.session(bob.account);
  const e = await scene.session(eve.account);
  const upload = async (token: string, body: Uint8Array, id = toHex(put.id)): Promise<number> => {
    const answer = await fetch(`${scene.url}/v1/notes/${hash}?put=${id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(body),
    });
    return answer.status;
  };
  expect(await upload(e, memo)).toBe(404);
  expect(await upload(a, new Uint8Array([1]))).toBe(400);
  expect(await upload(a, new Uint8Array(20_000))).toBe(413);
  expect(await upload(a, memo, '0'.repeat(64))).toBe(404);
  await scene.must(bob.account.take([scene.taking(put, 0, 10n)]));
  expect([await upload(a, memo), await upload(a, memo)]).toEqual([204, 204]);
  const read = await scene.get(`/v1/notes/${hash}`, b);
  expect(new Uint8Array(await read.arrayBuffer())).toEqual(memo);
  expect((await scene.get(`/v1/notes/${hash}`, e)).status).toBe(404);
  expect((await scene.call('DELETE', `/v1/notes/${hash}`, e)).status).toBe(404);
  expect((await scene.call('DELETE', `/v1/notes/${hash}`, b)).status).toBe(204);
  expect((await scene.get(`/v1/notes/${hash}`, a)).status).toBe(404);
});

test('a certificate comes as CBOR where that is asked for', async () => {
  const flo = await scene.person();
  const put = flo.say({ kind: 'handle', handle: 'flo' });
  const certificate = certificateOf(await scene.must(put), 0)!;
  const answer = await scene.get(`/v1/certificates/${toHex(put.id)}`, undefined, {
    accept: 'application/cbor',
  });
  expect(answer.headers.get('content-type')).toBe('application/cbor');
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(encode(certificateCodec, certificate));
});

test('the operator sees what a treasury has put and nobody has taken', async () => {
  const gus = await scene.person();
  const account = await scene.treasury();
  await scene.must(account.mint(scene.hrb, 7n));
  await scene.must(account.put('KE', [holdFor(gus.id, scene.hrb, 7n)]));
  const operator = await scene.operatorSession();
  const chain = toHex(account.chain);
  const list = await scene.json(`/v1/outstanding?chain=${chain}`, operator);
  expect(list['outstanding']).toMatchObject([
    { amount: '7', from: { identity: chain, handle: null } },
  ]);
  expect(await scene.json(`/v1/returnables?chain=${chain}`, operator)).toMatchObject({
    next: null,
  });
  const own = await scene.session(gus.account);
  expect((await scene.get(`/v1/outstanding?chain=${chain}`, own)).status).toBe(404);
  const other = toHex(gus.account.chain);
  expect((await scene.get(`/v1/outstanding?chain=${other}`, operator)).status).toBe(404);
});
