import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { tallyHere } from './here.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** What a command line left behind. */
export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The one JSON value on stdout; throws where there is none. */
  json(): Record<string, unknown>;
}

/**
 * A folder of its own, and real processes in it, all of which end with it. Commands that run one
 * after the other do so in this process: two thirds of the time of one by itself is its start.
 */
export interface Scene {
  readonly dir: string;
  path(name: string): string;
  /** Runs `tally` to its end, in this process. */
  tally(...args: string[]): Promise<Finished>;
  /** Runs it, and fails unless the status is 0. */
  good(...args: string[]): Promise<Finished>;
  /** Runs a line as it would be typed to its end: in this process where it asks nothing of a shell. */
  run(line: string): Promise<Finished>;
  /** Starts `tally` in a process of its own and leaves it running. */
  start(...args: string[]): Running;
  /** Starts a line as it would be typed: `tally …` with quotes and all, in the scene's folder. */
  type(line: string): Running;
  /** Starts a sovereign's node and waits until it answers. */
  serve(folder: string, ...args: string[]): Promise<Server>;
  /** The same with a typed line. */
  serveLine(line: string): Promise<Server>;
  end(): Promise<void>;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves with the first line of stdout. */
  readonly line: Promise<string>;
}

export interface Server extends Running {
  readonly url: string;
  /** SIGTERM, and waits. */
  stop(): Promise<Finished>;
}

export async function createScene(env: Readonly<Record<string, string>> = {}): Promise<Scene> {
  const dir = await mkdtemp(join(tmpdir(), 'tally-'));
  const bin = await writeShim(dir);
  const children = new Set<ChildProcess>();

  function launch(program: string, args: readonly string[]): Running {
    const path = `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
    const child = spawn(program, args, {
      cwd: dir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, PATH: path },
    });
    children.add(child);
    return watch(child, args, () => children.delete(child));
  }

  const start = (...args: string[]): Running => launch(process.execPath, [MAIN, ...args]);

  const type = (line: string): Running => launch('sh', ['-c', `exec ${line}`]);
  const home = process.cwd();
  async function tally(...args: string[]): Promise<Finished> {
    process.chdir(dir);
    // Connections that a server closed when it ended are noticed before one is used again.
    await setImmediate();
    const { status, out, err } = await tallyHere(...args);
    return finishedOf(args, { status, stdout: out, stderr: err });
  }

  return {
    dir,
    path: (name) => join(dir, name),
    tally,
    start,
    type,
    run(line) {
      const words = plainWords(line);
      return words === undefined ? type(line).finished : tally(...words);
    },
    async good(...args) {
      const done = await tally(...args);
      if (done.status === 0) return done;
      throw new Error(
        `tally ${args.join(' ')} ended with ${done.status}:\n${done.stderr}${done.stdout}`,
      );
    },
    serve: (folder, ...args) => ready(start('sovereign', 'start', folder, '--json', ...args)),
    serveLine: (line) => ready(type(line)),
    async end() {
      const running = [...children];
      for (const child of running) child.kill('SIGKILL');
      await Promise.all(
        running.map((child) => new Promise((resolve) => child.once('close', resolve))),
      );
      process.chdir(home);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Waits until a node has said where it answers, in JSON or in words. */
async function ready(running: Running): Promise<Server> {
  const line = await Promise.race([
    running.line,
    running.finished.then(({ status, stderr }) => {
      throw new Error(`the sovereign ended with ${status}:\n${stderr}`);
    }),
  ]);
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
  return {
    ...running,
    url,
    async stop() {
      running.child.kill('SIGTERM');
      return await running.finished;
    },
  };
}

/** `tally` for a shell; every step replaces the one before, so that a signal reaches the program itself. */
async function writeShim(dir: string): Promise<string> {
  const bin = join(dir, '.bin');
  await mkdir(bin);
  const script = `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`;
  await writeFile(join(bin, 'tally'), script, { mode: 0o755 });
  return bin;
}

function watch(child: ChildProcess, args: readonly string[], ended: () => void): Running {
  let stdout = '';
  let stderr = '';
  const first = Promise.withResolvers<string>();
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    const end = stdout.indexOf('\n');
    if (end !== -1) first.resolve(stdout.slice(0, end));
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (status) => {
      ended();
      resolve(finishedOf(args, { status, stdout, stderr }));
    });
  });
  return { child, finished, line: first.promise };
}

function finishedOf(args: readonly string[], left: Omit<Finished, 'json'>): Finished {
  const json = (): Record<string, unknown> => {
    try {
      return JSON.parse(left.stdout) as Record<string, unknown>;
    } catch {
      throw new Error(`tally ${args.join(' ')} printed no JSON:\n${left.stdout}\n${left.stderr}`);
    }
  };
  return { ...left, json };
}

/** A port that nobody listens on, at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** What stands after `tally` in a line that starts with it and asks nothing else of a shell. */
function plainWords(line: string): string[] | undefined {
  if (!/^tally( ([\w@.:/,=-]+|"[^"$`\\]*"))+$/.test(line)) return undefined;
  const words = [...line.matchAll(/"([^"]*)"|([^ ]+)/g)];
  return words.slice(1).map(([, quoted, plain = '']) => quoted ?? plain);
}
