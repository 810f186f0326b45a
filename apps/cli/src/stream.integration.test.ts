import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundHarbour } from './testing/founding.ts';
import { type Running, type Scene, type Server, createScene, freePort } from './testing/scene.ts';

let scene: Scene;
let sovereign: Server;
/** What is sold: a server that counts whom it has answered. */
const sold = { answers: 0, paths: [] as string[], sawTick: false };
const shop = createServer((request, response) => {
  sold.answers += 1;
  sold.paths.push(request.url ?? '');
  sold.sawTick ||= request.headers['tally-tick'] !== undefined;
  response.end(`answer ${sold.answers}\n`);
});
let source = '';
const port = await freePort();
const url = `http://127.0.0.1:${port}`;

beforeAll(async () => {
  scene = await createScene();
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  source = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/api`;
  await foundHarbour(scene.path('harbour'));
  sovereign = await scene.serve('harbour', '--port', '0');
  for (const name of ['ada', 'ben']) {
    const made = ['--sovereign', sovereign.url, '--handle', name, '--country', 'KE'];
    await scene.good('wallet', 'create', name, ...made);
  }
  await scene.good('sovereign', 'issue', 'harbour', '@ada', '100.00', 'HRB');
});
afterAll(async () => {
  await scene.end();
  shop.close();
});

async function serve(...more: string[]): Promise<Running> {
  const words = ['stream', 'serve', 'ben', source, '0.01', 'HRB', '--port', String(port)];
  const till = scene.start(...words, '--json', ...more);
  await Promise.race([till.line, till.finished]);
  return till;
}

async function kill({ child, finished }: Running): Promise<void> {
  child.kill('SIGKILL');
  await finished;
}

const pay = (...more: string[]) =>
  scene.start('stream', 'pay', 'ada', `${url}/x?y=1`, 'HRB', '--json', ...more).finished;

async function balanceOf(name: string): Promise<number> {
  const { balances } = (await scene.good('balance', name, '--json')).json() as {
    balances: Record<string, string>;
  };
  return Math.round(Number(balances['HRB'] ?? '0') * 100);
}

test('a payer and a payee that are killed at any moment lose nothing that is promised', async () => {
  let till = await serve();
  const first = (await pay('--budget', '1.00', '--times', '5')).json();
  expect(first).toMatchObject({ paid: '0.05', currency: 'HRB', budget: '1.00' });
  // Ticks are the door's; what is behind it does not see them.
  expect(sold).toMatchObject({ answers: 5, sawTick: false });
  expect(sold.paths[0]).toBe('/api/x?y=1');

  for (let round = 1; round <= 4; round += 1) {
    // The payee is killed while it serves; what it had answered is stored, and the stream goes on.
    const running = scene.start(
      'stream',
      'pay',
      'ada',
      `${url}/`,
      'HRB',
      '--budget',
      '2.00',
      '--times',
      '60',
    );
    await running.line;
    await new Promise((resolve) => setTimeout(resolve, 20 * round));
    await kill(round % 2 === 0 ? till : running);
    if (round % 2 === 0) {
      await running.finished;
      till = await serve();
    }
    expect((await pay('--budget', '0.02', '--times', '2')).json()).toMatchObject({ paid: '0.02' });
  }
  expect((await pay('--budget', '0.02', '--times', '3')).status).toBe(3);
  till.child.kill('SIGINT');
  expect(await till.finished).toMatchObject({ status: 0 });

  const got = await balanceOf('ben');
  expect(got).toBeGreaterThanOrEqual(sold.answers);
  // Each kill of a payer may leave one tick behind that was paid and never answered.
  expect(got).toBeLessThanOrEqual(sold.answers + 8);
  for (const name of ['ada', 'ben']) await scene.good('verify', name);
  const audit = await scene.good('audit', 'harbour', '--json');
  expect(audit.status).toBe(0);
});

test('what does not exist costs nothing, and no hidden file is served', async () => {
  const till = scene.start('stream', 'serve', 'ben', '.', '0.01', 'HRB', '--port', '0', '--json');
  const { url: at } = JSON.parse(await till.line) as { url: string };
  const statusOf = async (path: string): Promise<number> => (await fetch(`${at}${path}`)).status;
  expect(await statusOf('/nothing.txt')).toBe(404);
  expect(await statusOf('/.bin/tally')).toBe(404);
  expect(await statusOf('/..%2f..%2fetc/passwd')).toBe(404);
  expect(await statusOf('/%zz')).toBe(404);
  expect(await statusOf('/harbour/constitution.cbor')).toBeGreaterThanOrEqual(402);
  await kill(till);
  const bad = await scene.tally('stream', 'pay', 'ada', 'ftp://x', 'HRB', '--budget', '1.00');
  expect(bad.status).toBe(2);
  const gone = await scene.tally(
    'stream',
    'pay',
    'ada',
    'http://127.0.0.1:1/',
    'HRB',
    '--budget',
    '1.00',
  );
  expect(gone.status).toBe(4);
});
