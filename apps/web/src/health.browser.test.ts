import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openPage, seriousFindings } from './testing/chromium.ts';
import { Harbour } from './testing/harbour.ts';

/** The console's pages of running and keeping, in one browser of one real sovereign that somebody has been paid by. */
let browser: Browser;
let harbour: Harbour;
let context: BrowserContext;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
  context = await browser.newContext({ locale: 'en-GB' });
  ({ page, complaints } = await openPage(context));
  await page.goto(await harbour.consoleLink());
});
afterAll(async () => {
  await browser.close();
  await harbour.close();
});

/** By the console's own navigation: its session is in this page's memory alone. */
async function goTo(name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** What axe finds, and what the page complained of. */
async function wrongs(): Promise<string[]> {
  return [...(await seriousFindings(page)), ...complaints];
}

it('says that everything works and what would be safer, and draws what happens', async () => {
  await page.getByRole('heading', { name: 'Everything works, and could be safer' }).waitFor();
  await page.getByText('No backup of this sovereign has been made.').waitFor();
  await page.getByText('There is no second copy of the log.').waitFor();
  // What was issued a moment ago is in the seconds that are drawn.
  const payments = page.getByRole('img', { name: /^Payments\./ });
  await payments.locator('canvas').waitFor();
  await page.getByRole('img', { name: /^Payments\. At most [1-9]/ }).waitFor();
  await page.getByText('No rule has stopped twenty payments in this time.').waitFor();
  await page.getByLabel('Show').first().selectOption('minute');
  expect(await wrongs()).toEqual([]);
});

it('makes a backup, which the first page then knows of, and tells how to rehearse a restore', async () => {
  await goTo('Backups');
  await page.getByText('No backup has been made yet.').waitFor();
  await page.getByRole('button', { name: 'Make a backup now' }).click();
  await page.getByText(/^harbour-.*\.tar is written\./).waitFor();
  await page.getByRole('row', { name: /^harbour-.*\.tar/ }).waitFor();
  await page.getByText('tally sovereign restore NAME scratch --from-log KEPT-LOG').waitFor();
  expect(await wrongs()).toEqual([]);
  await goTo('Health');
  await page.getByText('There is no second copy of the log.').waitFor();
  expect(await page.getByText('No backup of this sovereign has been made.').count()).toBe(0);
});

it('shows the newest lines of the log, those that are asked for', async () => {
  await goTo('Log');
  await page.getByText('the sovereign is open').waitFor();
  await page.getByLabel('Containing').fill('no such line');
  await page.getByText('No line of this kind since the node was started.').waitFor();
  await page.getByLabel('Containing').fill('SOVEREIGN is');
  await page.getByText('the sovereign is open').waitFor();
  await page.getByLabel('At least').selectOption('fatal');
  await page.getByText('No line of this kind since the node was started.').waitFor();
  expect(await wrongs()).toEqual([]);
});

it('shows what the node runs with; a webhook is added, its secret told once, and removed', async () => {
  await goTo('Settings');
  await page.getByText('--kept-log FOLDER').waitFor();
  await page.getByText(new URL(harbour.url).port, { exact: true }).waitFor();
  await page.getByText('Nobody is told.').waitFor();
  await page.locator('summary', { hasText: 'Add a webhook' }).click();
  await page.getByPlaceholder('https://shop.example/hook').fill('ftp://shop.example');
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await page.getByText(/no http or https URL/).waitFor();
  await page.getByPlaceholder('https://shop.example/hook').fill('https://shop.example/hook');
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  const secret = await page.locator('.keeping-secret').innerText();
  expect(secret.length).toBeGreaterThan(20);
  expect(await wrongs()).toEqual([]);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByText('https://shop.example/hook').waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Really remove?').waitFor();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Nobody is told.').waitFor();
});

it('looks somebody up as anybody may, and says that nobody is frozen', async () => {
  await goTo('People and devices');
  await page.getByLabel('Handle or address').fill('Nobody');
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByText('Nobody of this name is known here.').waitFor();
  await page.getByLabel('Handle or address').fill('@ada');
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByRole('heading', { name: '@ada' }).waitFor();
  await page.getByText('Kenya: identity tier 0').waitFor();
  await page.getByText(/^Device 1: active since/).waitFor();
  await page.getByText('There is no such list, so nobody is frozen.').waitFor();
  // Ada has 1,000.00: nothing of that is here.
  expect(await page.locator('main').innerText()).not.toMatch(/1,?000/);
  expect(await wrongs()).toEqual([]);
});

it('tells of forks and of who watches, also where there are none', async () => {
  await goTo('Fork proofs');
  await page.getByText('Nobody has been proven to have written two histories.').waitFor();
  expect(await wrongs()).toEqual([]);
  await goTo('Peers and cosigners');
  await page.getByText(/entries, signed by this sovereign/).waitFor();
  await page.getByText('The constitution names nobody.').waitFor();
  expect(await wrongs()).toEqual([]);
});

it('says at a glance that nobody answers, and that everything works when somebody does', async () => {
  await goTo('Health');
  await page.getByRole('heading', { name: /Everything works/ }).waitFor();
  await context.setOffline(true);
  await page.getByRole('heading', { name: 'Nobody can pay at the moment' }).waitFor();
  await page.getByText('The sovereign does not answer this page.').waitFor();
  expect(await wrongs()).toEqual([]);
  await context.setOffline(false);
  await page.getByRole('heading', { name: /Everything works/ }).waitFor();
  expect(complaints).toEqual([]);
});
