import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundHarbour } from './testing/founding.ts';
import { type Scene, createScene, freePort } from './testing/scene.ts';

/** A machine dies after its backup, and its operator gives up in public what came after it. */
let scene: Scene;

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.end());

async function balance(name: string): Promise<unknown> {
  return (await scene.good('balance', name, '--json')).json()['balances'];
}

/** Wallets sign for half of that: long enough for a busy machine, and not half a minute. */
const VALIDITY_MS = 24_000;

/** What was given up could still be admitted for a while after it was signed. */
async function payWhenFree(from: string, to: string, amount: string): Promise<void> {
  for (;;) {
    const done = await scene.tally('pay', from, to, amount, 'HRB', '--json');
    if (done.status === 0) return;
    expect(done.json()).toMatchObject({ error: { code: 'place-not-free' } });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function isWell(...places: string[]): Promise<void> {
  for (const place of places) {
    const command = place.startsWith('http') ? 'audit' : 'verify';
    const done = await scene.good(command, place, '--json');
    expect([place, done.json()]).toEqual([
      place,
      expect.objectContaining({ ok: true, problems: [] }),
    ]);
  }
}

test('both wallets go on after a new epoch, and everything is provable', async () => {
  await foundHarbour(scene.path('harbour'), { validityMs: VALIDITY_MS });
  const port = String(await freePort());
  const first = await scene.serve('harbour', '--port', port);
  for (const handle of ['ada', 'ben']) {
    const who = ['--handle', handle, '--country', 'KE'];
    await scene.good('wallet', 'create', handle, '--sovereign', first.url, ...who);
  }
  await scene.good('sovereign', 'issue', 'harbour', 'ada', '1000.00', 'HRB');
  await scene.good('pay', 'ada', 'ben', '5.00', 'HRB');
  await balance('ben');
  await scene.good('sovereign', 'backup', 'harbour', 'harbour.backup');
  const lost = await scene.good('pay', 'ada', 'ben', '7.00', 'HRB', '--json');
  await balance('ben');
  await scene.good('pay', 'ben', 'ada', '1.50', 'HRB');
  expect(await balance('ada')).toEqual({ HRB: '989.50' });
  first.child.kill('SIGKILL');
  await first.finished;

  const reason = 'The disk died';
  const unlock = ['--passphrase-file', 'harbour/unlock.key'];
  await scene.good(
    'sovereign',
    'restore',
    'harbour.backup',
    'again',
    '--new-epoch',
    reason,
    ...unlock,
  );
  const second = await scene.serve('again', '--port', port);
  expect(second.url).toBe(first.url);

  const told = await scene.good('balance', 'ada', '--json');
  expect(told.json()).toMatchObject({ balances: { HRB: '995.00' } });
  expect(told.stderr).toContain('because “The disk died”. Of this wallet 2 certified transitions');
  expect(await balance('ben')).toEqual({ HRB: '5.00' });
  const lines = (await scene.good('history', 'ada', '--json')).json()['history'];
  expect(lines).toContainEqual(
    expect.objectContaining({
      id: lost.json()['id'],
      status: 'given-up',
      amount: '7.00',
      givenUp: { epoch: 1, size: expect.any(Number), reason },
    }),
  );
  expect((await scene.good('history', 'ben')).stdout).toContain('given up by the sovereign');

  await payWhenFree('ada', 'ben', '10.00');
  await payWhenFree('ben', 'ada', '2.00');
  expect(await balance('ada')).toEqual({ HRB: '987.00' });
  expect(await balance('ben')).toEqual({ HRB: '13.00' });
  await isWell('ada', 'ben', second.url);
  const elsewhere = second.url.replace('127.0.0.1', 'localhost');
  const movedTo = await scene.good('wallet', 'move', 'ben', '--sovereign', elsewhere, '--json');
  expect(movedTo.json()).toMatchObject({ sovereign: { url: elsewhere } });
  await isWell('ben');
  const { epochs } = (await scene.good('wallet', 'show', 'ada', '--json')).json();
  expect(epochs).toMatchObject([{ number: 0 }, { number: 1, succeeds: { reason } }]);
  await second.stop();

  // The first machine comes back, as it was: its epoch is over.
  const third = await scene.serve('harbour', '--port', port);
  expect((await scene.tally('balance', 'ada', '--json')).status).toBe(5);
  expect((await scene.tally('verify', 'ben', '--json')).status).toBe(5);
  await third.stop();
});
