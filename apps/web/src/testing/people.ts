import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openPage } from './chromium.ts';

/** Of everybody who makes a wallet in a test. */
export const PASSPHRASE = 'seven quiet harbours at dawn';

/** Somebody with a wallet: a browser profile of their own, and its page. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page has complained of: a violated policy, an error. */
  readonly complaints: readonly string[];
}

/** Makes a wallet under a passphrase as somebody would, at the sovereign of `url`; it is open when this resolves. */
export async function joinInBrowser(
  browser: Browser,
  url: string,
  handle: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Person> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const { page, complaints } = await openPage(context);
  await makeWalletInBrowser(page, url, handle);
  return { context, page, complaints };
}

/** Makes a wallet in a page of a profile that has none. */
export async function makeWalletInBrowser(page: Page, url: string, handle: string): Promise<void> {
  await page.goto(`${url}/wallet`);
  await page.getByLabel('Handle').fill(handle);
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase once more').fill(PASSPHRASE);
  await page.getByLabel('I have written the passphrase down').check();
  await page.getByRole('button', { name: 'Make the wallet' }).click();
  await page.getByRole('heading', { name: `@${handle}` }).waitFor();
}

/** Opens the wallet of somebody whose page asks for the passphrase. */
export async function unlockInBrowser(page: Page): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
}
