import { connect } from 'node:net';
import { type Built, type Person, holdFor } from '@tallystick/ledger/testing';
import {
  type Hold,
  MAX_AMOUNT,
  decode,
  encode,
  holdId,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, endpointsOf, pathOf } from './testing/endpoints.ts';
import { Scene, requestOf } from './testing/scene.ts';

/**
 * Whatever is sent to whatever endpoint: an error, soon, and nothing has changed, and the process lives. The endpoints are
 * those of the OpenAPI document, so that a new one is tried as well.
 */
let scene: Scene;
let ada: Person;
let person: string;
let operator: string;

/** A shared machine has other things to do: this is the time in which an error is still "in milliseconds". */
const SOON_MS = 1000;

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start({ limits: { bodyBytes: 1_048_576 } });
  ada = await scene.funded(1000n, 'ada');
  person = await scene.session(ada.account);
  operator = await scene.operatorSession();
});
afterAll(async () => {
  await scene.remove();
});

const endpoints = async (): Promise<Endpoint[]> => endpointsOf(scene);

/** The ledger as anybody can see it, and one's own chain: what must not change. */
async function snapshot(): Promise<unknown> {
  const [supply, chain, stats] = await Promise.all([
    scene.json<{ supply: unknown }>('/v1/supply'),
    scene.json(`/v1/chains/${toHex(ada.account.chain)}`, person),
    scene.json('/v1/operator/stats', operator),
  ]);
  const { identities, devices, openHolds } = stats;
  return { supply: supply.supply, chain, identities, devices, openHolds };
}

/** Sends something bad: it has to be refused, soon, as problem+json. */
async function refused(method: string, path: string, init: RequestInit = {}): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(scene.url + path, { method, ...init });
  const body = await answer.text();
  const ms = performance.now() - startedAt;
  const seen = {
    what: `${method} ${path.slice(0, 100)} → ${answer.status} ${body.slice(0, 200)}`,
    isRefusal: answer.status >= 400 && answer.status < 500,
    isSoon: ms < SOON_MS,
    isProblem: answer.headers.get('content-type')?.startsWith('application/problem+json'),
    status: (JSON.parse(body) as { status: number }).status,
  };
  const { status } = answer;
  expect(seen).toEqual({ ...seen, isRefusal: true, isSoon: true, isProblem: true, status });
  return answer.status;
}

const ID = '0'.repeat(64);
const authorized = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
});
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test('every endpoint of one own needs a session, and none takes a made-up one', async () => {
  const before = await snapshot();
  const own = (await endpoints()).filter(({ isOwn }) => isOwn);
  expect(own.length).toBeGreaterThan(15);
  for (const endpoint of own) {
    if (endpoint.method === 'DELETE' && endpoint.path === '/v1/sessions') continue;
    const path = pathOf(endpoint, endpoint.path.includes('webhooks') ? `wh_${'x'.repeat(16)}` : ID);
    const body = endpoint.method === 'PUT' ? new Uint8Array([1]) : null;
    const type = { 'content-type': 'application/octet-stream' };
    const headers = endpoint.method === 'PUT' ? type : {};
    for (const extra of [{}, authorized('x'.repeat(43)), authorized('x'), { authorization: '' }]) {
      const status = await refused(endpoint.method, path, {
        headers: { ...headers, ...extra },
        body,
      });
      expect([400, 401, 415]).toContain(status);
    }
  }
  expect(await snapshot()).toEqual(before);
});

test('a person is not the operator, and the operator reads nobody', async () => {
  for (const endpoint of (await endpoints()).filter(({ path }) => path.includes('/operator/'))) {
    const path = pathOf(
      endpoint,
      endpoint.path.includes('webhooks/') ? `wh_${'x'.repeat(16)}` : '0',
    );
    const status = await refused(endpoint.method, path, { headers: authorized(person) });
    expect([400, 401, 415]).toContain(status);
  }
  for (const path of ['/v1/receivables', '/v1/outstanding', '/v1/returnables', `/v1/notes/${ID}`]) {
    expect(await refused('GET', path, { headers: authorized(operator) })).toBe(401);
  }
  const chain = `/v1/chains/${toHex(ada.account.chain)}`;
  expect(await refused('GET', chain, { headers: authorized(operator) })).toBe(404);
  const bob = await scene.person();
  const other = await scene.session(bob.account);
  for (const path of [chain, `${chain}/transitions`, `/v1/chains/${toHex(ada.id)}`]) {
    expect(await refused('GET', path, { headers: authorized(other) })).toBe(404);
  }
});

