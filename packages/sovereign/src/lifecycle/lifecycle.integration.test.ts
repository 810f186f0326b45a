import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type SpanOptions, trace } from '@opentelemetry/api';
import { type Built, holdFor } from '@tallystick/ledger/testing';
import { toHex } from '@tallystick/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSPHRASE, Scene } from '../testing/scene.ts';

/** A node's life: one to a folder, answers in order, ends in order, and says nothing that it should not. */
let scene: Scene;
beforeAll(async () => {
  scene = await Scene.found({ parameters: { heartbeatMs: 400, closureAfterMs: 900 } });
});
afterAll(async () => {
  await scene.remove();
});

const until = async (done: () => Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 400 && !(await done()); i += 1) await new Promise((r) => setTimeout(r, 25));
  expect(await done()).toBe(true);
};

const stats = async (): Promise<{ log: { size: number }; closedMs: number; openHolds: number }> =>
  scene.json('/v1/operator/stats', await scene.operatorSession());

test('a folder has one node, which shows that it is open, and a gap is a closure', async () => {
  await scene.start();
  const second = scene.start();
  await expect(second).rejects.toMatchObject({ code: 'already-running' });
  const { log } = await stats();
  await until(async () => (await stats()).log.size >= log.size + 3);
  const before = (await stats()).closedMs;
  await scene.stop();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await scene.start();
  expect((await stats()).closedMs).toBeGreaterThanOrEqual(before + 900);
});

test(
  'answers stand in the order of the items, whatever becomes of each',
  { timeout: 120_000 },
  async () => {
    const ada = await scene.funded(1_000_000n);
    const known: Built[] = [];
    const kinds = fc.array(fc.constantFrom('good', 'bent', 'again', 'nonsense', 'too much'), {
      minLength: 1,
      maxLength: 24,
    });
    const property = fc.asyncProperty(kinds, async (wanted) => {
      const items = wanted.map((kind): { bytes: Uint8Array; expected: string } => {
        const put = ada.account.put('KE', [holdFor(ada.id, scene.hrb, 1n)]);
        const id = toHex(put.id);
        const first = known[0];
        if (kind === 'nonsense') return { bytes: new Uint8Array([0x80]), expected: 'malformed' };
        if (kind === 'again' && first !== undefined) {
          return { bytes: first.bytes, expected: toHex(first.id) };
        }
        if (kind === 'bent') {
          const bytes = put.bytes.slice();
          bytes[bytes.length - 1]! ^= 1;
          return { bytes, expected: 'not-acceptable' };
        }
        if (kind === 'too much') {
          const hold = holdFor(ada.id, scene.hrb, 2_000_000n);
          const { bytes } = ada.account.put('KE', [hold]);
          return { bytes, expected: 'insufficient-balance' };
        }
        put.accept();
        known.push(put);
        return { bytes: put.bytes, expected: id };
      });
      const { results } = await scene.send(items.map(({ bytes }) => bytes));
      const seen = results.map((result) =>
        result.kind === 'admitted' ? toHex(result.transition) : result.code,
      );
      expect(seen).toEqual(items.map(({ expected }) => expected));
    });
    await fc.assert(property, { numRuns: 40 });
  },
);

test('a node that is told to stop answers what it has accepted, and takes no more', async () => {
  const ada = await scene.funded(1000n);
  const runs = Array.from({ length: 20 }, () => {
    const put = ada.account.put('KE', [holdFor(ada.id, scene.hrb, 1n)]);
    put.accept();
    return scene.send([put.bytes]).then(
      ({ results }) => results[0]?.kind ?? 'nothing',
      () => 'no answer',
    );
  });
  await Promise.race(runs);
  const { openHolds } = await stats();
  const startedAt = performance.now();
  const stopped = scene.stop();
  const answers = await Promise.all(runs);
  await stopped;
  expect(performance.now() - startedAt).toBeLessThan(4000);
  const admitted = answers.filter((answer) => answer === 'admitted').length;
  expect(admitted).toBeGreaterThanOrEqual(1);
  await scene.start();
  expect((await stats()).openHolds).toBeGreaterThanOrEqual(openHolds);
  const token = await scene.session(ada.account);
  const { outstanding } = await scene.json<{ outstanding: unknown[] }>('/v1/outstanding', token);
  expect(outstanding.length).toBe(admitted);
});

test('requests are spans where somebody has asked for them', async () => {
  const spans: { name: string; options: SpanOptions | undefined }[] = [];
  const span = { setStatus: () => span, end: () => {} };
  trace.setGlobalTracerProvider({
    getTracer: () =>
      ({
        startSpan(name: string, options?: SpanOptions) {
          spans.push({ name, options });
          return span;
        },
      }) as never,
  });
  await scene.get('/health/live');
  await until(async () => Promise.resolve(spans.length > 0));
  expect(spans[0]).toMatchObject({
    name: 'GET /health/live',
    options: { attributes: { 'http.route': '/health/live', 'http.response.status_code': 200 } },
  });
  await scene.post(new Uint8Array([1]));
  expect(spans[1]).toMatchObject({
    name: 'POST /v1/transitions',
    options: { attributes: { 'http.response.status_code': 400 } },
  });
  trace.disable();
});

test('nothing secret stands in the log, at its most talkative, or in the numbers', async () => {
  const ada = await scene.funded(10n);
  await scene.stop();
  const node = fork(new URL('../testing/node-process.ts', import.meta.url), {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output: Buffer[] = [];
  node.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  node.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  const folder = scene.folder.paths.root;
  node.send({ kind: 'start', options: { folder, port: 0, logLevel: 'debug' } });
  const [{ url }] = (await once(node, 'message')) as [{ url: string }];
  scene.use(url);
  const token = await scene.session(ada.account);
  const operator = await scene.operatorSession();
  await scene.get('/v1/receivables', token);
  await scene.get(`/v1/receivables?token=${token}`, token);
  await scene.call('POST', '/v1/operator/webhooks', operator, { url: 'x', events: [token] });
  await scene.post(new Uint8Array([1]));
  await scene.get('/metrics');
  const metrics = await (await scene.get('/metrics')).text();
  node.send({ kind: 'stop' });
  await once(node, 'exit');
  const text = Buffer.concat(output).toString();
  expect(text).toContain('the sovereign is open');
  const secrets = [token, operator, Buffer.from(PASSPHRASE).toString(), toHex(ada.id)];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  expect(secrets.filter((secret) => metrics.includes(secret))).toEqual([]);
  expect(metrics).toContain('tally_log_entries');
  for (const counted of ['route="/v1/transitions",status="400"} 1', 'route="/metrics"']) {
    expect(metrics).toContain(`tally_http_requests_total{${counted}`);
  }
});
