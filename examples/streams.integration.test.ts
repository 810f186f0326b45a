import { readFileSync } from 'node:fs';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundHarbour } from '../apps/cli/src/testing/founding.ts';
import { type Scene, createScene } from '../apps/cli/src/testing/scene.ts';

/** The programs about streams, as their pages say that they are started, against a real sovereign. */
const run = promisify(execFile);
let scene: Scene;
let api: ChildProcess | undefined;
let url = '';

function programOf(name: string): string {
  return new URL(`${name}/${name}.ts`, import.meta.url).pathname;
}

beforeAll(async () => {
  scene = await createScene();
  await foundHarbour(scene.path('harbour'));
  const { url: sovereign } = await scene.serve('harbour', '--port', '0');
  for (const name of ['ada', 'ben']) {
    const made = ['--sovereign', sovereign, '--handle', name, '--country', 'KE'];
    await scene.good('wallet', 'create', name, ...made);
  }
  await scene.good('sovereign', 'issue', 'harbour', '@ada', '10.00', 'HRB');
  api = spawn(process.execPath, [programOf('metered-api'), 'ben', '0'], { cwd: scene.dir });
  const [line] = (await once(api.stdout!, 'data')) as [Buffer];
  [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(line.toString()) ?? [];
});
afterAll(async () => {
  api?.kill('SIGKILL');
  await scene.end();
});

async function agent(budget: string): Promise<string> {
  const { stdout } = await run(process.execPath, [programOf('agent'), 'ada', url, budget], {
    cwd: scene.dir,
  });
  return stdout;
}

test('the agent prints what its page says, and stops when its budget is spent', async () => {
  const page = readFileSync(new URL('agent/README.md', import.meta.url), 'utf8');
  const [, text = ''] = /^```text\n(.*?)^```$/ms.exec(page) ?? [];
  expect(await agent('0.50')).toBe(text);
  const poor = await agent('0.23');
  expect(poor).toContain('The budget is spent.');
  expect(poor).toContain('Bought 4 forecasts for 0.20 of 0.23 HRB.');
  api?.kill('SIGINT');
  await once(api!, 'exit');
  const { balances } = (await scene.good('balance', 'ben', '--json')).json();
  expect(balances).toEqual({ HRB: '0.55' });
  for (const wallet of ['ada', 'ben']) await scene.good('verify', wallet);
});