test('no path, query or header that is not documented is taken', async () => {
  const before = await snapshot();
  const weird = [
    '%00',
    '..%2f..%2fetc%2fpasswd',
    "' OR 1=1",
    '%ff%fe',
    'ü'.repeat(40),
    '-1',
    '1e9',
    '9'.repeat(40),
  ];
  for (const endpoint of await endpoints()) {
    const headers = authorized(endpoint.path.includes('/operator/') ? operator : person);
    if (endpoint.hasBody || endpoint.method === 'PUT') continue;
    const base = pathOf(endpoint, ID);
    const isTile = endpoint.path.includes('*');
    if (!isTile && endpoint.method === 'GET' && endpoint.parameters.length > 0) {
      for (const value of weird) {
        await refused('GET', pathOf(endpoint, value).replaceAll("'", '%27'), { headers });
      }
    }
    if (endpoint.parameters.some((one) => one.in === 'query')) {
      await refused(endpoint.method, `${base}&unknown=1`, { headers });
    }
  }
  for (const path of [
    '/tile/0/000',
    '/tile/0/999',
    '/tile/9/000',
    '/tile/entries/000.p/0',
    '/tile/x',
    '/tile/',
  ]) {
    await refused('GET', path);
  }
  expect(await refused('GET', '/'.repeat(500))).toBe(404);
  expect(await snapshot()).toEqual(before);
});

test('no body that is not documented is taken, by no endpoint', async () => {
  const before = await snapshot();
  const bodies = [
    '',
    '{',
    'null',
    '[]',
    '"text"',
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"x":1}}}',
    `{"chain":${nested(20_000)}}`,
    nested(100_000),
    `{"chain":"${'a'.repeat(100_000)}"}`,
    '{"chain":1,"challenge":{},"signature":[]}',
    `{"chain":"${ID}","extra":1}`,
    '\u0000\uffff',
  ];
  for (const endpoint of (await endpoints()).filter(({ method }) => /POST|PUT/.test(method))) {
    const isWebhook = endpoint.path.includes('webhooks/');
    const path = pathOf(endpoint, isWebhook ? `wh_${'x'.repeat(16)}` : ID);
    const headers = authorized(endpoint.path.includes('/operator/') ? operator : person);
    for (const body of bodies) {
      for (const type of ['application/json', 'application/cbor', 'text/plain', 'x', '']) {
        await refused(endpoint.method, path, {
          headers: { ...headers, 'content-type': type },
          body,
        });
      }
    }
    await refused(endpoint.method, path, { headers });
  }
  expect(await snapshot()).toEqual(before);
});

test('what is longer than the limit is refused before it is read', async () => {
  const long = new Uint8Array(1_048_577);
  const type = (name: string): RequestInit => ({ headers: { 'content-type': name }, body: long });
  expect(await refused('POST', '/v1/transitions', type('application/cbor'))).toBe(413);
  expect(await refused('POST', '/v1/sessions', type('application/json'))).toBe(413);
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
  });
  const headers = { 'content-type': 'application/cbor' };
  const endless = { method: 'POST', body: stream, duplex: 'half', headers } as RequestInit;
  const answer = await fetch(`${scene.url}/v1/transitions`, endless).then(
    ({ status }) => status,
    () => 413, // the connection is closed while it still sends
  );
  expect(answer).toBe(413);
});

