import { type FastifyInstance, fastify } from 'fastify';
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { boundAnswers } from './answer-room.ts';
import { type BodyBudget, newBodyBudget } from './body-budget.ts';
import { answerErrors } from './errors.ts';

/** More than the system takes for a connection whose other end reads nothing. */
const LONG = Buffer.alloc(24_000_000);
const ANSWER_MS = 1000;

let app: FastifyInstance;
let answers: BodyBudget;
const asking: Socket[] = [];

beforeEach(async () => {
  app = fastify({ forceCloseConnections: true });
  answers = newBodyBudget(2 * LONG.length);
  answerErrors(app);
  boundAnswers(app, { answers, answerMs: ANSWER_MS });
  app.get('/long', (_request, reply) => reply.send(LONG));
  app.get('/text', (_request, reply) => reply.send('x'.repeat(16_385)));
  app.get('/short', (_request, reply) => reply.send('x'.repeat(16_384)));
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  for (const socket of asking.splice(0)) socket.destroy();
  await app.close();
});

const port = (): number => (app.server.address() as AddressInfo).port;
const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${port()}${path}`);
const used = (): number => answers.used;

/** Asks, and reads nothing. */
function deaf(): Socket {
  const socket = connect(port(), '127.0.0.1');
  socket.on('error', () => {});
  socket.pause().write('GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n');
  asking.push(socket);
  return socket;
}

test('a long answer is counted until it is taken, a short one is not', async () => {
  const answer = await get('/long');
  expect(used()).toBe(LONG.length);
  expect((await answer.arrayBuffer()).byteLength).toBe(LONG.length);
  await expect.poll(used).toBe(0);
  answers.take(2 * LONG.length);
  expect([(await get('/text')).status, (await get('/short')).status]).toEqual([503, 200]);
  answers.give(2 * LONG.length);
  expect((await get('/text')).status).toBe(200);
});

test('whoever reads nothing fills the budget, until its connection ends', async () => {
  const [first] = [deaf(), deaf()];
  await expect.poll(used).toBe(2 * LONG.length);
  const full = await get('/long');
  expect([full.status, full.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await full.json()).toMatchObject({ code: 'busy' });
  await expect.poll(used, { timeout: 10 * ANSWER_MS }).toBe(0);
  const ended = once(first, 'close');
  first.resume();
  await ended;
  expect((await (await get('/long')).arrayBuffer()).byteLength).toBe(LONG.length);
});

test('whoever leaves before its answer is taken gives its part back', async () => {
  const left = deaf();
  await expect.poll(used).toBe(LONG.length);
  left.destroy();
  await expect.poll(used, { timeout: ANSWER_MS / 2 }).toBe(0);
  expect((await get('/text')).status).toBe(200);
});
