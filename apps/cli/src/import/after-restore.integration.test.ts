import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundHarbour } from '../testing/founding.ts';
import { type Finished, type Scene, createScene } from '../testing/scene.ts';

/** Two files were imported, a backup was taken between them, and the machine died. */
let scene: Scene;

const LONG = { timeout: 200_000 };
const HEADER = 'time,from,to,amount,currency\n';

beforeAll(async () => {
  scene = await createScene();
  // After a new epoch a treasury waits for as long as anything that it has forgotten could be valid.
  await foundHarbour(scene.path('harbour'), { heartbeatMs: 300, validityMs: 40_000 });
  writeFileSync(
    scene.path('a.csv'),
    `${HEADER}1,treasury,ada,10.00,HRB\n2,treasury,ben,20.00,HRB\n`,
  );
  writeFileSync(scene.path('b.csv'), `${HEADER}3,treasury,cleo,5.00,HRB\n4,ada,ben,3.00,HRB\n`);
  const server = await scene.serve('harbour', '--port', '0', '--kept-log', scene.path('kept'));
  await scene.good('import', 'harbour', 'a.csv');
  await scene.good('sovereign', 'backup', 'harbour', 'harbour.backup');
  await scene.good('import', 'harbour', 'b.csv');
  server.child.kill('SIGKILL');
  await server.finished;
}, 120_000);
afterAll(() => scene.end());

async function restore(folder: string, ...more: string[]): Promise<void> {
  const passphrase = ['--passphrase-file', 'harbour/unlock.key'];
  await scene.good('sovereign', 'restore', 'harbour.backup', folder, ...more, ...passphrase);
  cpSync(scene.path('harbour/unlock.key'), scene.path(`${folder}/unlock.key`));
}

const importInto = (folder: string, file: string, ...more: string[]): Promise<Finished> =>
  scene.tally('import', folder, file, '--json', ...more);

async function minted(folder: string): Promise<unknown> {
  const { supply } = (await scene.good('sovereign', 'supply', folder, '--json')).json() as {
    supply: { HRB: { minted: string } };
  };
  return supply.HRB.minted;
}

test('a log that knows more than the journal is not paid from again', LONG, async () => {
  await restore('whole', '--from-log', 'kept');
  const server = await scene.serve('whole', '--port', '0');
  const done = await importInto('whole', 'b.csv');
  expect(done.status).toBe(2);
  expect(done.json()).toMatchObject({ error: { code: 'imports-unsure' } });
  expect(await minted('whole')).toBe('35.00');
  writeFileSync(scene.path('c.csv'), `${HEADER}5,treasury,dan,1.00,HRB\n`);
  expect((await importInto('whole', 'c.csv', '--unpaid')).json()).toMatchObject({ paid: 1 });
  expect((await importInto('whole', 'c.csv')).json()).toMatchObject({ paid: 1 });
  expect(await minted('whole')).toBe('36.00');
  await server.stop();
});

test(
  'after a new epoch what lives on is not paid again, and what was given up is',
  LONG,
  async () => {
    await restore('again', '--new-epoch', 'The disk died');
    const server = await scene.serve('again', '--port', '0');
    const first = await importInto('again', 'a.csv');
    expect(first.json()).toMatchObject({ paid: 2, refused: [] });
    expect(await minted('again')).toBe('30.00');

    // Only the ledger was lost: the journal, the wallets and what the treasury signed are the newest.
    for (const name of ['imports.sqlite-wal', 'imports.sqlite-shm']) {
      rmSync(scene.path(`again/${name}`), { force: true });
    }
    for (const name of ['imports.sqlite', 'treasury-HRB.place', 'wallets']) {
      cpSync(scene.path(`harbour/${name}`), scene.path(`again/${name}`), { recursive: true });
    }
    for (const party of ['ada', 'ben', 'cleo']) {
      await scene.good('wallet', 'move', `again/wallets/${party}`, '--sovereign', server.url);
    }
    const second = await importInto('again', 'b.csv');
    expect([second.stderr, second.json()]).toMatchObject([
      expect.anything(),
      { paid: 2, refused: [] },
    ]);
    expect(await minted('again')).toBe('35.00');
    const { balances } = (await scene.good('balance', 'again/wallets/ben', '--json')).json();
    expect(balances).toEqual({ HRB: '23.00' });
    expect((await importInto('again', 'a.csv')).json()).toMatchObject({ paid: 2 });
    expect(await minted('again')).toBe('35.00');
    await server.stop();
  },
);
