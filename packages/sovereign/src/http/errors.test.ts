import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limitsOf } from '../lifecycle/limits.ts';
import { newMetrics } from '../observe/metrics.ts';
import { newAddresses } from './addresses.ts';
import { newRateGate } from './rate-gate.ts';
import { newServer } from './server.ts';

const lines: { level: number; requestId?: string; route?: string; msg: string }[] = [];
const log = pino(
  { level: 'debug' },
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as (typeof lines)[number]);
      done();
    },
  }),
);
const none = (): number => 0;
const gauges = {
  logSize: none,
  queued: none,
  verifying: none,
  openHolds: none,
  alarmsRaised: none,
  appealsOverdue: none,
};
const limits = limitsOf();
const app = newServer({
  limits,
  log,
  metrics: newMetrics({ ...gauges, clockAheadMs: none, ringStarts: none }, none),
  gate: newRateGate(limits),
  addresses: newAddresses([], '127.0.0.1'),
  trustedProxy: undefined,
});
let url = '';
beforeAll(async () => {
  app.get('/broken/:what', () => {
    throw new Error('a secret stands in here');
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
});

test('a mistake of the node is an error in its log, under the id that the answer names', async () => {
  const answers = [1, 2].map(async (n) => fetch(`${url}/broken/${n}`));
  const bodies = await Promise.all(
    answers.map(async (one) => (await (await one).json()) as Record<string, unknown>),
  );
  const loud = lines.filter(({ level }) => level >= 50);
  expect(loud.map(({ route }) => route)).toEqual(['/broken/:what', '/broken/:what']);
  const named = loud.map(({ requestId }) => `urn:uuid:${requestId}`).sort();
  expect(bodies.map(({ instance }) => instance as string).sort()).toEqual(named);
  expect(new Set(named).size).toBe(2);
  for (const body of bodies) {
    expect(body).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(body)).not.toContain('secret');
  }
});
