import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Scene, type Server, createScene, freePort } from './testing/scene.ts';

let scene: Scene;
let server: Server;

beforeAll(async () => {
  scene = await createScene();
  await scene.good(
    'sovereign',
    'create',
    'harbour',
    '--name',
    'Harbour',
    '--country',
    'KE',
    '--currency',
    'HRB:2',
    '--currency',
    'EUR:2:Euro',
  );
  server = await scene.serve('harbour', '--port', String(await freePort()));
});
afterAll(() => scene.end());

async function createWallet(name: string): Promise<void> {
  await scene.good(
    'wallet',
    'create',
    name,
    '--sovereign',
    server.url,
    '--handle',
    name,
    '--country',
    'KE',
  );
}

async function balance(name: string): Promise<unknown> {
  return (await scene.good('balance', name, '--json')).json()['balances'];
}

describe('two people, a sovereign, and a terminal each', () => {
  beforeAll(async () => {
    await Promise.all(['ada', 'ben'].map(createWallet));
    await scene.good('sovereign', 'issue', 'harbour', 'ada', '1000.00', 'HRB');
  });

  test('ada pays ben, ben sees it, and everything is provable', async () => {
    const before = await scene.good('balance', 'ada');
    expect(before.stdout).toContain('1000.00  HRB');
    expect(before.stderr).toContain('Received 1000.00 HRB.');
    const paid = await scene.good('pay', 'ada', '@ben', '5.00', 'HRB', '--memo', 'fish', '--json');
    expect(paid.json()).toMatchObject({
      status: 'final',
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { certificate } = paid.json() as {
      certificate: { transition: string; checkpoint: string };
    };
    expect(certificate.transition).toBe(paid.json()['id']);
    expect(certificate.checkpoint).toMatch(/^tallystick\/harbour-[0-9a-f]{8}\n\d+\n/);

    expect((await scene.good('history', 'ben')).stdout).toMatch(
      /\+5\.00 HRB {2}received from @ada +“fish”/,
    );
    expect(await balance('ben')).toEqual({ HRB: '5.00', EUR: '0.00' });
    expect(await balance('ada')).toEqual({ HRB: '995.00', EUR: '0.00' });
    for (const dir of ['ada', 'ben']) {
      expect((await scene.good('verify', dir, '--json')).json()).toMatchObject({
        ok: true,
        problems: [],
      });
    }
    for (const where of ['harbour', server.url]) {
      expect((await scene.good('audit', where, '--json')).json()).toMatchObject({
        ok: true,
        problems: [],
      });
    }
    expect((await scene.good('sovereign', 'supply', 'harbour', '--json')).json()).toMatchObject({
      supply: { HRB: { minted: '1000.00', burned: '0.00', circulating: '1000.00' } },
    });
  });

  test('a request is paid by its URI, which names amount and currency', async () => {
    const asked = await scene.good('request', 'ben', '2.50', 'HRB', '--memo', 'two eggs');
    const [uri = ''] = asked.stdout.split('\n');
    expect(uri).toMatch(/^tally:tally1/);
    expect(asked.stdout).toContain('█');
    const ask = ['request', 'ben', '2.50', 'HRB', '--memo', 'two eggs', '--json'];
    expect((await scene.good(...ask)).json()).toEqual({ uri });
    const paid = await scene.good('pay', 'ada', uri);
    expect(paid.stdout).toMatch(
      /^Paid 2\.50 HRB to @ben, “two eggs”\. Final: entry \d+ of Harbour/,
    );
    expect(await balance('ben')).toMatchObject({ HRB: '7.50' });
    const back = await scene.good('pay', 'ben', '@ada', '1', 'HRB');
    expect(back.stdout).toMatch(/^Paid 1\.00 HRB to @ada\. /);
    const again = await scene.good('pay', 'ada', 'ben', '1', 'HRB', '--json');
    expect(again.json()).toMatchObject({ amount: '1.00', currency: 'HRB', handle: 'ben' });
    expect(await balance('ben')).toMatchObject({ HRB: '7.50' });
  });

  test('what is refused changes nothing, says why, and ends with 3', async () => {
    const refused = await scene.tally('pay', 'ben', 'ada', '1000.00', 'HRB', '--json');
    expect(refused.status).toBe(3);
    expect(refused.json()).toMatchObject({
      refusal: { code: 'insufficient-balance', message: expect.stringContaining('7.50') },
    });
    expect(refused.stderr).toContain('Refused');
    expect(await balance('ben')).toMatchObject({ HRB: '7.50' });
    const nobody = await scene.tally('pay', 'ben', '@nobody', '1.00', 'HRB', '--json');
    expect(nobody.status).toBe(3);
    expect(nobody.json()).toMatchObject({ refusal: { code: 'unknown-identity' } });
  });

  test.each([
    [['pay', 'ada', 'ben', '5.001', 'HRB'], /decimals/],
    [['pay', 'ada', 'ben', 'five', 'HRB'], /number/],
    [['pay', 'ada', 'ben', '5.00', 'XYZ'], /XYZ/],
    [['pay', 'nowhere', 'ben', '5.00', 'HRB'], /no folder nowhere/],
    [['balance', 'harbour'], /no wallet/i],
    [['sovereign', 'issue', 'ada', 'ben', '5.00', 'HRB'], /no sovereign/i],
    [
      ['sovereign', 'create', 'harbour', '--name', 'x', '--country', 'KE', '--currency', 'HRB:2'],
      /empty/,
    ],
    [['sovereign', 'create', 'x', '--name', 'x', '--country', 'KE', '--currency', 'HRB'], /HRB:2/],
    [['sovereign', 'start', 'harbour', '--store', 'postgres://localhost/tally'], /comes later/],
    [['sovereign', 'start', 'harbour', '--port', '70000'], /65535/],
    [
      ['wallet', 'create', 'ada', '--sovereign', 'http://127.0.0.1:1', '--country', 'KE'],
      /already/,
    ],
  ])('%j makes no sense: 2, and what to do instead', async (args, message) => {
    const done = await scene.tally(...args, '--json');
    expect(done.stderr).toMatch(message);
    expect(done.status).toBe(2);
    expect(done.json()).toMatchObject({ error: { message: expect.stringMatching(message) } });
  });

  test('a handle belongs to one', async () => {
    const done = await scene.tally(
      'wallet',
      'create',
      'mallory',
      '--sovereign',
      server.url,
      '--handle',
      'ada',
      '--country',
      'KE',
      '--json',
    );
    expect(done.status).toBe(3);
    expect(done.json()).toMatchObject({ refusal: { code: 'handle-taken' } });
    expect(existsSync(scene.path('mallory'))).toBe(false);
  });

  test('secrets are readable by their owner alone, and a passphrase is in no file', async () => {
    writeFileSync(scene.path('secret.txt'), 'correct horse battery staple\n');
    const locked = ['--passphrase-file', 'secret.txt'];
    const created = await scene.good(
      'wallet',
      'create',
      'cleo',
      '--sovereign',
      server.url,
      '--handle',
      'cleo',
      '--country',
      'KE',
      ...locked,
    );
    expect(created.stderr).not.toContain('unlock.key');
    const files = readdirSync(scene.path('cleo'));
    expect(files).not.toContain('unlock.key');
    for (const file of files) {
      expect(readFileSync(scene.path(`cleo/${file}`)).includes('correct horse')).toBe(false);
    }
    expect((await scene.tally('balance', 'cleo')).status).toBe(2);
    expect((await scene.tally('balance', 'cleo', ...locked)).status).toBe(0);
    writeFileSync(scene.path('wrong.txt'), 'incorrect horse\n');
    const wrong = await scene.tally('balance', 'cleo', '--passphrase-file', 'wrong.txt');
    expect(wrong.status).toBe(2);
    for (const secret of ['ada/unlock.key', 'ada/wallet.db', 'harbour/passphrase.txt']) {
      expect(statSync(scene.path(secret)).mode & 0o077).toBe(0);
    }
  });

  test('a sovereign that is away: 4, nothing is lost, and it goes on when it is back', async () => {
    const port = new URL(server.url).port;
    const stopped = await server.stop();
    expect(stopped.status).toBe(0);
    expect(stopped.stdout.trim().split('\n')).toHaveLength(1);
    const shown = await scene.tally('balance', 'ada', '--json');
    expect(shown.status).toBe(4);
    expect(shown.json()).toMatchObject({ balances: { HRB: '992.50' } });
    expect(shown.stderr).toContain('as of the last answer');
    expect((await scene.tally('pay', 'ada', 'ben', '1.00', 'HRB')).status).toBe(4);
    const verified = await scene.tally('verify', 'ada', '--json');
    expect(verified.status).toBe(4);
    expect(verified.json()).toMatchObject({ ok: true, checked: { online: false } });
    const inWords = await scene.tally('verify', 'ada');
    expect(inWords.stdout).toMatch(/^What is stored fits together: \d+ records/);
    const issue = await scene.tally('sovereign', 'issue', 'harbour', 'ada', '1.00', 'HRB');
    expect(issue.status).toBe(4);
    expect(issue.stderr).toContain('tally sovereign start harbour');
    expect((await scene.good('audit', 'harbour', '--json')).json()).toMatchObject({ ok: true });

    server = await scene.serve('harbour', '--port', port);
    expect(await balance('ada')).toMatchObject({ HRB: '992.50' });
    const taken = await scene.tally('sovereign', 'start', 'harbour', '--port', port);
    expect(taken.status).toBe(2);
    expect(taken.stderr).toContain(`It is running already, at ${server.url}`);
  });
});

test('a taken port is told as such', async () => {
  const other = await createScene();
  try {
    await other.good(
      'sovereign',
      'create',
      'two',
      '--name',
      'Two',
      '--country',
      'KE',
      '--currency',
      'TWO:2',
    );
    const { port } = new URL(server.url);
    const taken = await other.tally('sovereign', 'start', 'two', '--port', port, '--json');
    expect(taken.status).toBe(2);
    expect(taken.stderr).toContain(`Port ${port} is taken`);
    expect(taken.json()).toMatchObject({ error: { code: 'port-taken' } });
  } finally {
    await other.end();
  }
});
