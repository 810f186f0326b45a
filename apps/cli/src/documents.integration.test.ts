import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { type Scene, type Server, createScene, freePort } from './testing/scene.ts';

const ROOT = new URL('../../../', import.meta.url);

/** A block of commands in a document; `serve` marks one that stays. */
interface Block {
  readonly kind: string;
  readonly lines: readonly string[];
}

function blocksOf(document: string): Block[] {
  const text = readFileSync(new URL(document, ROOT), 'utf8');
  return [...text.matchAll(/^```sh ?(.*)\n([^]*?)^```$/gm)].map(([, kind = '', body = '']) => ({
    kind,
    lines: body.trim().split('\n'),
  }));
}

/** Some twenty processes one after the other, on a machine that may be busy. */
const LONG = { timeout: 400_000 };

let scene: Scene | undefined;
afterEach(() => scene?.end());

/** The port that the documents name may be taken on the machine that runs this. */
function typed(line: string, port: number): string {
  expect(line).toMatch(/^npx tally /);
  return line
    .replace(/^npx /, '')
    .replaceAll('127.0.0.1:7600', `127.0.0.1:${port}`)
    .replace('--port 7600', `--port ${port}`);
}

async function run(stage: Scene, blocks: readonly Block[], port: number): Promise<number> {
  let count = 0;
  for (const { kind, lines } of blocks) {
    for (const line of lines) {
      count += 1;
      if (kind === 'serve') {
        await stage.serveLine(typed(line, port));
        continue;
      }
      const { status, stderr } = await stage.run(typed(line, port));
      expect({ line, status, stderr }).toMatchObject({ status: 0 });
    }
  }
  return count;
}

test(
  'the first day of a sovereign, and paying from a file, as the operators’ pages say',
  LONG,
  async () => {
    scene = await createScene();
    const port = await freePort();
    writeFileSync(scene.path('passphrase.txt'), 'a passphrase for the tests of the documents\n');
    const rows = [
      'time,from,to,amount,currency',
      '1,treasury,Acme Ltd,5.00,HRB',
      '2,Acme Ltd,ada,1.50,HRB',
    ];
    writeFileSync(scene.path('payments.csv'), `${rows.join('\n')}\n`);
    const count = await run(scene, blocksOf('docs/operators/first-day.md'), port);
    expect(count).toBeGreaterThan(10);
    expect(await run(scene, blocksOf('docs/operators/importing.md'), port)).toBe(1);
    expect((await scene.good('balance', 'ada', '--json')).json()).toMatchObject({
      balances: { HRB: '996.50' },
    });
  },
);

test('README: the demonstration, and what to type next', LONG, async () => {
  scene = await createScene();
  const port = await freePort();
  const first: Server = await scene.serveLine(`tally demo --port ${port} --json`);
  expect(JSON.parse(await first.line)).toMatchObject({
    url: `http://127.0.0.1:${port}`,
    wallets: [{ balance: '1000.00' }, { balance: '500.00' }, { balance: '250.00' }],
  });
  expect((await fetch(`${first.url}/docs`)).status).toBe(200);
  expect(await run(scene, blocksOf('README.md'), port)).toBeGreaterThan(5);
  const stopped = await first.stop();
  expect(stopped.status).toBe(0);

  const again = scene.start('demo');
  await again.line;
  again.child.kill('SIGINT');
  const { stdout, status } = await again.finished;
  expect(status).toBe(0);
  expect(stdout).toContain('ada 995.00, ben 505.00, cleo 250.00');
  const next = stdout.split('\n').filter((line) => /^ {2}npx tally/.test(line));
  expect(next).toHaveLength(3);
});

test(
  'the demonstration: its three commands work as printed, a taken port is told, it goes on after a kill',
  LONG,
  async () => {
    scene = await createScene();
    const port = await freePort();
    const running = scene.type(`tally demo --port ${port}`);
    await Promise.race([running.line, running.finished]);
    const other = await createScene();
    const taken = await other.tally('demo', '--port', String(port));
    await other.end();
    expect(taken.status).toBe(2);
    expect(taken.stderr).toContain(`Port ${port} is taken`);
    const twice = await scene.tally('demo');
    expect(twice.status).toBe(2);

    running.child.kill('SIGKILL');
    const { stdout } = await running.finished;
    const again = scene.start('demo');
    await Promise.race([again.line, again.finished]);
    const commands = stdout.split('\n').filter((line) => /^ {2}npx tally/.test(line));
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const { status, stderr } = await scene.run(command.trim().replace(/^npx /, ''));
      expect({ command, status, stderr }).toMatchObject({ status: 0 });
    }
    again.child.kill('SIGTERM');
    expect((await again.finished).status).toBe(0);
  },
);
