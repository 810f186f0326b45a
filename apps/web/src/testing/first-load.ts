import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';

/** A page that asked for nothing more in this time has what it wants. */
const SETTLED_MS = 1000;

/**
 * What a browser that was never here fetches until the page at `path` shows this text, has started
 * the process named and waits for nothing any more: the document, scripts of the page and of its
 * workers, and styles; in bytes, gzipped.
 */
export async function firstLoadBytes(
  browser: Browser,
  url: string,
  { path, sees, starts }: FirstPage,
): Promise<number> {
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-GB' });
  const paths = new Set<string>();
  context.on('request', (request) => paths.add(new URL(request.url()).pathname));
  const page = await context.newPage();
  const started = starts && page.waitForRequest((request) => request.url().includes(starts));
  await page.goto(url + path);
  await page.getByText(sees).first().waitFor();
  await started;
  for (let before = 0; before < paths.size; await page.waitForTimeout(SETTLED_MS)) {
    before = paths.size;
  }
  await context.close();
  const sizes = [...paths]
    .filter((one) => one === path || /\.(js|css)$/.test(one))
    .map(async (one) => gzipSync(await (await fetch(url + one)).bytes()).length);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

interface FirstPage {
  readonly path: string;
  /** What it says when it is there. */
  readonly sees: string;
  /** The process that it starts by itself afterwards. */
  readonly starts: string | null;
}

/** First pages of doors. */
export const BOOK: FirstPage = { path: '/', sees: 'At a glance', starts: null };
export const NO_WALLET_YET: FirstPage = {
  path: '/wallet',
  sees: 'What is kept where',
  starts: '/assets/wallet-process-',
};
