import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { build } from 'vite';
import type { Tally } from './browser-page.ts';

/** What a page may do: scripts of its own, WebAssembly, and requests to its own origin. */
const POLICY =
  "default-src 'none'; img-src data:; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
/** A secure context, which WebCrypto and Web Locks ask for. */
const ORIGIN = 'http://localhost';

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
  readonly context: BrowserContext;
  /** What pages complained of. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext) {
    this.context = context;
  }

  static async open(browser: Browser, script: string, sovereign: string): Promise<BrowserHome> {
    const home = new BrowserHome(await browser.newContext());
    await home.context.route(`${ORIGIN}/**`, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      if (pathname === '/page.js') {
        await route.fulfill({ contentType: 'text/javascript', body: script });
      } else if (pathname === '/') {
        await route.fulfill({
          contentType: 'text/html',
          headers: { 'content-security-policy': POLICY },
          body: '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
        });
      } else {
        const answer = await route.fetch({ url: `${sovereign}${pathname}${search}` });
        await route.fulfill({ response: answer });
      }
    });
    return home;
  }

  /** A tab in which `tally` is ready. */
  async tab(): Promise<Page> {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // The console tells of every 404, and a wallet asks whether a handle is free.
      const isAnswer = message.text().includes('status of 404');
      if (message.type() === 'error' && !isAnswer) this.complaints.push(message.text());
    });
    await page.goto(`${ORIGIN}/`);
    await page.waitForFunction(() => 'tally' in globalThis);
    return page;
  }
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
