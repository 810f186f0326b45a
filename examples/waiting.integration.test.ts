import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Scene, createScene } from '../apps/cli/src/testing/scene.ts';

/** The programs about value that waits, as their pages say that they are started, against a real sovereign. */
const run = promisify(execFile);
let scene: Scene;

beforeAll(async () => {
  scene = await createScene();
  const currencies = ['--currency', 'HRB:2', '--currency', 'EUR:2'];
  await scene.good(
    'sovereign',
    'create',
    'harbour',
    '--name',
    'Harbour',
    '--country',
    'KE',
    ...currencies,
  );
  const { url } = await scene.serve('harbour', '--port', '0');
  for (const name of ['ada', 'ben', 'carl', 'dan']) {
    await scene.good(
      'wallet',
      'create',
      name,
      '--sovereign',
      url,
      '--handle',
      name,
      '--country',
      'KE',
    );
  }
});
afterAll(() => scene.end());

test.each([
  ['escrow', ['@ada 50.00 HRB']],
  ['dead-mans-switch', ['@ada 30.00 HRB']],
  ['crowdfunding', ['@ada 60.00 HRB', '@ben 45.00 HRB']],
  ['swap', ['@ada 20.00 HRB', '@ben 5.00 EUR']],
])('%s prints what its page says', async (name, funds) => {
  // Each begins with what its page says, whatever the one before has left.
  for (const payment of ['ben', 'carl']) await empty(payment);
  for (const fund of funds) await scene.good('sovereign', 'issue', 'harbour', ...fund.split(' '));
  for (const wallet of ['ada', 'ben']) await scene.good('balance', wallet);
  const page = readFileSync(new URL(`${name}/README.md`, import.meta.url), 'utf8');
  const [, text = ''] = /^```text\n(.*?)^```$/ms.exec(page) ?? [];
  const [, line = ''] = /^`node ([^`]+)`/m.exec(page) ?? [];
  const [program = '', ...folders] = line.split(' ');
  const path = new URL(`../${program}`, import.meta.url).pathname;
  const { stdout } = await run(process.execPath, [path, ...folders], { cwd: scene.dir });
  expect(stdout).toBe(text);
  expect(text.length).toBeGreaterThan(50);
  for (const wallet of ['ada', 'ben', 'carl', 'dan']) await scene.good('verify', wallet);
});

/** Pays what somebody has to dan. */
async function empty(name: string): Promise<void> {
  const { balances } = (await scene.good('balance', name, '--json')).json() as {
    balances: Record<string, string>;
  };
  for (const [currency, amount] of Object.entries(balances)) {
    if (Number(amount) > 0) await scene.good('pay', name, '@dan', amount, currency);
  }
}
