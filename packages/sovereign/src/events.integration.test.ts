import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { holdFor } from '@tallystick/ledger/testing';
import { raise, tabFor } from '@tallystick/ledger/testing/offline';
import { holdId, toHex } from '@tallystick/protocol';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk } from './desk/desk.ts';
import { Scene } from './testing/scene.ts';

/** What happens is told: to the parties over a stream, to the operator's webhooks, once and in order, over a restart too. */
let scene: Scene;
beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
});
afterAll(async () => {
  await scene.remove();
});

interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** Reads a stream of events. */
class Listener {
  readonly told: Told[] = [];
  readonly #abort = new AbortController();

  async open(token: string, lastEventId?: string): Promise<void> {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
    const answer = await fetch(`${scene.url}/v1/events`, { headers, signal: this.#abort.signal });
    if (answer.headers.get('content-type')?.includes('text/event-stream') !== true) {
      throw new Error(`no stream: ${answer.status}`);
    }
    void this.#read(answer);
    await this.until(() => this.told.some(({ event }) => event === 'hello'));
  }

  close(): void {
    this.#abort.abort();
  }

  async until(done: () => boolean): Promise<void> {
    for (let i = 0; i < 1000 && !done(); i += 1) await new Promise((r) => setTimeout(r, 5));
    if (!done()) throw new Error(`not told in time: ${JSON.stringify(this.told)}`);
  }

  /** Everything but the greeting. */
  get events(): Told[] {
    return this.told.filter(({ event }) => event !== 'hello');
  }

  async #read(answer: Response): Promise<void> {
    let text = '';
    try {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
        text += Buffer.from(chunk).toString();
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) this.#take(part);
      }
    } catch {
      // closed by the test
    }
  }

  #take(part: string): void {
    const field = (name: string): string =>
      part
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2) ?? '';
    if (field('event') === '') return;
    const data = JSON.parse(field('data')) as Record<string, unknown>;
    this.told.push({ id: field('id'), event: field('event'), data });
  }
}

test('both parties hear of a payment, and whoever was away hears what was missed', async () => {
  const ada = await scene.funded(100n, 'ada');
  const bob = await scene.person();
  const [a, b] = [new Listener(), new Listener()];
  await a.open(await scene.session(ada.account));
  const token = await scene.session(bob.account);
  await b.open(token);
  const put = ada.account.put('KE', [holdFor(bob.id, scene.hrb, 40n)]);
  await scene.must(put);
  await b.until(() => b.events.length === 1);
  expect(b.events).toMatchObject([
    { event: 'receivable', data: { amount: '40', from: { handle: 'ada' }, put: toHex(put.id) } },
  ]);
  const list = await scene.json<{ receivables: object[] }>('/v1/receivables', token);
  expect(b.events[0]?.data).toEqual({ ...list.receivables[0], transition: null });
  b.close();
  await scene.must(bob.account.take([scene.taking(put, 0, 40n)]));
  await a.until(() => a.events.length === 2);
  expect(a.events).toMatchObject([
    { event: 'admitted', data: { sequence: 2, id: toHex(put.id) } },
    { event: 'taken', data: { put: toHex(put.id), by: toHex(bob.id), amount: '40', closed: true } },
  ]);
  const again = new Listener();
  await again.open(token, b.events[0]?.id);
  await again.until(() => again.events.length === 1);
  expect(again.events).toMatchObject([{ event: 'admitted', data: { sequence: 1 } }]);
  again.close();
  const late = new Listener();
  await late.open(token, '0-0');
  await late.until(() => late.events.length === 1);
  expect(late.events[0]?.event).toBe('resync');
  late.close();
  a.close();
});

test('what is added to a tab is told to its payee, and to nobody else', async () => {
  const ada = await scene.funded(100n);
  const [ben, cyd] = [await scene.person(), await scene.person()];
  const put = ada.account.put('KE', [tabFor(ben.id, scene.hrb, 30n)]);
  await scene.must(put);
  const [payee, other] = [new Listener(), new Listener()];
  await payee.open(await scene.session(ben.account));
  await other.open(await scene.session(cyd.account));
  const hold = holdId(put.id, 0);
  const item = { hold, by: 20n, currency: scene.hrb };
  const raised = raise(ada.account, [item], [holdFor(cyd.id, scene.hrb, 5n)]);
  await scene.must(raised);
  await payee.until(() => payee.events.length === 1);
  await other.until(() => other.events.length === 1);
  const data = { hold: toHex(hold), claim: 0, by: '20', raise: toHex(raised.id) };
  expect(payee.events).toMatchObject([{ event: 'raised', data }]);
  expect(other.events).toMatchObject([{ event: 'receivable' }]);
  payee.close();
  other.close();
});

