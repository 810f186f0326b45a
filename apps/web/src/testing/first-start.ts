import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages } from '../build/build-pages.ts';
import { TALLY } from './run-tally.ts';

/** What `npm start` runs when a folder is new: the demonstration, and beside it a door for founding a sovereign of one's own. */
export class FirstStart {
  /** What the terminal prints for whoever founds. */
  readonly link: string;
  /** Where that sovereign will be, for a browser. */
  readonly url: string;
  readonly #root: string;
  readonly #process: ChildProcess;

  private constructor(root: string, process: ChildProcess, link: string) {
    this.#root = root;
    this.#process = process;
    this.link = link;
    this.url = new URL(link).origin;
  }

  static async open(): Promise<FirstStart> {
    await buildPages();
    const root = mkdtempSync(join(tmpdir(), 'web-story-'));
    const child = spawn(
      process.execPath,
      [TALLY, 'demo', '--port', String(await twoFreePorts()), '--json'],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, TALLYSTICK_DATA: join(root, 'data') },
      },
    );
    const line = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.once('close', (code) => reject(new Error(`the start ended with ${code}`)));
      child.stdout.on('data', (data: Buffer) => {
        said += data.toString();
        if (said.includes('\n')) resolve(said);
      });
    });
    return new FirstStart(root, child, (JSON.parse(line) as { readonly found: string }).found);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** A port that is free, and so is the one after it. */
async function twoFreePorts(): Promise<number> {
  for (;;) {
    const first = createServer();
    const second = createServer();
    try {
      const port = await listen(first, 0);
      await listen(second, port + 1);
      return port;
    } catch {
      // The second is somebody's: try elsewhere.
    } finally {
      first.close();
      second.close();
    }
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
