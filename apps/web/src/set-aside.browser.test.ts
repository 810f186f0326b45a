import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openPage } from './testing/chromium.ts';
import { openSetAside, setAside } from './testing/facing.ts';
import { Harbour, must } from './testing/harbour.ts';
import { type Person, joinInBrowser, unlockInBrowser } from './testing/people.ts';

/** What is set aside in a page is locked once, whatever becomes of the page. */
let browser: Browser;
let harbour: Harbour;
let cyd: Person;
beforeAll(async () => {
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
  // A service worker would ask in the pages' place, where a test cannot hold requests back.
  cyd = await joinInBrowser(browser, harbour.url, 'cyd', { serviceWorkers: 'block' });
  must(await harbour.ada.pay({ to: '@cyd', amount: '50.00', currency: 'HRB' }));
  await cyd.page.locator('[data-currency="HRB"]').getByText('50.00').waitFor();
});
afterAll(async () => {
  await browser.close();
  await harbour.close();
});

/** Closes the page on what it has sent, before it hears of it, and opens the wallet in another one. */
async function diesOnceSent(
  press: (page: Page) => Promise<void>,
  send: (route: Route) => Promise<unknown>,
): Promise<void> {
  const { promise: sent, resolve } = Promise.withResolvers<unknown>();
  await cyd.page.route('**/v1/transitions', (route) => resolve(send(route)));
  await press(cyd.page);
  await sent;
  await cyd.page.close();
  const { page, complaints } = await openPage(cyd.context);
  cyd = { ...cyd, page, complaints };
  await page.goto(`${harbour.url}/wallet`);
  await unlockInBrowser(page);
}

/** What this page shows as set aside by its owner, and what is left to pay with. */
async function locked(page: Page): Promise<{ holds: string[]; left: string }> {
  await openSetAside(page);
  const holds = await page.locator('[data-hold] .figures').allTextContents();
  await page.getByRole('link', { name: 'Money', exact: true }).first().click();
  const left = await page.locator('[data-currency="HRB"] .large-amount').textContent();
  return { holds, left: left ?? '' };
}

it('a tab is set aside once where the page is closed before the answer, and the same is pressed again', async () => {
  const tab = { to: '@ada', amount: '20.00' };
  // The sovereign has admitted it; nobody hears of it.
  await diesOnceSent(
    (page) => setAside(page, tab, { isAnswered: false }),
    (route) => route.fetch(),
  );
  await setAside(cyd.page, tab);
  const once = await locked(cyd.page);
  expect(once.holds).toEqual(['20.00 HRB left of 20.00 HRB']);
  expect(once.left).toContain('30.00');
  // What has its answer is over: whoever wants another one gets another one.
  await setAside(cyd.page, { ...tab, amount: '5.00' });
  await setAside(cyd.page, { ...tab, amount: '5.00' });
  expect((await locked(cyd.page)).left).toContain('20.00');
});

it('more on a tab is locked once where the page is closed on what was not sent yet', async () => {
  const raise = async (page: Page): Promise<void> => {
    await openSetAside(page);
    const first = page.locator('[data-hold="tab"]', { hasText: 'left of 20.00' });
    await first.locator('summary').click();
    await first.getByLabel('Amount').fill('4');
    await first.getByRole('button', { name: 'Look once more' }).click();
    await first.getByRole('button', { name: 'Add to it' }).click();
  };
  await diesOnceSent(raise, () => Promise.resolve(null));
  const { page } = cyd;
  await openSetAside(page);
  // Sent by itself meanwhile, so the tab has it already; somebody who does not look presses again.
  const tab = page.locator('[data-hold="tab"]', { hasText: 'left of 24.00' });
  await tab.locator('summary').click();
  await tab.getByLabel('Amount').fill('4');
  await tab.getByRole('button', { name: 'Look once more' }).click();
  await tab.getByRole('button', { name: 'Add to it' }).click();
  await tab.locator('[data-look]').waitFor({ state: 'detached' });
  const { holds, left } = await locked(page);
  expect(holds).toContain('24.00 HRB left of 24.00 HRB');
  expect(left).toContain('16.00');
});

it('a last look cannot be pressed a second time before what is shown is new', async () => {
  const { context } = cyd;
  await cyd.page.close();
  await context.addInitScript(() => {
    const asked: string[] = [];
    const held: (() => void)[] = [];
    const { value: post } = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage') ?? {};
    const apply = (target: () => void, self: Worker, message: [{ call?: string }?]): void => {
      const send = (): void => Reflect.apply(target, self, message);
      const [{ call = '' } = {}] = message;
      asked.push(call);
      // What is shown is asked for once it is set aside, and no answer comes.
      if (call === 'snapshot' && asked.includes('openTab')) held.push(send);
      else send();
    };
    Worker.prototype.postMessage = new Proxy(post as () => void, { apply });
    Object.assign(globalThis, { asked, showAgain: () => held.splice(0).map((send) => send()) });
  });
  const { page, complaints } = await openPage(context);
  cyd = { ...cyd, page, complaints };
  await page.goto(`${harbour.url}/wallet`);
  await unlockInBrowser(page);
  await setAside(page, { to: '@ada', amount: '2.00' }, { isAnswered: false });
  const asked = (): Promise<string[]> =>
    page.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  await expect.poll(async () => (await asked()).at(-1)).toBe('snapshot');
  const go = page.getByRole('button', { name: 'Set it aside' });
  await go.focus();
  await go.evaluate((button: HTMLButtonElement) => button.click());
  await page.keyboard.press('Enter');
  await page.evaluate(() => (globalThis as unknown as { showAgain(): void }).showAgain());
  await page.getByText('It is set aside.').waitFor();
  expect((await asked()).filter((call) => call === 'openTab')).toEqual(['openTab']);
  expect(complaints).toEqual([]);
});
