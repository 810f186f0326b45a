import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { type Rolldown, build as viteBuild } from 'vite';
import type { Tally } from './browser-page.ts';

/** What a page may do: scripts of its own, WebAssembly, and requests to the sovereign, which is another origin. */
const policy = (sovereign: string): string =>
  `default-src 'none'; img-src data:; connect-src ${sovereign}; script-src 'self' 'wasm-unsafe-eval'`;
const page = (sovereign: string): string =>
  `<!doctype html><html data-sovereign="${sovereign}"><link rel="icon" href="data:,">` +
  '<script type="module" src="/page.js"></script>';

export function launchChromium(): Promise<Browser> {
  const executablePath = process.env['TALLY_CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, chromiumSandbox: false });
}

/** One script with everything that an entry of this package ever loads, for a page. */
export async function bundle(entry: string): Promise<string> {
  const [chunk, ...more] = await build(entry, true);
  if (chunk === undefined || more.length > 0) throw new Error('not one script was built');
  return chunk.code;
}

/** The scripts that an entry needs before it runs, without those that it loads later. */
export async function firstLoad(entry: string): Promise<string[]> {
  const chunks = await build(entry, false);
  const needed = new Set<string>();
  const wanted = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    wanted.push(...(chunks.find(({ fileName }) => fileName === name)?.imports ?? []));
  }
  return chunks.filter(({ fileName }) => needed.has(fileName)).map(({ code }) => code);
}

async function build(entry: string, isWhole: boolean): Promise<Rolldown.OutputChunk[]> {
  const foreign: string[] = [];
  const result = await viteBuild({
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
      modulePreload: false,
      // Not `lib`: there Vite keeps the white space of an ES module, a tenth of what it weighs.
      rolldownOptions: {
        input: fileURLToPath(new URL(`../${entry}`, import.meta.url)),
        preserveEntrySignatures: 'strict',
        output: { codeSplitting: !isWhole },
      },
    },
  });
  if (foreign.length > 0) throw new Error(foreign.join('\n'));
  if (!('output' in result)) throw new Error('not one bundle was built');
  return result.output.map((one) => {
    if (one.type !== 'chunk') throw new Error('more than scripts was built');
    return one;
  });
}

/** One browser profile whose pages run `browser-page.ts`, served from an origin that is not the sovereign's. */
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
      answer(request, response, script, sovereign);
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

/** The page and its script, and nothing else: the sovereign is asked by the page itself. */
function answer(
  { url }: IncomingMessage,
  response: ServerResponse,
  script: string,
  sovereign: string,
): void {
  if (url === '/page.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    return;
  }
  const headers = { 'content-type': 'text/html', 'content-security-policy': policy(sovereign) };
  response.writeHead(url === '/' ? 200 : 404, headers).end(page(sovereign));
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

/** A tab at the sovereign's own address, by a name that voting keys can be made for, in which `tally` is ready. */
export async function ownTab(browser: Browser, sovereign: string, script: string): Promise<Page> {
  const origin = sovereign.replace('127.0.0.1', 'localhost');
  // The script is put into a page that allows no scripts but its own.
  const tab = await browser.newPage({ bypassCSP: true });
  await tab.goto(`${origin}/docs/`);
  await tab.evaluate((url) => {
    document.documentElement.dataset['sovereign'] = url;
  }, origin);
  await tab.addScriptTag({ type: 'module', content: script });
  await tab.waitForFunction(() => 'tally' in globalThis);
  return tab;
}
