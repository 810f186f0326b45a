import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Person, holdFor } from '@tallystick/ledger/testing';
import type { Limits } from '../lifecycle/options.ts';
import { rawRequest, statusOf } from '../testing/raw-request.ts';
import { Scene } from '../testing/scene.ts';

/** Too much, too fast, too slow, and half: over real sockets, and the node goes on for everybody else. */
let scene: Scene;
let ada: Person;

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
  ada = await scene.funded(1000n);
  await scene.stop();
});
afterEach(async () => {
  await scene.stop();
});
afterAll(async () => {
  await scene.remove();
});

const start = async (limits: Partial<Limits>, trustedProxy?: string): Promise<void> =>
  scene.start({ limits, ...(trustedProxy === undefined ? {} : { trustedProxy }) });

async function statuses(
  count: number,
  headers: (i: number) => Record<string, string>,
): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < count; i += 1) {
    found.push((await fetch(`${scene.url}/health/live`, { headers: headers(i) })).status);
  }
  return found;
}

const FEW = { perAddressPerSecond: 0.01, perAddressBurst: 8 };

test('the addresses of one IPv6 network have one allowance together, other networks their own', async () => {
  await start(FEW, '127.0.0.1');
  // A new connection each time: one connection has a quarter of its address's allowance.
  const from = (address: string) => (): Record<string, string> => ({
    'x-forwarded-for': address,
    connection: 'close',
  });
  const network = await statuses(10, (i) => from(`2001:db8:1:2:${i}::${i}`)());
  expect(network).toEqual([...Array.from({ length: 8 }, () => 200), 429, 429]);
  expect(await statuses(1, from('2001:db8:1:2:ffff::1'))).toEqual([429]);
  expect(await statuses(1, from('2001:db8:1:3::1'))).toEqual([200]);
  expect(await statuses(4, from('192.0.2.1'))).toEqual([200, 200, 200, 200]);
  expect(await statuses(6, from('::ffff:192.0.2.1'))).toEqual([200, 200, 200, 200, 429, 429]);
});

test('nobody chooses an allowance by x-forwarded-for, unless a trusted proxy says it', async () => {
  await start(FEW);
  const headers = (i: number): Record<string, string> => ({
    'x-forwarded-for': `203.0.113.${i}`,
    connection: 'close',
  });
  expect((await statuses(9, headers)).at(-1)).toBe(429);
  await scene.stop();
  // What a client wrote itself stands left of what the proxy adds, and is not believed either.
  await start(FEW, '127.0.0.1');
  const forged = (i: number): Record<string, string> => ({
    'x-forwarded-for': `203.0.113.${i}, 198.51.100.7`,
    connection: 'close',
  });
  expect((await statuses(9, forged)).at(-1)).toBe(429);
});

test('sessions have a smaller allowance of their own, and payments do not wait for it', async () => {
  await start({ sessionsPerSecond: 0.01, sessionsBurst: 4 });
  const ask = async (path: string): Promise<Response> =>
    scene.call('POST', path, '', { chain: '0'.repeat(64) });
  const found: number[] = [];
  for (const path of ['/v1/sessions/challenge', '/v1/sessions', '/v1/sessions/challenge']) {
    found.push((await ask(path)).status);
  }
  expect(found).toEqual([200, 400, 200]);
  expect((await ask('/v1/sessions')).status).toBe(400);
  const refused = await ask('/v1/sessions/challenge');
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect((await ask('/v1/sessions')).status).toBe(429);
  expect((await scene.get('/v1/supply')).status).toBe(200);
  const put = ada.account.put('KE', [holdFor(ada.id, scene.hrb, 1n)]);
  await scene.must(put);
});

const head = (length: number): string =>
  `POST /v1/transitions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/cbor\r\nContent-Length: ${length}\r\n\r\n`;

