import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './testing/chromium.ts';
import { type Harbour, must } from './testing/harbour.ts';
import { PASSPHRASE, type Person, joinInBrowser, unlockInBrowser } from './testing/people.ts';
import { type Scene, openScene } from './testing/scene.ts';
import { storedText } from './testing/stored.ts';

/** Wallets in two browser profiles, at a real sovereign. */
let browser: Browser;
let harbour: Harbour;
let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
  ({ browser, harbour } = scene);
});
afterAll(() => scene.close());

const join = (handle: string, options?: BrowserContextOptions): Promise<Person> =>
  joinInBrowser(browser, harbour.url, handle, options);

/** A machine that does much else tells late. */
const PATIENT = { timeout: 60_000 };

/** The notices that the browser shows. */
function titlesTold(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map(({ title }) => title);
  });
}

/** Which release's scripts a page has loaded: their names, each once. */
const scriptsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const urls = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    return urls.filter((path) => path.startsWith('/assets/'));
  });

/** What the harbour's node serves, by path. */
async function servedFiles(): Promise<Set<string>> {
  const answer = (await (await fetch(`${harbour.url}/release.json`)).json()) as {
    files: { path: string }[];
  };
  return new Set(answer.files.map(({ path }) => path));
}

describe('two people with nothing but their browsers', () => {
  it('make wallets, ask, pay each other, and see how final it is', async () => {
    const [cyd, dee] = await Promise.all([join('cyd'), join('dee')]);
    const gift = { to: '@cyd', amount: '100.00', currency: 'HRB' };
    must(await harbour.ada.payMany([gift, gift]));
    await cyd.page.locator('[data-currency="HRB"]').getByText('200.00').waitFor();

    // Dee's own link asks for an amount; Cyd follows it.
    await dee.page.getByRole('link', { name: 'Receive' }).first().click();
    await dee.page.getByLabel('Ask for an amount').fill('12,5');
    await dee.page.getByLabel('What for').fill('two fish');
    const code = dee.page.locator('svg.qr[data-text*="amount=12.50"][data-text*="fish"]');
    const uri = await code.getAttribute('data-text');
    await cyd.page.goto(`${harbour.url}/wallet/pay#${encodeURIComponent(uri ?? '')}`);
    await unlockInBrowser(cyd.page);
    await cyd.page.getByRole('button', { name: 'Look once more' }).waitFor();
    await expect.poll(() => cyd.page.getByLabel('Amount').inputValue()).toBe('12.50');
    // The address stays the link's own; whose it is stands beside it.
    expect(await cyd.page.getByLabel('To', { exact: true }).inputValue()).toMatch(/^tally1/);
    await cyd.page.getByText('@dee', { exact: true }).waitFor();
    await cyd.page.getByRole('button', { name: 'Look once more' }).click();
    await cyd.page.getByText('No rule objects.').waitFor();
    await dee.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await cyd.page.getByRole('button', { name: 'Pay now' }).click();
    await cyd.page.getByRole('heading', { name: 'Final' }).waitFor();
    // A page that is loaded anew does not offer the link once more.
    expect(new URL(cyd.page.url()).hash).toBe('');
    const received = dee.page.getByText('Received: 12.50 HRB');
    await received.waitFor();
    // Also for somebody who has scrolled down to what was asked for.
    await expect.poll(async () => (await received.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await dee.page.getByRole('status').getByText('from @cyd').waitFor();

    // What the rules would hold is said before; whoever pays all the same is told.
    await cyd.page.getByRole('button', { name: 'Another payment' }).click();
    const picture = { name: 'code.png', mimeType: 'image/png', buffer: await code.screenshot() };
    await cyd.page.getByLabel('Take it from a picture of a code').setInputFiles(picture);
    await expect.poll(() => cyd.page.getByLabel('Amount').inputValue()).toBe('12.50');
    await cyd.page.getByText('@dee', { exact: true }).waitFor();
    await cyd.page.getByLabel('Amount').fill('150');
    await cyd.page.getByRole('button', { name: 'Look once more' }).click();
    await cyd.page.getByText('the sender’s identity tier is at least 2').waitFor();
    await cyd.page.getByRole('button', { name: 'Pay now' }).click();
    await cyd.page.getByText('The rules hold this payment until a requirement is met.').waitFor();

    await cyd.page.getByRole('link', { name: 'History' }).click();
    await cyd.page.getByText('Not paid to @dee').waitFor();
    await cyd.page.getByRole('list').getByText('held', { exact: true }).waitFor();
    await dee.page.getByRole('link', { name: 'History' }).click();
    await dee.page.getByText('two fish').waitFor();

    // A note of Cyd's own, and what was between Cyd and one other.
    await cyd.page.getByRole('button', { name: '@dee' }).click();
    const lines = cyd.page.locator('.entry');
    await expect.poll(() => lines.count(), PATIENT).toBe(2);
    await lines.last().getByText('More').click();
    await lines.last().getByLabel('Your own note').fill('one for the smoker');
    await lines.last().getByRole('button', { name: 'Keep this note' }).click();
    await lines.last().getByText('Your note: one for the smoker').waitFor();
    await cyd.page.getByLabel('Search').fill('smoker');
    await expect.poll(() => lines.count(), PATIENT).toBe(1);
    // The next customer is not shown what the last one has paid.
    await dee.page.getByRole('link', { name: 'Receive' }).first().click();
    await dee.page.locator('svg.qr').waitFor();
    expect(await dee.page.getByText('Received: 12.50 HRB').count()).toBe(0);
    expect([...cyd.complaints, ...dee.complaints]).toEqual([]);

    const stored = await storedText(cyd.page);
    expect(stored.length).toBeGreaterThan(10_000);
    expect(stored).not.toContain(PASSPHRASE);
    expect(stored).not.toContain('two fish');
    expect(stored).not.toContain('smoker');
    await Promise.all([cyd.context.close(), dee.context.close()]);
  });

  it('find the wallet locked after a reload, open in one tab only, and there without a network', async () => {
    const { page, context, complaints } = await join('eve');
    const other = await context.newPage();
    await other.goto(`${harbour.url}/wallet`);
    await other.getByRole('heading', { name: 'Open in another tab' }).waitFor();
    await other.close();
    await page.reload();
    await page.getByLabel('Passphrase', { exact: true }).fill('not that one at all');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('That is not the passphrase.').waitFor();
    await unlockInBrowser(page);
    await page.getByRole('heading', { name: '@eve' }).waitFor();
    // Somebody sets money aside for Eve, who looks at something else meanwhile.
    await context.grantPermissions(['notifications']);
    await page.evaluate(() =>
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' }),
    );
    const tab = { to: '@eve', amount: '20.00', currency: 'HRB', days: 1 };
    must(await harbour.ada.offline().openTab(tab));
    const told = 'A tab of 20.00 HRB was opened for you';
    await expect.poll(() => titlesTold(page), PATIENT).toEqual([told]);
    await page.getByRole('button', { name: 'Lock' }).click();
    await page.getByRole('heading', { name: 'Your wallet' }).waitFor();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await page.reload();
    await unlockInBrowser(page);
    await page.getByRole('heading', { name: '@eve' }).waitFor();
    await page.getByText('The sovereign cannot be reached.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are told when a payment is not final yet, and when it has become so', async () => {
    const { page, context } = await join('gil', { serviceWorkers: 'block' });
    must(await harbour.ada.pay({ to: '@gil', amount: '5.00', currency: 'HRB' }));
    await page.locator('[data-currency="HRB"]').getByText('5.00').waitFor();
    await page.route('**/v1/transitions', (route) => route.abort());
    await page.getByRole('link', { name: 'Pay' }).first().click();
    await page.getByLabel('To', { exact: true }).fill('@ada');
    await page.getByLabel('Amount').fill('2');
    await page.getByRole('button', { name: 'Look once more' }).click();
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByRole('heading', { name: 'Not final yet' }).waitFor();
    await page.unroute('**/v1/transitions');
    await page.getByRole('heading', { name: 'Final', exact: true }).waitFor();
    expect(must(await harbour.ada.sync()).received).toEqual({ HRB: '2.00' });
    await context.close();
  });

  it('meet nothing that axe calls serious', async () => {
    const { page, context } = await join('fay', { colorScheme: 'dark', reducedMotion: 'reduce' });
    for (const name of ['Pay', 'Receive', 'History', 'Money']) {
      await page.getByRole('navigation').first().getByRole('link', { name }).click();
      expect([name, await seriousFindings(page)]).toEqual([name, []]);
    }
    await context.close();
  });

  it('are told of newer pages, and take them over when no payment is under way: whole, or not at all', async () => {
    const { page, context, complaints } = await join('hal');
    must(await harbour.ada.pay({ to: '@hal', amount: '9.00', currency: 'HRB' }));
    await page.locator('[data-currency="HRB"]').getByText('9.00').waitFor();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const old = await servedFiles();
    const reader = await context.newPage();
    await harbour.serveAnotherRelease(true);
    await reader.goto(harbour.url);
    await reader
      .getByText('offers a newer version of these pages that could not be kept')
      .waitFor();
    // Nothing is left of what failed: it would count among the releases that open pages are of.
    await reader.waitForFunction(async () => (await caches.keys()).length === 1);
    await harbour.serveAnotherRelease(false);
    await page.reload();
    await unlockInBrowser(page);
    await page.getByText('A newer version of these pages is ready').waitFor();
    expect((await scriptsOf(page)).filter((path) => !old.has(path))).toEqual([]);

    await page.getByRole('link', { name: 'Pay' }).first().click();
    await page.getByLabel('To', { exact: true }).fill('@ada');
    await page.getByLabel('Amount').fill('4');
    await page.getByRole('button', { name: 'Look once more' }).click();
    await page.getByText('No rule objects.').waitFor();
    harbour.stop();
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByRole('button', { name: 'Load it' }).click();
    await page.getByText('as soon as what is under way has ended').waitFor();
    const isWaiting = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.waiting !== null;
    });
    expect(isWaiting).toBe(true);
    harbour.goOn();
    await page.getByRole('heading', { name: 'Your wallet' }).waitFor();
    await unlockInBrowser(page);
    await page.getByRole('link', { name: 'Money' }).click();
    await page.locator('[data-currency="HRB"]').getByText('5.00').waitFor();
    const now = await servedFiles();
    const scripts = await scriptsOf(page);
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.filter((path) => !now.has(path))).toEqual([]);
    expect(must(await harbour.ada.sync()).received).toEqual({ HRB: '4.00' });

    // A page of before stays whole, as long as it is open, and is told as well.
    await reader.getByRole('link', { name: 'Numbers' }).click();
    await reader.getByRole('heading', { name: 'Numbers' }).waitFor();
    await reader.getByText('A newer version of these pages is ready').waitFor();
    await context.setOffline(true);
    await page.reload();
    await unlockInBrowser(page);
    await page.getByRole('heading', { name: '@hal' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
