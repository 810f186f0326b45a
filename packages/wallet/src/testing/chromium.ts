import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { build } from 'vite';
import type { Tally } from './browser-page.ts';

/** What a page may do: scripts of its own, WebAssembly, and requests to its own origin. */
const POLICY =
  "default-src 'none'; img-src data:; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const PAGE =
  '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';

export function launchChromium(): Promise<Browser> {
  const executablePath = process.env['TALLY_CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, chromiumSandbox: false });
}

/** A script of this package (its path below `src/`) with everything that it imports, minified; fails on any Node module. */
export async function bundle(entry: string): Promise<string> {
  const foreign: string[] = [];
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'no-node-modules',
        enforce: 'pre',
        resolveId(source, importer) {
          if (source.startsWith('node:')) foreign.push(`${importer} imports ${source}`);
          return null;
        },
      },
    ],
    build: {
      write: false,
      target: 'esnext',
      minify: true,
      lib: { entry: fileURLToPath(new URL(`../${entry}`, import.meta.url)), formats: ['es'] },
    },
  });
  if (foreign.length > 0) throw new Error(foreign.join('\n'));
  const [built] = Array.isArray(result) ? result : [];
  const [chunk, ...more] = built?.output ?? [];
  if (chunk?.type !== 'chunk' || more.length > 0) throw new Error('not one script was built');
  return chunk.code;
}

/** One browser profile whose pages run `browser-page.ts`, served from the origin that also answers for a sovereign. */
export class BrowserHome {
  readonly #context: BrowserContext;
  readonly #server: Server;
  readonly #origin: string;
  /** What pages complained of. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, server: Server, origin: string) {
    this.#context = context;
    this.#server = server;
    this.#origin = origin;
  }

  static async open(browser: Browser, script: string, sovereign: string): Promise<BrowserHome> {
    const server = createServer((request, response) => {
      answer(request, response, script, sovereign).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    return new BrowserHome(await browser.newContext(), server, `http://127.0.0.1:${port}`);
  }

  /** A tab in which `tally` is ready. */
  async tab(): Promise<Page> {
    const page = await this.#context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // The console tells of every 404, and a wallet asks whether a handle is free.
      const isAnswer = message.text().includes('status of 404');
      if (message.type() === 'error' && !isAnswer) this.complaints.push(message.text());
    });
    await page.goto(this.#origin);
    await page.waitForFunction(() => 'tally' in globalThis);
    return page;
  }

  async close(): Promise<void> {
    await this.#context.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** The page and its script; everything else is the sovereign's to answer. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  script: string,
  sovereign: string,
): Promise<void> {
  if (request.url === '/page.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    return;
  }
  if (request.url === '/') {
    const headers = { 'content-type': 'text/html', 'content-security-policy': POLICY };
    response.writeHead(200, headers).end(PAGE);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const name of ['accept', 'authorization', 'content-type']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const body = chunks.length === 0 ? null : new Uint8Array(Buffer.concat(chunks));
  const method = request.method ?? 'GET';
  const answered = await fetch(`${sovereign}${request.url}`, { method, headers, body });
  const type = answered.headers.get('content-type') ?? 'application/octet-stream';
  const content = new Uint8Array(await answered.arrayBuffer());
  response.writeHead(answered.status, { 'content-type': type }).end(content);
}

/** Calls a function of the page's `tally`. */
export async function callTally<K extends keyof Tally>(
  page: Page,
  name: K,
  ...args: Parameters<Tally[K]>
): Promise<Awaited<ReturnType<Tally[K]>>> {
  return (await page.evaluate(
    ([method, given]) => {
      const { tally } = globalThis as unknown as {
        tally: Record<string, (...a: unknown[]) => unknown>;
      };
      return tally[method]?.(...given);
    },
    [name, args] as const,
  )) as Awaited<ReturnType<Tally[K]>>;
}