test('what a revoked device held is told as due to its identity, as the list has it', async () => {
  const ada = await scene.funded(100n);
  const device = { key: scene.newKey(), encryptionKey: null };
  await scene.must(ada.say({ kind: 'add-device', device }));
  const token = await scene.session(ada.devices[1]!);
  const listener = new Listener();
  await listener.open(token);
  const revoked = ada.say({ kind: 'revoke-device', ordinal: 0 }, [2]);
  await scene.must(revoked);
  await listener.until(() => listener.events.length === 2);
  const { receivables } = await scene.json<{ receivables: object[] }>('/v1/receivables', token);
  expect(receivables).toMatchObject([{ amount: '100', put: toHex(revoked.id) }]);
  expect(listener.events).toEqual([
    expect.objectContaining({ event: 'admitted' }),
    expect.objectContaining({ event: 'receivable', data: receivables[0] }),
  ]);
  listener.close();
});

test('a device that was revoked reads and hears nothing more, although its session had not ended', async () => {
  const lost = await scene.person();
  const payer = await scene.funded(100n);
  const token = await scene.session(lost.account);
  const listener = new Listener();
  await listener.open(token);
  expect((await scene.get('/v1/receivables', token)).status).toBe(200);
  await scene.must(lost.say({ kind: 'revoke-device', ordinal: 0 }, [0]));
  expect((await scene.get('/v1/receivables', token)).status).toBe(401);
  await scene.must(payer.account.put('KE', [holdFor(lost.id, scene.hrb, 40n)]));
  await new Promise((resolve) => setTimeout(resolve, 200));
  listener.close();
  expect(listener.events).toEqual([]);
});

test('a webhook gets every event, also what was logged and not queued before a crash', async () => {
  const received: { id: string; type: string; data: { event: Record<string, unknown> } }[] = [];
  let isUp = true;
  const secrets: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (!isUp) {
        response.writeHead(503).end();
        return;
      }
      const headers = request.headers as Record<string, string>;
      const body = new Webhook(secrets[0] ?? '').verify(Buffer.concat(chunks), headers);
      received.push({ ...(body as (typeof received)[0]), id: headers['webhook-id'] ?? '' });
      response.writeHead(204).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const operator = await scene.operatorSession();
  const { size } = await scene.json<{ size: number }>('/v1/supply');
  const registered = await scene.call('POST', '/v1/operator/webhooks', operator, {
    url,
    events: ['receivable', 'taken'],
  });
  expect(registered.status).toBe(201);
  const { id, secret } = (await registered.json()) as { id: string; secret: string };
  secrets.push(secret);
  const until = async (done: () => boolean): Promise<void> => {
    for (let i = 0; i < 2000 && !done(); i += 1) await new Promise((r) => setTimeout(r, 5));
    expect(done()).toBe(true);
  };

  const ada = await scene.funded(100n);
  await until(() => received.length === 2);
  expect(received.map(({ type }) => type)).toEqual(['receivable', 'taken']);
  // As if the node had died after it had admitted, and before it had queued, all of it.
  await scene.stop();
  const desk = openDesk(scene.folder.paths.desk);
  desk.exec(`DELETE FROM delivery; UPDATE progress SET value = ${size}`);
  desk.close();
  await scene.start();
  await until(() => received.length === 4);
  expect(received.slice(2)).toEqual(received.slice(0, 2));

  const put = ada.account.put('KE', [holdFor(ada.id, scene.hrb, 10n)]);
  isUp = false;
  await scene.must(put);
  await scene.stop();
  isUp = true;
  await scene.start();
  await scene.must(ada.account.take([scene.taking(put, 0, 10n)]));
  await until(() => received.length >= 5);
  const own = await scene.operatorSession();
  const replayed = await scene.call('POST', `/v1/operator/webhooks/${id}/replay`, own, {
    since: 0,
  });
  expect(await replayed.json()).toEqual({ replayed: 4 });
  await until(() => new Set(received.map((one) => one.id)).size === 4);
  const list = await scene.json<{ deliveries: { event: string }[] }>(
    `/v1/operator/webhooks/${id}/deliveries`,
    own,
  );
  expect(list.deliveries.length).toBe(4);
  const known = await scene.json('/v1/operator/webhooks', own);
  expect(JSON.stringify(known)).not.toContain(secret.slice(6));
  expect((await scene.call('DELETE', `/v1/operator/webhooks/${id}`, own)).status).toBe(204);
  for (const bad of ['file:///etc/passwd', 'ftp://x/', 'http://user:pass@x/', 'nonsense', '']) {
    const answer = await scene.call('POST', '/v1/operator/webhooks', own, {
      url: bad,
      events: ['taken'],
    });
    expect(answer.status).toBe(400);
  }
  server.close();
  server.closeAllConnections();
});
