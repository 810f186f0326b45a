import { type Person, holdFor } from '@tallystick/ledger/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scene } from '../testing/scene.ts';

/** A clock that leaps is not followed: what is once logged is never taken back. */
let scene: Scene;
let ada: Person;
let off = 0;
const clock = {
  wall: (): number => Date.now() + off,
  steady: (): number => performance.now(),
  uptime: (): number => performance.now(),
};
const DAY_MS = 86_400_000;

beforeAll(async () => {
  scene = await Scene.found({ parameters: { heartbeatMs: 200, closureAfterMs: 400 } });
  await scene.start({ clock });
  ada = await scene.funded(1000n);
});
afterAll(async () => {
  await scene.remove();
});

const ledgerTime = async (): Promise<{ time: number; closedMs: number; size: number }> => {
  const token = await scene.operatorSession();
  const { time, closedMs, log } = await scene.json<{
    time: number;
    closedMs: number;
    log: { size: number };
  }>('/v1/operator/stats', token);
  return { time, closedMs, size: log.size };
};

const sleep = async (ms: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, ms));

const pay = (): Uint8Array => ada.account.put('KE', [holdFor(ada.id, scene.hrb, 1n)]).bytes;

const request = async (path: string, body?: Uint8Array): Promise<[number, string]> => {
  const headers = { 'content-type': 'application/cbor' };
  const init = body === undefined ? {} : { method: 'POST', headers, body: new Uint8Array(body) };
  const answer = await fetch(scene.url + path, init);
  return [answer.status, Buffer.from(await answer.arrayBuffer()).toString()];
};

/** The body of a request of one transition. */
const one = (item: Uint8Array): Uint8Array => Buffer.concat([Uint8Array.of(0x81), item]);

test('while the clock is ahead nothing is admitted or logged, reads go on, and so does the node after it', async () => {
  const put = ada.account.put('KE', [holdFor(ada.id, scene.hrb, 1n)]);
  const session = await scene.session(ada.account);
  off = 365 * DAY_MS;
  const [status, text] = await request('/v1/transitions', one(put.bytes));
  expect([status, text.includes('clock')]).toEqual([503, true]);
  const before = await ledgerTime();
  const [ready, why] = await request('/health/ready');
  expect([ready, why.includes('"code":"unavailable"'), why.includes('clock')]).toEqual([
    503,
    true,
    true,
  ]);
  expect((await request('/health/live'))[0]).toBe(200);
  const metrics = await (await scene.get('/metrics')).text();
  const ahead = /^tally_clock_ahead_seconds (\d+)/m.exec(metrics)?.[1];
  expect(Math.abs(Number(ahead) - 365 * 86_400)).toBeLessThan(5);
  expect((await scene.get('/v1/outstanding', session)).status).toBe(200); // it has not expired
  await sleep(700); // more than three heartbeats
  expect(await ledgerTime()).toEqual(before);
  expect(before.time).toBeLessThan(Date.now() + 1000);

  off = 0;
  expect((await request('/health/ready'))[0]).toBe(200);
  await scene.must(put);
  const after = await ledgerTime();
  expect(Math.abs(after.time - Date.now())).toBeLessThan(60_000);
  // It admitted nothing for a while: that was a closure, and no deadline has come nearer by it.
  expect(after.closedMs - before.closedMs).toBeGreaterThanOrEqual(700);
  expect(await (await scene.get('/metrics')).text()).toMatch(/^tally_clock_ahead_seconds 0$/m);
});

test('a step within the margin is followed', async () => {
  off = 300_000;
  const [status] = await request('/v1/transitions', one(pay()));
  expect(status).toBe(200);
  expect((await ledgerTime()).time).toBeGreaterThan(Date.now() + 250_000);
});

test('a node that started before its clock was set goes on when its operator says that it is right now', async () => {
  await scene.stop();
  off = -2 * 3_600_000; // no battery: the machine starts in the past
  await scene.start({ clock });
  const token = await scene.operatorSession();
  off = 300_000; // and is set by the network
  expect((await request('/health/ready'))[0]).toBe(503);
  const accept = async (time: number): Promise<number> =>
    (await scene.call('POST', '/v1/operator/clock', token, { time })).status;
  expect(await accept(Date.now() - 2 * 3_600_000)).toBe(409);
  expect((await request('/health/ready'))[0]).toBe(503);
  expect((await scene.call('POST', '/v1/operator/clock', '', { time: Date.now() })).status).toBe(
    401,
  );
  expect(await accept(Date.now())).toBe(200);
  expect((await request('/health/ready'))[0]).toBe(200);
  expect((await request('/v1/transitions', one(pay())))[0]).toBe(200);
});

test('after more than 30 days a start needs the owner to accept the clock, and changes nothing before', async () => {
  const { time } = await ledgerTime();
  await scene.stop();
  off = 29 * DAY_MS;
  await scene.start({ clock });
  const between = await ledgerTime();
  expect(between.time - time).toBeGreaterThan(28 * DAY_MS);
  await scene.stop();
  off = 60 * DAY_MS;
  const refused = { code: 'clock-gap', message: expect.stringContaining('--accept-clock') };
  await expect(scene.start({ clock })).rejects.toMatchObject(refused);
  await expect(scene.start({ clock })).rejects.toMatchObject(refused);
  off = 29 * DAY_MS;
  await scene.start({ clock }); // the clock was set right: nothing was logged
  expect((await ledgerTime()).time - between.time).toBeLessThan(DAY_MS);
  await scene.stop();
  off = 60 * DAY_MS;
  await scene.start({ clock, acceptClock: true });
  const accepted = await ledgerTime();
  expect(accepted.time - between.time).toBeGreaterThan(30 * DAY_MS);
  expect(accepted.closedMs - between.closedMs).toBeGreaterThan(30 * DAY_MS);
});
