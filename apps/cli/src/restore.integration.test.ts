import { cpSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundHarbour } from './testing/founding.ts';
import { type Finished, type Scene, type Server, createScene, freePort } from './testing/scene.ts';

let scene: Scene;
let server: Server;
let port: string;

const LONG = { timeout: 110_000 };
const words = (line: string): string[] => line.split(' ');

/** A sovereign with a backup, and payments after it that the wallets and a kept log have. */
beforeAll(async () => {
  scene = await createScene();
  port = String(await freePort());
  // No header stands alone between the payments, so that wallets have all of them, however slow the machine is.
  const parameters = { heartbeatMs: 1_200_000, closureAfterMs: 3_600_000 };
  await foundHarbour(scene.path('harbour'), parameters);
  server = await scene.serve('harbour', '--port', port, '--kept-log', scene.path('kept'));
  for (const name of ['ada', 'ben']) {
    const line = `wallet create ${name} --sovereign ${server.url} --handle ${name} --country KE`;
    await scene.good(...words(line));
  }
  await scene.good(...words('sovereign issue harbour @ada 100.00 HRB'));
  await scene.good(...words('sovereign backup harbour empty.backup'));
  await scene.good('balance', 'ada');
  await scene.good(...words('sovereign backup harbour harbour.backup'));
  await scene.good(...words('pay ada @ben 30.00 HRB'));
  await scene.good('balance', 'ben');
  // She has seen a checkpoint of what ben took, and has no certificate of it.
  await scene.good('balance', 'ada');
}, 90_000);
afterAll(() => scene.end());

function restore(dir: string, ...more: readonly string[]): Promise<Finished> {
  const passphrase = ['--passphrase-file', 'harbour/unlock.key'];
  return scene.tally(
    'sovereign',
    'restore',
    'harbour.backup',
    dir,
    ...more,
    ...passphrase,
    '--json',
  );
}

function expectUsage(done: Finished, message: RegExp): void {
  expect({ status: done.status, stderr: done.stderr }).toMatchObject({ status: 2 });
  expect(done.json()).toMatchObject({ error: { message: expect.stringMatching(message) } });
}

/** The restored folder takes the first one's place: everything that was acknowledged is there. */
async function expectWhole(dir: string): Promise<void> {
  const restored = await scene.serve(dir, '--port', port);
  for (const [name, amount] of [
    ['ada', '70.00'],
    ['ben', '30.00'],
  ] as const) {
    // Each restored node goes on in its own way: a wallet that has met one of them is right to call the next one a fork.
    const copy = `${name}-${dir}`;
    cpSync(scene.path(name), scene.path(copy), { recursive: true });
    expect((await scene.good('verify', copy, '--json')).json()).toMatchObject({ ok: true });
    expect((await scene.good('balance', copy, '--json')).json()).toMatchObject({
      balances: { HRB: amount },
    });
  }
  expect((await scene.good('audit', dir, '--json')).json()).toMatchObject({ ok: true });
  await restored.stop();
}

test(
  'a mirror brings back what the backup lacks: here the node that still runs',
  LONG,
  async () => {
    const done = await restore('from-mirror', '--from-mirror', server.url);
    expect(done.json()).toMatchObject({ opens: true, recovered: expect.any(Number) });
    expect(Number(done.json()['recovered'])).toBeGreaterThan(0);
    await server.stop();
    await expectWhole('from-mirror');
    const nobody = await restore('no-mirror', '--from-mirror', server.url);
    expect(nobody.status).toBe(3);
    expect(nobody.json()).toMatchObject({ refusal: { code: 'entries-missing' } });
    expect((await scene.tally('sovereign', 'start', 'no-mirror')).status).toBe(2);
  },
);

