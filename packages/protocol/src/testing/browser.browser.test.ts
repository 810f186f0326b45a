import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeCrypto } from '../crypto/node/index.ts';
import { hash } from '../crypto/index.ts';
import { concat } from '../encoding/index.ts';
import { CONTEXT, MESSAGE, computed } from './computed.ts';

/** What a page may do: scripts of its own, and WebAssembly. */
const POLICY = "default-src 'none'; img-src data:; script-src 'self' 'wasm-unsafe-eval'";
const ORIGIN = 'http://localhost';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['TALLY_CHROMIUM'] ?? '/usr/bin/chromium',
    chromiumSandbox: false,
  });
});
afterAll(async () => {
  await browser.close();
});

/** The page's script with everything that it imports. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'esnext',
      lib: { entry: fileURLToPath(new URL('./browser-page.ts', import.meta.url)), formats: ['es'] },
    },
  });
  const [built] = Array.isArray(result) ? result : [];
  const chunk = built?.output[0];
  if (chunk?.type !== 'chunk') throw new Error('nothing was built');
  return chunk.code;
}

it('computes in Chromium what it computes in Node', async () => {
  const script = await bundle();
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
  const waited = page.waitForFunction(() => (globalThis as { answer?: unknown }).answer);
  const there = (await (await waited).jsonValue()) as Record<string, string>;
  expect(complaints).toEqual([]);

  const here = await computed(nodeCrypto);
  const never = { signature: '', box: '' };
  expect({ ...there, ...never }).toEqual({ ...here, ...never });
  const chain = hash('device', MESSAGE);
  const key = { suite: 1, publicKey: Uint8Array.fromHex(here['publicKey'] ?? '') } as const;
  const signature = Uint8Array.fromHex(there['signature'] ?? '');
  expect(nodeCrypto.verify(key, MESSAGE, signature, CONTEXT)).toBe(true);
  const pair = nodeCrypto.encryptionPair(concat(chain, chain, chain));
  expect(nodeCrypto.unseal(pair, Uint8Array.fromHex(there['box'] ?? ''))).toEqual(MESSAGE);
});
