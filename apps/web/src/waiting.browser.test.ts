import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, seriousFindings } from './testing/chromium.ts';
import { Harbour, must } from './testing/harbour.ts';
import { type Person, joinInBrowser, unlockInBrowser } from './testing/people.ts';
import { setAsideInBrowser, waitingInBrowser } from './testing/waiting.ts';

/** Money and words that wait, between two wallets in browsers. */
let browser: Browser;
let harbour: Harbour;
let cyd: Person;
let dee: Person;
beforeAll(async () => {
  // No rule is in force: they ask of each currency what it is worth in another.
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
  [cyd, dee] = await Promise.all([
    joinInBrowser(browser, harbour.url, 'cyd'),
    joinInBrowser(browser, harbour.url, 'dee'),
  ]);
  await harbour.issue('@dee', '30', 'FISH');
  must(await harbour.ada.pay({ to: '@cyd', amount: '100.00', currency: 'HRB' }));
  await cyd.page.locator('[data-currency="HRB"]').getByText('100.00').waitFor();
  await dee.page.locator('[data-currency="FISH"]').getByText('30').waitFor();
});
afterAll(async () => {
  await browser.close();
  await harbour.close();
});

it('exchanges with a stranger: an offer, its answer, and both sides taken', async () => {
  const { page } = cyd;
  await setAsideInBrowser(page, 'Exchange with a stranger', {
    'With whom': '@dee',
    'You give': '20',
    'You want': '5',
  });
  await page.getByText('For it you want 5 FISH of @dee.').waitFor();
  await page.getByText('a free option').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Lock it and make the offer' }).click();
  await page.getByText('Your part is locked.').waitFor();
  const link = await page.getByLabel('Hand this offer on').inputValue();
  expect(await seriousFindings(page)).toEqual([]);

  // Somebody bends the offer on its way: what the log has is not what it says.
  await dee.page.goto(link.replace('20.00', '40.00'));
  await unlockInBrowser(dee.page);
  await dee.page.getByText('the amount is another').waitFor();
  await dee.page.getByLabel('The offer').fill(link.replace('FISH', '<b>'));
  await dee.page.getByRole('button', { name: 'Check the offer' }).click();
  await dee.page.getByText('This is no whole offer.').waitFor();
  await dee.page.getByLabel('The offer').fill(link);
  await dee.page.getByRole('button', { name: 'Check the offer' }).click();
  await dee.page.getByText('For it you get 20.00 HRB of @cyd.').waitFor();
  await dee.page.getByText('you may lose all of your part').waitFor();
  expect(await seriousFindings(dee.page)).toEqual([]);
  await dee.page.getByRole('button', { name: 'Lock my part now' }).click();
  await dee.page.getByText('Your part is locked.').waitFor();

  await waitingInBrowser(page);
  await page.getByText('@dee has locked something for you.').waitFor();
  // Nothing but the check leads to the taking, which shows the secret.
  expect(await page.getByRole('button', { name: 'Take it', exact: true }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Show the secret' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Look at the exchange' }).click();
  await page.getByText('@dee gets 20.00 HRB of you for it.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take it now' }).click();
  await page.getByText('Exchanged: you have 5 FISH.').waitFor();

  await waitingInBrowser(dee.page);
  await dee.page.getByRole('navigation').first().getByRole('link', { name: 'History' }).click();
  await dee.page.getByText('20.00 HRB').first().waitFor();
  await page.getByRole('navigation').first().getByRole('link', { name: 'History' }).click();
  await page.getByText('5 FISH').first().waitFor();
  await page.getByText('20.00 HRB').first().waitFor();
  expect([...cyd.complaints, ...dee.complaints]).toEqual([]);
});