test('a kept log does, by a command that `start` prints', LONG, async () => {
  expect((await restore('kept-back')).json()).toMatchObject({ opens: false });
  const refused = await scene.tally('sovereign', 'start', 'kept-back', '--port', port, '--json');
  expectUsage(refused, /does not open yet/);
  const lines = refused.stderr.split('\n').map((line) => line.trim());
  const line = lines.find((said) => said.endsWith('--from-log KEPT_LOG')) ?? '';
  expect(line).toContain(`tally sovereign restore ${scene.path('harbour.backup')} kept-back`);
  expect((await scene.type(line.replace('KEPT_LOG', 'kept')).finished).status).toBe(0);
  await expectWhole('kept-back');
});

test('wallets do, when they are all there are and it is said so', LONG, async () => {
  const both = ['--from-wallet', 'ada', '--from-wallet', 'ben'];
  const unsaid = await restore('from-wallets', ...both);
  expect(unsaid.status).toBe(3);
  expect(unsaid.json()).toMatchObject({
    refusal: { code: 'entries-missing', message: expect.stringContaining('--every-wallet') },
  });
  expectUsage(await scene.tally('sovereign', 'start', 'from-wallets', '--json'), /--every-wallet/);
  const said = await restore('from-wallets', ...both, '--every-wallet');
  expect(said.json()).toMatchObject({ opens: true });
  await expectWhole('from-wallets');
});

test(
  'what a wallet has only seen is missing, whoever brings less the next time',
  LONG,
  async () => {
    const ada = ['--from-wallet', 'ada', '--every-wallet'];
    const missing = { refusal: { code: 'entries-missing', data: { highest: expect.any(Number) } } };
    const alone = await restore('seen-more', ...ada);
    expect({ status: alone.status, answer: alone.json() }).toMatchObject({
      status: 3,
      answer: missing,
    });
    const both = [...ada, '--from-wallet', 'ben'];
    expect((await restore('seen-more', ...both)).json()).toMatchObject({ opens: true });
  },
);

test('a new epoch gives it up, and everybody reads why', LONG, async () => {
  for (const reason of ['', 'two\nlines', 'x'.repeat(257)]) {
    expectUsage(await restore('given-up', '--new-epoch', reason), /reason/);
  }
  const both = await restore('given-up', '--new-epoch', 'why', '--from-log', 'kept');
  expectUsage(both, /not both/);
  const done = await restore('given-up', '--new-epoch', 'The disk died');
  expect(done.json()).toMatchObject({ opens: true, reason: 'The disk died', epoch: { number: 1 } });
  const again = await restore('given-up', '--new-epoch', 'The disk died');
  expectUsage(again, /tally sovereign start given-up/);
  const restored = await scene.serve('given-up', '--port', '0');
  const { epochs } = (await (await fetch(`${restored.url}/v1/epochs`)).json()) as {
    epochs: unknown[];
  };
  expect(epochs.at(-1)).toMatchObject({ number: 1, succeeds: { reason: 'The disk died' } });
  expect((await scene.good('audit', restored.url, '--json')).json()).toMatchObject({ ok: true });
  await restored.stop();
});

test('a folder goes on with the backup that it was restored from, and no other', LONG, async () => {
  await restore('one');
  const other = await scene.tally(
    ...words('sovereign restore empty.backup one --from-log kept --json'),
  );
  expectUsage(other, /another backup.*harbour\.backup one --from-log/s);
  expectUsage(
    await scene.tally(...words('sovereign restore harbour.backup harbour --json')),
    /tally sovereign start harbour/,
  );
  expectUsage(
    await scene.tally(...words('sovereign restore nothing two --json')),
    /no file nothing/,
  );
  // The same backup under another name is the same one, and the passphrase is not asked for again.
  cpSync(scene.path('harbour.backup'), scene.path('moved.backup'));
  rmSync(scene.path('harbour.backup'));
  const done = await scene.tally(
    ...words('sovereign restore moved.backup one --from-log kept --json'),
  );
  expect(done.json()).toMatchObject({ opens: true });
});
