/**
 * What runs before there is anything: the installation and the launcher, under the Node that the
 * machine happens to have, in a folder of their own, with an npm that only counts how often it is
 * called.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeBinary } from './prepare.mjs';

const ROOT = join(import.meta.dirname, '..');
const LOCKFILE = {
  packages: { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } },
};

/**
 * The machine's own Node, older than the one that the repository brings; undefined where there is
 * none.
 */
function oldNode(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const nodes = folders
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .filter((path) => fs.existsSync(path));
  return nodes.find((path) => {
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    return Number(/^v(\d+)/.exec(stdout)?.[1] ?? 99) < 26;
  });
}

const old = oldNode();
const binary = nodeBinary(ROOT) ?? process.execPath;

const FAKE_NPM = `
import fs from 'node:fs';
fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
await new Promise((wake) => setTimeout(wake, 400));
if (fs.existsSync('offline')) { console.error('npm error code ENOTFOUND'); process.exit(1); }
fs.mkdirSync('node_modules/a', { recursive: true });
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
fs.mkdirSync(process.env.BINARY_FOLDER, { recursive: true });
fs.rmSync(process.env.BINARY_FOLDER + '/node', { force: true });
fs.symlinkSync(process.env.BINARY, process.env.BINARY_FOLDER + '/node');
`;

let root = '';
let children: ChildProcess[] = [];

beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'tallystick-prepare-'));
  children = [];
  for (const folder of ['tools', 'apps/cli/bin', 'apps/cli/src', 'npm']) {
    fs.mkdirSync(join(root, folder), { recursive: true });
  }
  for (const file of ['tools/prepare.mjs', 'apps/cli/bin/tally.mjs']) {
    fs.copyFileSync(join(ROOT, file), join(root, file));
  }
  fs.writeFileSync(join(root, 'npm/package.json'), '{"type":"module"}');
  fs.writeFileSync(join(root, 'npm/npm-cli.js'), FAKE_NPM);
  fs.writeFileSync(join(root, 'package-lock.json'), JSON.stringify(LOCKFILE));
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  fs.rmSync(root, { recursive: true, force: true });
});

interface Finished {
  code: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

function start(...args: string[]): { child: ChildProcess; finished: Promise<Finished> } {
  const child = spawn(old ?? '', args, {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      npm_execpath: join(root, 'npm/npm-cli.js'),
      BINARY: fs.realpathSync(binary),
      BINARY_FOLDER: join(nodeBinary(root) ?? root, '..'),
    },
  });
  children.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, finished };
}

const prepare = (...before: string[]): Promise<Finished> =>
  start(...before, 'tools/prepare.mjs').finished;

function installations(): number {
  const path = join(root, 'calls');
  return fs.existsSync(path) ? fs.readFileSync(path, 'utf8').trim().split('\n').length : 0;
}

function linkedNode(): string {
  return fs.realpathSync(join(root, 'node_modules/.bin/node'));
}

describe.skipIf(old === undefined)('the installation', () => {
  it('installs once, without scripts, and says so', async () => {
    const first = await prepare();
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toMatch(/^Installing 2 packages and Node 26, once …\nInstalled in \d+ s/);
    expect(fs.readFileSync(join(root, 'calls'), 'utf8')).toContain('ci --ignore-scripts');
    expect(await prepare()).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(installations()).toBe(1);
  });

  it('installs again when the lockfile has changed', async () => {
    await prepare();
    const changed = { packages: { ...LOCKFILE.packages, 'node_modules/a': { version: '1.0.1' } } };
    fs.writeFileSync(join(root, 'package-lock.json'), JSON.stringify(changed));
    expect((await prepare()).code).toBe(0);
    expect(installations()).toBe(2);
  });

  it('takes over what was installed by hand', async () => {
    await prepare();
    const reworded = `${JSON.stringify(LOCKFILE)}\n`;
    fs.writeFileSync(join(root, 'package-lock.json'), reworded);
    expect(await prepare()).toMatchObject({ code: 0, stderr: '' });
    expect(installations()).toBe(1);
  });

  it('puts the link to Node back', async () => {
    await prepare();
    fs.rmSync(join(root, 'node_modules/.bin/node'));
    expect((await prepare()).code).toBe(0);
    expect(linkedNode()).toBe(fs.realpathSync(binary));
    expect(installations()).toBe(1);
  });

  it('is safe to run several at once', async () => {
    const both = await Promise.all([prepare(), prepare(), prepare()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(installations()).toBe(1);
  });

  it('is not stopped by one that was killed', async () => {
    const { child, finished } = start('tools/prepare.mjs');
    while (installations() === 0) await new Promise((wake) => setTimeout(wake, 20));
    child.kill('SIGKILL');
    await finished;
    expect(fs.existsSync(join(root, '.cache/prepare.lock'))).toBe(true);
    expect((await prepare()).code).toBe(0);
    expect(fs.existsSync(join(root, '.cache/prepare.lock'))).toBe(false);
  });

  it('takes npm and the lock with it when it is stopped', async () => {
    const { child, finished } = start('tools/prepare.mjs');
    while (installations() === 0) await new Promise((wake) => setTimeout(wake, 20));
    child.kill('SIGTERM');
    expect((await finished).code).toBe(143);
    expect(fs.existsSync(join(root, '.cache/prepare.lock'))).toBe(false);
    expect(fs.existsSync(join(root, 'node_modules/a'))).toBe(false);
  });

  it('says what is missing when there is no network', async () => {
    fs.writeFileSync(join(root, 'offline'), '');
    const { code, stderr } = await prepare();
    expect(code).toBe(1);
    expect(stderr).toContain('The network is needed once');
  });

  it('says what to do where no Node can be brought', async () => {
    const mips = "data:text/javascript,Object.defineProperty(process,'arch',{value:'mips'})";
    const { code, stderr } = await prepare('--import', mips);
    expect(code).toBe(1);
    expect(stderr).toContain(`there is none for ${process.platform}-mips`);
    expect(stderr).toContain('Install Node 26 or later yourself');
    expect(installations()).toBe(0);
  });
});

describe.skipIf(old === undefined)('the launcher', () => {
  const tally = 'apps/cli/bin/tally.mjs';

  function program(text: string): void {
    fs.writeFileSync(join(root, 'apps/cli/src/main.ts'), text);
  }

  it('installs if need be, and runs the right Node with the same arguments', async () => {
    program('console.log(process.version.split(".")[0], ...process.argv.slice(2));');
    const { code, stdout } = await start(tally, 'pay', '--memo', 'a b').finished;
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'v26 pay --memo a b\n' });
    expect(installations()).toBe(1);
  });

  it('passes input through, and the exit status back', async () => {
    program('process.stdin.pipe(process.stdout); process.exitCode = 3;');
    const { child, finished } = start(tally);
    child.stdin?.end('over and out');
    expect(await finished).toMatchObject({ code: 3, stdout: 'over and out' });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('passes %s on', async (signal) => {
    program(`
      process.on('${signal}', () => { console.log('closing'); process.exit(5); });
      setInterval(() => {}, 1000);
      console.log('up');
    `);
    const { child, finished } = start(tally);
    await new Promise((up) => child.stdout?.once('data', up));
    child.kill(signal);
    expect(await finished).toMatchObject({ code: 5, stdout: 'up\nclosing\n' });
  });
});
