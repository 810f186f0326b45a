import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rawRequest, statusOf } from '../testing/raw-request.ts';
import { Scene } from '../testing/scene.ts';
import { newAddresses } from './addresses.ts';
import { newServer } from './server.ts';

/** What never reaches a route is answered as everything else: a documented problem, and nothing of what was sent. */
let scene: Scene;

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
});
afterAll(async () => {
  await scene.remove();
});

const SECRET = 'whatever-was-sent';
const HOST = 'Host: localhost\r\n';
const END = 'Connection: close\r\n\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
const post = (headers: string, body: string): string =>
  `POST /v1/sessions HTTP/1.1\r\n${HOST}${headers}Connection: close\r\n\r\n${body}`;

interface Told {
  readonly status: number;
  readonly code: unknown;
  readonly type: string | undefined;
}

function told(answer: string): Told {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const text = body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1);
  const problem = JSON.parse(text || '{}') as { code?: unknown; status?: unknown };
  const type = /^content-type: (\S+?);?(?: .*)?$/im.exec(head)?.[1];
  expect(problem.status).toBe(statusOf(answer));
  return { status: statusOf(answer), code: problem.code, type };
}

const problem = (status: number, code: string): Told => ({
  status,
  code,
  type: 'application/problem+json',
});

test.each([
  ['a path that is no UTF-8', `GET /v1/identities/%00%ff HTTP/1.1\r\n${HOST}${END}`, 400],
  ['a path with half an escape', `GET /v1/identities/${SECRET}%f HTTP/1.1\r\n${HOST}${END}`, 400],
  ['no UTF-8 where no route is', `GET /${SECRET}/%ff HTTP/1.1\r\n${HOST}${END}`, 400],
  [
    'a part of a path that is too long',
    `GET /v1/identities/${SECRET.repeat(90)} HTTP/1.1\r\n${HOST}${END}`,
    400,
  ],
  ['no host', `GET /health/live HTTP/1.1\r\n${END}`, 400],
  ['an expectation', `GET /health/live HTTP/1.1\r\n${HOST}Expect: ${SECRET}\r\n${END}`, 400],
  ['a tunnel', `CONNECT ${SECRET}:443 HTTP/1.1\r\n${HOST}${END}`, 400],
  ['no method', `${SECRET} / HTTP/1.1\r\n${HOST}${END}`, 400],
  ['another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['a header without a name', `GET / HTTP/1.1\r\n${HOST}: ${SECRET}\r\n${END}`, 400],
  ['a length that is none', post(`${JSON_TYPE}Content-Length: ${SECRET}\r\n`, ''), 400],
  ['two lengths', post(`${JSON_TYPE}Content-Length: 2\r\nContent-Length: 3\r\n`, '{}'), 400],
  [
    'a length and chunks',
    post(`${JSON_TYPE}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n`, '0\r\n\r\n'),
    400,
  ],
  ['chunks that are none', post(`${JSON_TYPE}Transfer-Encoding: chunked\r\n`, SECRET), 400],
  ['JSON that is none', post(`${JSON_TYPE}Content-Length: 2\r\n`, '{"'), 400],
  ['no JSON at all', post(`${JSON_TYPE}Content-Length: 0\r\n`, ''), 400],
  [
    'JSON that would change objects',
    post(`${JSON_TYPE}Content-Length: 16\r\n`, '{"__proto__":{}}'),
    400,
  ],
])('%s', async (_name, bytes, status) => {
  const answer = await rawRequest(scene.url, bytes);
  expect(told(answer)).toEqual(problem(status, 'malformed'));
  for (const leaked of [SECRET, 'FST_', 'HPE_', 'Fastify']) expect(answer).not.toContain(leaked);
});

test.each([
  ['a method that is not here', `PROPFIND /v1/supply HTTP/1.1\r\n${HOST}${END}`, 404, 'not-found'],
  ['everything', `OPTIONS * HTTP/1.1\r\n${HOST}${END}`, 404, 'not-found'],
  [
    'a type that is not read',
    post('Content-Type: text/html\r\nContent-Length: 1\r\n', 'x'),
    415,
    'unsupported-media-type',
  ],
  [
    'a body longer than it may be',
    post(`${JSON_TYPE}Content-Length: 99999999\r\n`, ''),
    413,
    'too-large',
  ],
  [
    'headers longer than they may be',
    `GET / HTTP/1.1\r\n${HOST}x: ${'x'.repeat(20_000)}\r\n${END}`,
    431,
    'headers-too-large',
  ],
  [
    'no UTF-8, at another name',
    `GET /%ff HTTP/1.1\r\nHost: elsewhere.example\r\n${END}`,
    421,
    'misdirected',
  ],
])('%s', async (_name, bytes, status, code) => {
  expect(told(await rawRequest(scene.url, bytes))).toEqual(problem(status, code));
});

test('paths that cannot be read are counted as every request is', async () => {
  const flooded = await Scene.found();
  await flooded.start({ limits: { perAddressPerSecond: 1, perAddressBurst: 3 } });
  const asked = `GET /%ff HTTP/1.1\r\n${HOST}${END}`;
  const statuses = [];
  for (let i = 0; i < 6; i += 1) statuses.push(statusOf(await rawRequest(flooded.url, asked)));
  await flooded.remove();
  expect(statuses).toContain(429);
});

function bareServer(): ReturnType<typeof newServer> {
  const log = pino({ level: 'silent' });
  return newServer({
    limits: { requestMs: 10_000, headersMs: 10_000, connections: 10 },
    log,
    metrics: { answered: () => undefined },
    trustedProxy: undefined,
    gate: { wait: () => 0, waitForSession: () => 0 },
    addresses: newAddresses([], '127.0.0.1'),
  } as unknown as Parameters<typeof newServer>[0]);
}

/** Hears no errors, as `once` does. */
function closing(socket: Duplex): Promise<unknown> {
  return new Promise((closed) => {
    socket.once('close', closed);
  });
}

test('a tunnel that is cut off ends nothing else, and one that stays half open is closed', async () => {
  const app = bareServer();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const asked = once(app.server, 'connect') as Promise<[unknown, Duplex]>;
  client.resume().write(`CONNECT ${SECRET}:443 HTTP/1.1\r\n${HOST}\r\n`);
  const [, socket] = await asked;
  const closed = closing(socket);
  expect(() => socket.emit('error', new Error('reset'))).not.toThrow();
  await closed;
  const half = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const again = once(app.server, 'connect') as Promise<[unknown, Duplex]>;
  half.resume().write(`CONNECT ${SECRET}:443 HTTP/1.1\r\n${HOST}\r\n`);
  const [, left] = await again;
  await closing(left);
  expect(left.destroyed).toBe(true);
  client.destroy();
  half.destroy();
  await app.close();
});

test('a node that stops says so on connections that are open still', async () => {
  const app = bareServer();
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<string>();
  app.get('/slow', () => {
    asked.resolve();
    return answered.promise;
  });
  const closing = Promise.withResolvers<void>();
  app.addHook('preClose', () => Promise.resolve(closing.resolve()));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  let heard = '';
  socket.on('data', (data: Buffer) => (heard += data.toString()));
  const ask = `GET /slow HTTP/1.1\r\n${HOST}\r\n`;
  socket.write(ask);
  await asked.promise;
  const closed = app.close();
  await closing.promise;
  const second = once(app.server, 'request');
  socket.write(ask);
  await second;
  answered.resolve('done');
  await Promise.all([closed, once(socket, 'close')]);
  const answer = heard.slice(heard.indexOf('HTTP/1.1', 1));
  expect(told(answer)).toEqual(problem(503, 'unavailable'));
});
