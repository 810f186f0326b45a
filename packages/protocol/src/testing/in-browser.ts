import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';

/** What a page may do: scripts of its own, and WebAssembly. */
const POLICY = "default-src 'none'; img-src data:; script-src 'self' 'wasm-unsafe-eval'";
const ORIGIN = 'http://localhost';

/** A script's answer, and what the page complained of meanwhile. */
export interface InBrowser {
  readonly answer: unknown;
  readonly complaints: readonly string[];
}

/**
 * Runs a script with everything that it imports in Chromium, under a strict policy, until it has set
 * `globalThis.answer`.
 */
export async function inBrowser(entry: URL): Promise<InBrowser> {
  const [script, browser] = await Promise.all([
    bundle(entry),
    chromium.launch({
      executablePath: process.env['TALLY_CHROMIUM'] ?? '/usr/bin/chromium',
      chromiumSandbox: false,
    }),
  ]);
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    await page.route(`${ORIGIN}/**`, (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: script })
        : route.fulfill({
            contentType: 'text/html',
            headers: { 'content-security-policy': POLICY },
            body: '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
          }),
    );
    await page.goto(`${ORIGIN}/`);
    const waited = await page.waitForFunction(
      () => (globalThis as { answer?: unknown }).answer,
      undefined,
      { timeout: 120_000 },
    );
    return { answer: await waited.jsonValue(), complaints };
  } finally {
    await browser.close();
  }
}

async function bundle(entry: URL): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'esnext',
      lib: { entry: fileURLToPath(entry), formats: ['es'] },
    },
  });
  const [built] = Array.isArray(result) ? result : [];
  const chunk = built?.output[0];
  if (chunk?.type !== 'chunk') throw new Error('nothing was built');
  return chunk.code;
}
