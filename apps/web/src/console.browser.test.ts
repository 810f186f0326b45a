import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openPage, seriousFindings } from './testing/chromium.ts';
import { Harbour } from './testing/harbour.ts';

/** The operator's console, in a browser, of a real sovereign. */
let browser: Browser;
let harbour: Harbour;
beforeAll(async () => {
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
});
afterAll(async () => {
  await browser.close();
  await harbour.close();
});

async function visit(
  url: string,
  look: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const { page, complaints } = await openPage(context);
    await page.goto(url);
    await look(page, context);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

it('opens with the link that the machine gives out, which the address forgets, and shows how it does', async () => {
  await visit(await harbour.consoleLink(), async (page) => {
    await page.getByRole('heading', { name: 'Health' }).waitFor();
    await page.getByRole('heading', { name: 'Everything works' }).waitFor();
    expect(new URL(page.url()).hash).toBe('');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'The operator’s console' }).waitFor();
  });
});
