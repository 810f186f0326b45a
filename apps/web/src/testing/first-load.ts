import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';

/**
 * What a browser that was never here fetches before the page at `path` shows this text: the
 * document, scripts of the page and of its workers, and styles; in bytes, gzipped.
 */
export async function firstLoadBytes(
  browser: Browser,
  url: string,
  { path, sees }: { readonly path: string; readonly sees: string },
): Promise<number> {
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-GB' });
  const paths = new Set<string>();
  context.on('request', (request) => paths.add(new URL(request.url()).pathname));
  const page = await context.newPage();
  await page.goto(url + path);
  await page.getByText(sees).first().waitFor();
  await context.close();
  const sizes = [...paths]
    .filter((one) => one === path || /\.(js|css)$/.test(one))
    .map(async (one) => gzipSync(await (await fetch(url + one)).bytes()).length);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** First pages of doors, and what they say when they are there. */
export const BOOK = { path: '/', sees: 'At a glance' } as const;
export const NO_WALLET_YET = { path: '/wallet', sees: 'What is kept where' } as const;