/** A connection that has sent so much of a body. */
async function sending(length: number, sent: number, heads = head): Promise<Socket> {
  const { hostname, port } = new URL(scene.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(heads(length));
  await new Promise<void>((resolve) => socket.write(Buffer.alloc(sent), () => resolve()));
  await new Promise((resolve) => setTimeout(resolve, 100));
  return socket;
}

test('bodies that are under way have so much memory together; short ones pass', async () => {
  await start({ bodyBytes: 1_048_576, bodiesBytes: 400_000 });
  const hogs = [await sending(300_000, 200_000)];
  const whole = `${head(300_000)}${'\0'.repeat(300_000)}`;
  const full = await rawRequest(scene.url, whole);
  expect([statusOf(full), full.includes('"code":"busy"')]).toEqual([503, true]);
  expect(full).toMatch(/\r\nretry-after: [1-9]/i);
  for (let i = 0; i < 20; i += 1) hogs.push(await sending(300_000, 60_000));
  const put = ada.account.put('KE', [holdFor(ada.id, scene.hrb, 1n)]);
  await scene.must(put);
  for (const hog of hogs) hog.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  // All of it has been given back: the same body is read now, and is no request.
  expect(
    statusOf(await rawRequest(scene.url, whole.replace('\r\n', '\r\nConnection: close\r\n'))),
  ).toBe(400);
  const again = Array.from({ length: 30 }, async () => scene.post(new Uint8Array(120_000)));
  const codes = (await Promise.all(again)).map(({ status }) => status);
  expect(codes.every((status) => status === 400 || status === 503)).toBe(true);
  expect((await scene.post(new Uint8Array(350_000))).status).toBe(400);
});

test('of what nobody may send an operator nothing is read: it is refused before its body comes', async () => {
  await start({});
  const { paths } = (await (await scene.get('/openapi.json')).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const asked = Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/operator/'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ path, method })));
  expect(asked.filter(({ method }) => method === 'post').length).toBeGreaterThan(3);
  for (const { path, method } of asked) {
    const named = path.replaceAll(/\{\w+\}/g, '1').replace('/treasuries/1', '/treasuries/HRB');
    const begun = operatorsHead(named, 60_000, 'none').replace('POST', method.toUpperCase());
    const answer = await rawRequest(scene.url, `${begun}{`);
    expect([named, statusOf(answer)]).toEqual([named, 401]);
  }
});

test('drafts of a treasury that are under way are counted with payments, and have an end', async () => {
  await start({ bodiesBytes: 400_000 });
  const token = await scene.operatorSession();
  const heads = (length: number): string =>
    operatorsHead('/v1/operator/treasuries/HRB/drafts', length, token);
  const hog = await sending(300_000, 200_000, heads);
  const whole = `${head(300_000)}${'\0'.repeat(300_000)}`;
  expect(statusOf(await rawRequest(scene.url, whole))).toBe(503);
  hog.destroy();
  await expect
    .poll(async () => (await scene.post(new Uint8Array(300_000))).status, { timeout: 20_000 })
    .toBe(400);
  const text = JSON.stringify({ transitions: 'A'.repeat(200_000) });
  expect(statusOf(await rawRequest(scene.url, heads(text.length) + text))).toBe(400); // read: no drafts
  expect(statusOf(await rawRequest(scene.url, heads(1_000_000)))).toBe(413);
});

function operatorsHead(path: string, length: number, token: string): string {
  const json = head(length).replace('cbor', 'json').replace('/v1/transitions', path);
  const more = `Authorization: Bearer ${token}\r\nConnection: close`;
  return json.replace('\r\n', `\r\n${more}\r\n`);
}

test('whoever sends slowly is cut off: headers, bodies, and a byte now and then', async () => {
  await start({ headersMs: 400, requestMs: 800 });
  const startedAt = performance.now();
  const slow = [
    rawRequest(scene.url, 'GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Sl'),
    rawRequest(scene.url, `${head(1000)}abc`),
    rawRequest(scene.url, `${head(200_000)}abc`),
    rawRequest(scene.url, head(10).replace('cbor', 'json').replace('transitions', 'sessions')),
  ];
  for (const answer of await Promise.all(slow)) expect(statusOf(answer)).toBe(408);
  expect(performance.now() - startedAt).toBeLessThan(3500);
  const { hostname, port } = new URL(scene.url);
  const socket = connect(Number(port), hostname);
  const dripping = setInterval(() => socket.write('X'), 40);
  socket.write('GET /health/live HTTP/1.1\r\nX-Slow: ');
  socket.on('error', () => {});
  const drippedAt = performance.now();
  await once(socket.resume(), 'close');
  clearInterval(dripping);
  expect(performance.now() - drippedAt).toBeLessThan(3000);
  expect((await scene.get('/health/live')).status).toBe(200);
});

test('a client that leaves in the middle is no error of the node', async () => {
  const node = fork(new URL('../testing/node-process.ts', import.meta.url), {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output: Buffer[] = [];
  node.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  node.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  const folder = scene.folder.paths.root;
  const limits = { requestMs: 700, headersMs: 300 };
  node.send({ kind: 'start', options: { folder, port: 0, logLevel: 'debug', limits } });
  const [{ url }] = (await once(node, 'message')) as [{ url: string }];
  scene.use(url);
  const left = [
    await sending(1000, 10),
    await sending(300_000, 100_000),
    await sending(300_000, 10),
  ];
  for (const socket of left) socket.destroy();
  const json = head(100).replace('cbor', 'json').replace('transitions', 'sessions');
  expect(statusOf(await rawRequest(url, `${json}{`))).toBe(408);
  expect((await scene.get('/health/ready')).status).toBe(200);
  const counted = await (await scene.get('/metrics')).text();
  expect(counted).not.toContain('route="/v1/transitions",status="200"');
  node.send({ kind: 'stop' });
  await once(node, 'exit');
  const text = Buffer.concat(output).toString();
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  const levels = lines.map((line) => JSON.parse(line) as { level: unknown; msg: string });
  expect(levels.map(({ msg }) => msg)).toContain('a client left before its request was complete');
  const loud = levels.filter(({ level }) => level === 'error' || Number(level) >= 50);
  expect(loud).toEqual([]);
});

test('long answers have so much memory together, and a connection that takes none ends', async () => {
  const long = '/openapi.json';
  await start({ answersBytes: 80_000 });
  const full = await scene.get(long);
  expect([full.status, full.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await full.json()).toMatchObject({ code: 'busy' });
  expect((await scene.get('/v1/constitution')).status).toBe(200);
  await scene.stop();
  await start({ answerMs: 700 });
  const { hostname, port } = new URL(scene.url);
  const deaf = connect(Number(port), hostname);
  deaf.on('error', () => {});
  // More than the system takes for a connection.
  deaf.pause().write(`GET ${long} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(150));
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const ended = once(deaf, 'close');
  let read = 0;
  deaf.on('data', ({ length }: Buffer) => (read += length)).resume();
  await ended;
  const { length } = await (await scene.get(long)).text();
  expect([read > 0, read < 150 * length]).toEqual([true, true]);
});
