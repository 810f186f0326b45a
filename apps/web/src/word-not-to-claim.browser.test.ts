import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, seriousFindings } from './testing/chromium.ts';
import { carry, openOffline, openSetAside, setAside } from './testing/facing.ts';
import { Harbour, must } from './testing/harbour.ts';
import { type Person, joinInBrowser } from './testing/people.ts';

/** A payment from a tab that never arrived: two people without a network and without cameras, who carry files. */
let browser: Browser;
let harbour: Harbour;
let cyd: Person;
let dee: Person;
beforeAll(async () => {
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
  [cyd, dee] = (await Promise.all(
    ['cyd', 'dee'].map((handle) => joinInBrowser(browser, harbour.url, handle)),
  )) as [Person, Person];
  must(await harbour.ada.pay({ to: '@cyd', amount: '50.00', currency: 'HRB' }));
  await cyd.page.locator('[data-currency="HRB"]').getByText('50.00').waitFor();
  await setAside(cyd.page, { to: '@dee', amount: '20.00' });
});
afterAll(async () => {
  await browser.close();
  await harbour.close();
});

async function cut(isCut: boolean): Promise<void> {
  await Promise.all([cyd, dee].map(({ context }) => context.setOffline(isCut)));
}

/** The payee asks, and the payer reads that, says yes, and shows the act. */
async function handOver(): Promise<void> {
  await openOffline(dee.page);
  await dee.page.getByRole('button', { name: 'I am paid' }).click();
  await dee.page.getByLabel('Amount').fill('5');
  await dee.page.getByRole('button', { name: 'Ask for it' }).click();
  await look();
  await cyd.page.getByRole('button', { name: 'Yes, pay this' }).click();
  await cyd.page.locator('[data-standing="handed"]').waitFor();
}

/** The payer looks at what the payee shows. */
async function look(): Promise<void> {
  await openOffline(cyd.page);
  await cyd.page.getByRole('button', { name: 'I pay', exact: true }).click();
  await carry(dee.page, cyd.page);
}

async function leave(page: Page, name: 'Stop' | 'Done'): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** A page's wallet has the time of an hour from now: what was asked for before has ended. */
async function anHourLater(page: Page): Promise<void> {
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() + 3_600_000;
    });
  }
}

it('a payee gives the word not to claim it, the payer believes it, and pays anew', async () => {
  await cut(true);
  await handOver();
  for (const { page } of [cyd, dee]) await leave(page, 'Stop');

  // They meet again when the request has ended: the same act is shown, and is not accepted any more.
  for (const { page } of [cyd, dee]) await anHourLater(page);
  await handOver();
  await carry(cyd.page, dee.page);
  await dee.page.getByText('It answers no request that is still open.').waitFor();
  await carry(dee.page, cyd.page);
  await cyd.page.locator('[data-standing="not-confirmed"]').waitFor();
  await cyd.page.getByText('On a tab they can give their word').waitFor();
  await leave(cyd.page, 'Done');

  await dee.page.getByRole('button', { name: 'I did not get this: pay me again' }).click();
  const lastLook = dee.page.locator('[data-look]');
  await lastLook.getByText('You give your word not to claim').waitFor();
  expect(await lastLook.locator('.large-amount').textContent()).toBe('5.00HRB');
  await lastLook.getByText('This wallet never accepts that payment then').waitFor();
  expect(await seriousFindings(dee.page)).toEqual([]);
  // Nothing is signed before the second press, and there is a way back.
  await dee.page.getByRole('button', { name: 'No, I give no word' }).click();
  await dee.page.locator('[data-standing="not-accepted"]').waitFor();
  await dee.page.getByRole('button', { name: 'I did not get this: pay me again' }).click();
  await dee.page.getByRole('button', { name: 'Give my word' }).click();
  await dee.page.locator('[data-standing="word-given"]').waitFor();

  // Who believes nothing loses nothing: it stays given.
  await look();
  await cyd.page.getByRole('heading', { name: 'Do you believe their word?' }).waitFor();
  expect(await cyd.page.locator('.large-amount').textContent()).toBe('5.00HRB');
  expect(await seriousFindings(cyd.page)).toEqual([]);
  await cyd.page.getByRole('button', { name: 'No, it stays given' }).click();
  await cyd.page.locator('[data-standing="word-declined"]').waitFor();
  await leave(cyd.page, 'Done');
  await look();
  await cyd.page.getByRole('button', { name: 'Yes, I believe it' }).click();
  await cyd.page.locator('[data-standing="voided"]').waitFor();
  for (const { page } of [cyd, dee]) await leave(page, 'Done');

  await handOver();
  await carry(cyd.page, dee.page);
  await dee.page.locator('[data-standing="accepted-tab"]').waitFor();
  await carry(dee.page, cyd.page);
  await cyd.page.locator('[data-standing="confirmed"]').waitFor();
  for (const { page } of [cyd, dee]) await leave(page, 'Done');

  await cut(false);
  await openSetAside(cyd.page);
  await cyd.page.locator('[data-hold="tab"]').getByText('15.00 HRB left of 20.00').waitFor();
  await dee.page.getByRole('link', { name: 'Money', exact: true }).first().click();
  await dee.page.locator('[data-currency="HRB"]').getByText('5.00').waitFor();
  expect([...cyd.complaints, ...dee.complaints]).toEqual([]);
});