test('bytes that are no HTTP get an answer, or the connection ends', async () => {
  const raw = [
    'GET / HTTP/9.9\r\n\r\n',
    '\x16\x03\x01\x00\xa5\x01\x00\x00',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`,
    'POST /v1/transitions HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
    'POST /v1/transitions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
    'POST /v1/transitions HTTP/1.1\r\nHost: x\r\nContent-Type: application/cbor\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  ];
  for (const bytes of raw) {
    const { hostname, port } = new URL(scene.url);
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.write(bytes, 'latin1');
    await new Promise((resolve) => {
      socket.on('close', resolve);
      socket.on('error', resolve);
      setTimeout(resolve, SOON_MS);
    });
    socket.destroy();
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1.1 4\d\d /);
  }
  expect((await scene.get('/health/live')).status).toBe(200);
});

function put(amount: bigint, change: Partial<Hold> = {}): Built {
  return ada.account.put('KE', [{ ...holdFor(ada.id, scene.hrb, amount), ...change }]);
}

test('a transition that is bent anywhere is refused, and the good ones beside it are not', async () => {
  const before = await snapshot();
  const good = put(1n);
  const property = fc.asyncProperty(
    fc.nat({ max: good.bytes.length - 1 }),
    fc.nat({ max: 7 }),
    async (at, bit) => {
      const bent = good.bytes.slice();
      bent[at]! ^= 1 << bit;
      const answer = await scene.post(requestOf([bent]));
      if (answer.status === 200) expect(await scene.outcomes([bent])).not.toEqual(['admitted']);
      else expect(answer.status).toBe(400);
    },
  );
  await fc.assert(property, { numRuns: 300 });
  expect(await snapshot()).toEqual(before);
});

test('random, truncated and nested bodies are refused as a whole', async () => {
  const before = await snapshot();
  const request = requestOf([put(1n).bytes]);
  const type = { 'content-type': 'application/cbor' };
  const send = (body: Uint8Array): Promise<number> =>
    refused('POST', '/v1/transitions', { headers: type, body: new Uint8Array(body) });
  for (let length = 0; length < request.length; length += 97) {
    expect(await send(request.subarray(0, length))).toBe(400);
  }
  for (const depth of [5, 1000, 100_000]) {
    expect(await send(new Uint8Array(depth).fill(0x81))).toBe(400);
  }
  expect(await send(requestOf(Array.from({ length: 257 }, () => new Uint8Array([0]))))).toBe(400);
  const property = fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
    expect((await scene.post(bytes)).status).toBeLessThan(500);
  });
  await fc.assert(property, { numRuns: 200 });
  expect(await snapshot()).toEqual(before);
});

test('amounts at and over every bound', async () => {
  const before = await snapshot();
  const outcome = async (built: Built): Promise<string> =>
    (await scene.outcomes([built.bytes]))[0]!;
  expect(await outcome(put(1001n))).toBe('insufficient-balance');
  expect(await outcome(put(MAX_AMOUNT))).toBe('insufficient-balance');
  const twice = ada.account.put('KE', [
    holdFor(ada.id, scene.hrb, MAX_AMOUNT),
    holdFor(ada.id, scene.hrb, MAX_AMOUNT),
  ]);
  expect(await outcome(twice)).toBe('insufficient-balance');
  expect(await outcome(put(5n, { currency: new Uint8Array(32) }))).toBe('unknown-currency');
  const treasury = await scene.treasury();
  expect(await outcome(treasury.mint(scene.hrb, MAX_AMOUNT))).toBe('supply-limit');
  const none = {
    hold: holdId(new Uint8Array(32), 0),
    claim: 0,
    amount: 1n,
    proof: null,
    currency: scene.hrb,
  };
  expect(await outcome(ada.account.take([none]))).toBe('unknown-hold');
  // 2^63 and 2^64 − 1 in place of 2^63 − 1, and a zero where a cap is at least 1.
  const most = Buffer.from(put(MAX_AMOUNT).bytes);
  const at = most.indexOf(Buffer.from('1b7fffffffffffffff', 'hex'));
  expect(at).toBeGreaterThan(0);
  for (const amount of ['1b8000000000000000', '1bffffffffffffffff', '1b0000000000000000']) {
    const bent = Buffer.from(most);
    bent.set(Buffer.from(amount, 'hex'), at);
    expect(await scene.outcomes([bent])).toEqual(['malformed']);
  }
  expect(await snapshot()).toEqual(before);
});

test('replayed, duplicated, reordered, by the wrong key, for another sovereign', async () => {
  const bob = await scene.person();
  const before = await snapshot();
  const first = ada.account.put('KE', [holdFor(bob.id, scene.hrb, 1n)]);
  first.accept();
  const second = ada.account.put('KE', [holdFor(bob.id, scene.hrb, 2n)]);
  const signed = decode(transitionCodec, first.bytes);
  if (!signed.ok) throw new Error(signed.reason);
  const signedBy = (bytes: Uint8Array): Uint8Array =>
    encode(transitionCodec, { ...signed.value, signatures: [{ by: 0, bytes }] });
  const forged = signedBy(scene.sign(0, first.id, bob.account.key));
  const unsigned = signedBy(new Uint8Array(2420));
  const foreign = await Scene.found({ name: 'Bay' });
  await foreign.start();
  const eve = await foreign.person();
  const elsewhere = eve.account.put('KE', [holdFor(eve.id, foreign.hrb, 1n)]);
  await foreign.remove();
  const bad = await scene.outcomes([second.bytes, forged, unsigned, elsewhere.bytes]);
  expect(bad).toEqual(bad.map(() => 'not-acceptable'));
  expect(await snapshot()).toEqual(before);

  const run = [first, elsewhere, first, second, first].map(({ bytes }) => bytes);
  expect(await scene.outcomes([forged, ...run])).toEqual([
    'not-acceptable',
    'admitted',
    'not-acceptable',
    'admitted',
    'admitted',
    'admitted',
  ]);
  second.accept();
  const stats = await scene.json<{ openHolds: number }>('/v1/operator/stats', operator);
  const outstanding = await scene.json<{ outstanding: unknown[] }>('/v1/outstanding', person);
  expect([stats.openHolds, outstanding.outstanding.length]).toEqual([2, 2]);
});

test('a flood is told to wait, by address, and by the length of the queue', async () => {
  await scene.stop();
  await scene.start({ limits: { perAddressPerSecond: 5, perAddressBurst: 20, queue: 8 } });
  const item = put(1n).bytes;
  const nine = await scene.post(requestOf(Array.from({ length: 9 }, () => item)));
  expect([nine.status, nine.headers.get('retry-after')]).toEqual([503, '1']);
  const statuses = new Set<number>();
  let waiting: string | null = null;
  for (let i = 0; i < 30; i += 1) {
    const answer = await scene.get('/health/live');
    statuses.add(answer.status);
    if (answer.status === 429) waiting = answer.headers.get('retry-after');
  }
  expect([...statuses]).toEqual([200, 429]);
  expect(Number(waiting)).toBeGreaterThan(0);
});
