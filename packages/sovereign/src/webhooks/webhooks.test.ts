import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, openDesk } from '../desk/desk.ts';
import type { NodeEvent } from '../events/node-event.ts';
import { newLogger } from '../observe/log.ts';
import { type Deliverer, startDeliverer } from './deliver.ts';
import { newSecretBox } from './secret-box.ts';
import { type WebhookStore, openWebhookStore } from './webhook-store.ts';

const ada = new Uint8Array(32).fill(1);
const bob = new Uint8Array(32).fill(2);
const box = newSecretBox(new Uint8Array(32).fill(9), nodeCrypto);
let desk: Desk;
let store: WebhookStore;
let server: Server;
let url: string;
let answers: number[];
let received: { headers: IncomingMessage['headers']; body: string }[];
let now: number;
let deliverer: Deliverer | undefined;

beforeEach(async () => {
  desk = openDesk(':memory:');
  store = openWebhookStore(desk, box);
  received = [];
  answers = [];
  now = Date.now();
  server = createServer((request, response) => void receive(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  await deliverer?.close();
  deliverer = undefined;
  server.close();
  server.closeAllConnections();
});

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
  const status = answers.shift() ?? 204;
  response.writeHead(status, status === 302 ? { location: url } : {}).end();
}

function start(): Deliverer {
  const log = newLogger('silent');
  deliverer = startDeliverer({ store, log, now: () => now, onAttempt: () => {}, pollMs: 5 });
  return deliverer;
}

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !done(); i += 1) await new Promise((r) => setTimeout(r, 5));
  expect(done()).toBe(true);
}

const event = (index: number, identity = ada): NodeEvent => ({
  id: `${index}-0`,
  index,
  type: 'receivable',
  identity,
  time: 0,
  data: { hold: 'x', amount: '5' },
});

test('an event arrives once, signed, and only where it is wanted', async () => {
  const { id, secret } = store.add({ url, events: ['receivable'], identity: ada }, now);
  store.add({ url: `${url}/other`, events: ['taken'], identity: null }, now);
  store.enqueue([event(1), event(2, bob)], 3, now);
  store.enqueue([event(1)], 3, now);
  start();
  await until(() => store.deliveries(id, 0, 10).every(({ state }) => state === 'delivered'));
  expect(received.length).toBe(1);
  const { headers, body } = received[0]!;
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    type: 'receivable',
    data: { event: { hold: 'x', amount: '5' } },
  });
  const verifyBent = (): unknown =>
    new Webhook(secret).verify(`${body} `, headers as Record<string, string>);
  expect(verifyBent).toThrow(/signature/);
});

test('a failure is tried again later, a redirect is a failure, and a replay sends again', async () => {
  const { id } = store.add({ url, events: ['receivable'], identity: null }, now);
  answers = [500, 302, 200];
  store.enqueue([event(1)], 2, now);
  start();
  for (const attempts of [1, 2]) {
    await until(() => store.deliveries(id, 0, 1)[0]?.attempts === attempts);
    const failed = store.deliveries(id, 0, 1)[0]!;
    expect(failed.nextAt! - now).toBeGreaterThan(2500);
    now = failed.nextAt!;
  }
  await until(() => store.deliveries(id, 0, 1)[0]?.state === 'delivered');
  expect(received.length).toBe(3);
  expect(store.replay(id, 0, now)).toBe(1);
  await until(() => received.length === 4);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

test('what nobody takes is given up, and kept to be replayed', async () => {
  server.close();
  server.closeAllConnections();
  const { id } = store.add({ url, events: ['receivable'], identity: null }, now);
  store.enqueue([event(1)], 2, now);
  start();
  await until(() => {
    now += 100_000_000;
    return store.deliveries(id, 0, 1)[0]?.state === 'given-up';
  });
  expect(store.deliveries(id, 0, 1)[0]).toMatchObject({ attempts: 12, nextAt: null });
});

test('the queue is there after a restart, and a secret opens only with the machine key', () => {
  const { id, secret } = store.add({ url, events: ['receivable'], identity: null }, now);
  store.enqueue([event(1)], 7, now);
  const again = openWebhookStore(desk, box);
  expect(again.progress).toBe(7);
  expect(again.due(now, 10).map(({ event: name }) => name)).toEqual(['1-0']);
  expect(again.find(id)?.secret).toBe(secret);
  const other = openWebhookStore(desk, newSecretBox(new Uint8Array(32), nodeCrypto));
  expect(other.find(id)).toBeUndefined();
  expect(again.remove(id)).toBe(true);
  expect(again.due(now, 10)).toEqual([]);
});

test('what concerns nobody in particular goes to webhooks for everybody that want it, once', () => {
  const events = ['alarm'] as const;
  const all = store.add({ url, events, identity: null }, now);
  const own = store.add({ url, events, identity: ada }, now);
  const other = store.add({ url, events: ['taken'], identity: null }, now);
  const alarm = { id: 'alarm-1', type: 'alarm', time: 0, data: { matter: 'module KE' } } as const;
  store.tell(alarm, now);
  store.tell(alarm, now);
  const [one, ...more] = store.deliveries(all.id, 0, 9);
  expect(JSON.parse(one?.body ?? '')).toEqual({
    type: 'alarm',
    timestamp: '1970-01-01T00:00:00.000Z',
    data: { identity: null, event: { matter: 'module KE' } },
  });
  const others = [own, other].flatMap(({ id }) => store.deliveries(id, 0, 9));
  expect([...more, ...others]).toEqual([]);
});
