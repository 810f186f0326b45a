import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Person, holdFor } from '@tallystick/ledger/testing';
import { OPERATOR_CHAIN } from '@tallystick/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openOperator } from '../folder/holders.ts';
import { rawRequest, statusOf } from '../testing/raw-request.ts';
import { Scene, requestOf } from '../testing/scene.ts';

/** Who gets in at all: by the name that was asked for, the page that asks, and the address that was signed. */
let scene: Scene;
let ada: Person;

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
  ada = await scene.funded(1000n);
  await scene.stop();
});
beforeEach(async () => {
  await scene.start({ addresses: ['https://harbour.example'] });
});
afterEach(async () => {
  await scene.stop();
});
afterAll(async () => {
  await scene.remove();
});

const begin = async (url: string, body: unknown): Promise<[number, string | undefined]> => {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await fetch(`${url}/v1/sessions`, init);
  return [answer.status, ((await answer.json()) as { code?: string }).code];
};

/** A server that passes everything on to the node, and may change a body on the way. */
async function relay(change: (body: string) => string): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    void (async () => {
      const body = change(Buffer.concat(await request.toArray()).toString());
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body };
      const answer = await fetch(scene.url + request.url, init);
      response.writeHead(answer.status).end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test('a challenge that somebody else passes on opens nothing, as it is or changed', async () => {
  const key = scene.secretOf(ada.account.key);
  const honest = await relay((body) => body);
  const believed = await scene.answerOf(ada.account.chain, key, honest.url);
  expect(await begin(honest.url, believed)).toEqual([403, 'wrong-address']);
  const liar = await relay((body) => body.replace(liar.url, scene.url));
  const other = await scene.answerOf(ada.account.chain, key, liar.url);
  expect(await begin(liar.url, other)).toEqual([401, 'signature-invalid']);
  // The same key, at the address that the node has: it is the address that the others lack.
  expect(await begin(scene.url, await scene.answerOf(ada.account.chain, key))).toEqual([
    200,
    undefined,
  ]);
  const operator = await openOperator(scene.folder.paths.root);
  const asked = await scene.answerOf(OPERATOR_CHAIN, operator, honest.url);
  expect(await begin(honest.url, asked)).toEqual([403, 'wrong-address']);
  expect(await begin(scene.url, { ...asked, address: scene.url })).toEqual([
    401,
    'signature-invalid',
  ]);
  honest.server.close();
  liar.server.close();
});

test('behind a proxy the configured address counts, and no other form of it', async () => {
  const key = scene.secretOf(ada.account.key);
  const outcome = async (address: string): Promise<unknown> =>
    begin(scene.url, await scene.answerOf(ada.account.chain, key, address));
  expect(await outcome('https://harbour.example')).toEqual([200, undefined]);
  const port = new URL(scene.url).port;
  expect(await outcome(`http://localhost:${port}`)).toEqual([200, undefined]);
  for (const other of ['http://harbour.example', 'https://harbour.example:8443']) {
    expect(await outcome(other)).toEqual([403, 'wrong-address']);
  }
  const answer = await scene.answerOf(ada.account.chain, key);
  for (const address of ['', 'harbour.example', 'https://harbour.example/ x', 'ftp://x']) {
    expect(await begin(scene.url, { ...answer, address })).toEqual([400, 'malformed']);
  }
  const { address: _, ...without } = answer;
  expect(await begin(scene.url, without)).toEqual([400, 'malformed']);
});

test('a request under the name of somebody else is misdirected, payments too', async () => {
  const body = requestOf([ada.account.put('KE', [holdFor(ada.id, scene.hrb, 1n)]).bytes]);
  const paying = (host: string): string =>
    `POST /v1/transitions HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/cbor\r\nConnection: close\r\n` +
    `Content-Length: ${body.length}\r\n\r\n${Buffer.from(body).toString('latin1')}`;
  const reading = (host: string): string =>
    `GET /v1/supply HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  for (const host of ['evil.example', 'harbour.example.evil.example', '10.1.2.3:7600']) {
    for (const request of [reading(host), paying(host)]) {
      const answer = await rawRequest(scene.url, request);
      expect([host, statusOf(answer)]).toEqual([host, 421]);
      expect(answer).toContain('"code":"misdirected"');
      expect(answer).toContain('application/problem+json');
    }
  }
  expect(statusOf(await rawRequest(scene.url, 'GET /v1/supply HTTP/1.0\r\n\r\n'))).toBe(421);
  for (const host of ['harbour.example', 'localhost:1', new URL(scene.url).host]) {
    expect([host, statusOf(await rawRequest(scene.url, reading(host)))]).toEqual([host, 200]);
  }
  expect(statusOf(await rawRequest(scene.url, paying('harbour.example')))).toBe(200);
});

const ELSEWHERE = 'https://wallet.example';
const openTo = (answer: Response): string | null =>
  answer.headers.get('access-control-allow-origin');

test('a page of another origin may use the public API, and its own tokens', async () => {
  const origin = { origin: ELSEWHERE };
  const token = await scene.session(ada.account);
  for (const path of ['/v1/constitution', '/checkpoint', '/v1/nothing', '/v1/receivables']) {
    expect([path, openTo(await scene.get(path, undefined, origin))]).toEqual([path, '*']);
  }
  const own = await scene.get('/v1/receivables', token, origin);
  expect([own.status, openTo(own)]).toEqual([200, '*']);
  const stream = await scene.get('/v1/events', token, { ...origin, accept: 'text/event-stream' });
  expect([stream.status, openTo(stream)]).toEqual([200, '*']);
  await stream.body?.cancel();
  for (const body of [requestOf([new Uint8Array([0x80])]), new Uint8Array([0])]) {
    const headers = { ...origin, 'content-type': 'application/cbor' };
    const init = { method: 'POST', headers, body: new Uint8Array(body) };
    expect(openTo(await fetch(`${scene.url}/v1/transitions`, init))).toBe('*');
  }
  for (const path of ['/v1/transitions', '/v1/sessions', `/v1/notes/${'0'.repeat(64)}`]) {
    const headers = { ...origin, 'access-control-request-method': 'PUT' };
    const asked = await fetch(scene.url + path, { method: 'OPTIONS', headers });
    expect([asked.status, openTo(asked)]).toEqual([204, '*']);
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
  }
});

test('the operator is not reached from a page of another origin, whatever token it has', async () => {
  const token = await scene.operatorSession();
  const treasury = (await scene.treasury()).chain;
  const treasuryPath = `/v1/chains/${Buffer.from(treasury).toString('hex')}`;
  for (const path of ['/v1/operator/stats', '/v1/operator/webhooks', treasuryPath]) {
    for (const origin of [ELSEWHERE, 'null', 'http://localhost:1']) {
      const answer = await scene.get(path, token, { origin });
      expect([path, origin, answer.status]).toEqual([path, origin, 403]);
    }
    expect((await scene.get(path, token, { origin: scene.url })).status).toBe(200);
    expect((await scene.get(path, token, { origin: 'https://harbour.example' })).status).toBe(200);
  }
  for (const path of ['/v1/operator/stats', '/v1/operator/backup', '/metrics', '/docs']) {
    const headers = { origin: ELSEWHERE, 'access-control-request-method': 'GET' };
    const asked = await fetch(scene.url + path, { method: 'OPTIONS', headers });
    expect([path, openTo(asked), asked.status >= 400]).toEqual([path, null, true]);
    expect(openTo(await scene.get(path, token, { origin: ELSEWHERE }))).toBeNull();
  }
  const key = await openOperator(scene.folder.paths.root);
  const body = JSON.stringify(await scene.answerOf(OPERATOR_CHAIN, key));
  const headers = { origin: ELSEWHERE, 'content-type': 'application/json' };
  const begun = await fetch(`${scene.url}/v1/sessions`, { method: 'POST', headers, body });
  expect(begun.status).toBe(403);
});

test('the bare address leads a browser to the page for people, which shows the one description', async () => {
  const bare = await fetch(scene.url, { redirect: 'manual' });
  expect([bare.status, bare.headers.get('location')]).toEqual([302, '/docs']);
  const shown: unknown = await (await scene.get('/docs/json')).json();
  expect(shown).toEqual(await (await scene.get('/openapi.json')).json());
});

test('numbers are for the machine itself, and for the operator', async () => {
  expect((await scene.get('/metrics')).status).toBe(200);
  const operator = await scene.operatorSession();
  const person = await scene.session(ada.account);
  for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host']) {
    expect((await scene.get('/metrics', undefined, { [name]: '127.0.0.1' })).status).toBe(401);
    expect((await scene.get('/metrics', person, { [name]: '127.0.0.1' })).status).toBe(401);
    expect((await scene.get('/metrics', operator, { [name]: '127.0.0.1' })).status).toBe(200);
  }
  const passedOn = 'GET /metrics HTTP/1.1\r\nHost: harbour.example\r\nConnection: close\r\n\r\n';
  expect(statusOf(await rawRequest(scene.url, passedOn))).toBe(401);
});
