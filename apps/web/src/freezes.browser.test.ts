import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome, Wallet } from '@tallystick/wallet';
import { createFolderWallet } from '@tallystick/wallet/node';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openPage, seriousFindings } from './testing/chromium.ts';
import { Harbour, must } from './testing/harbour.ts';
import { type Person, joinInBrowser } from './testing/people.ts';
import { handOverInBrowser, proposeInBrowser } from './testing/rules.ts';

/** A person is frozen and released in the console by a list that goes the way of every rule, and payments tell at each stage what is so. */
let browser: Browser;
let harbour: Harbour;
let folder: string;
let ben: Wallet;
let cyd: Person;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-freezes-'));
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
  const given = { sovereign: harbour.url, country: 'KE', handle: 'ben', rootSuite: 3 } as const;
  ben = must(await createFolderWallet(join(folder, 'ben'), given));
  const link = await harbour.consoleLink();
  cyd = await joinInBrowser(browser, new URL(link).origin, 'cyd');
  // A wallet is open in one tab.
  await cyd.page.close();
  ({ page, complaints } = await openPage(cyd.context));
  await page.goto(link);
});
afterAll(async () => {
  await ben.close();
  await browser.close();
  await harbour.close();
  rmSync(folder, { recursive: true, force: true });
});

const pay = async (from: Wallet, to: string, amount: string): Promise<Outcome<unknown>> =>
  await from.pay({ to, amount, currency: 'HRB' });

/** What Ben has, once he has taken what he can. */
async function has(): Promise<string | undefined> {
  must(await ben.sync());
  return must(await ben.balances()).balances['HRB'];
}

async function lookUp(who: string): Promise<void> {
  const places = page.getByRole('navigation', { name: 'Console' });
  await places.getByRole('link', { name: 'People and devices' }).click();
  await page.getByLabel('Handle or address').fill(who);
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByRole('heading', { name: who, exact: true }).waitFor();
}

/** Hands what was drafted to Cyd's wallet, who proposes it; what it says of the lane was meant. */
async function propose(lane: 'ordinary' | 'emergency'): Promise<string> {
  const wallet = await handOverInBrowser(page);
  const id = await proposeInBrowser(wallet, lane);
  await wallet.close();
  return id;
}

it('a person is frozen by a list and two rules, and released by the list; each stage says what is so', async () => {
  must(await pay(harbour.ada, '@ben', '5.00'));
  expect(await has()).toBe('5.00');
  // Put before, and not taken yet.
  must(await pay(harbour.ada, '@ben', '20.00'));

  await lookUp('@ben');
  const standing = page.locator('[data-standing]');
  const freezes = page.locator('[data-all-freezes]');
  await standing.getByText('No list in force names this identity.').waitFor();
  await freezes.getByText('There is no such list, so nobody is frozen.').waitFor();
  await page.getByText(/^Device 1: active since/).waitFor();
  await standing.getByRole('button', { name: 'Freeze', exact: true }).click();
  await page.getByLabel('Name of the new list').fill('7');
  await page.getByRole('button', { name: 'Draft it' }).click();
  await page.getByText('A list’s name has capitals').waitFor();
  await page.getByLabel('Name of the new list').fill('frozen');
  await page.getByRole('button', { name: 'Draft it' }).click();
  await page.getByText('The office “council” decides it alone.').waitFor();
  await page.getByText('The gates would let it pass').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const first = await propose('ordinary');
  await standing.getByText('A proposal would put this identity on FROZEN.').waitFor();
  await harbour.decide(first);
  await standing.getByText('On FROZEN by version 1').waitFor();
  await standing.getByText('No rule looks at it: being on it stops nobody.').waitFor();
  await freezes.getByText('@ben').waitFor();
  must(await pay(harbour.ada, '@ben', '1.00'));

  await freezes.getByText('No rule stops whoever is on it yet').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await freezes.getByRole('button', { name: 'Draft them for HRB' }).click();
  await freezes.getByRole('link', { name: 'Write rules' }).click();
  await page.getByText('2 of 2 examples come out as they say').waitFor();
  await harbour.approve(await propose('emergency'));
  await lookUp('@ben');
  await standing.getByText('Nobody makes a new payment to whoever is on it in HRB.').waitFor();
  await standing.getByText('Payouts in HRB of what was put before are paused').waitFor();
  expect(await pay(harbour.ada, '@ben', '2.00')).toMatchObject({
    failure: { code: 'rules-refuse', data: { refused: { rule: 'HRB-2' } } },
  });
  expect(await has()).toBe('5.00');
  expect(await pay(ben, '@ada', '2.00')).toMatchObject({
    failure: { code: 'rules-refuse', data: { refused: { rule: 'HRB-1' } } },
  });
  expect(await seriousFindings(page)).toEqual([]);
});

it('an emergency may freeze, and never release', async () => {
  await lookUp('@ada');
  const standing = page.locator('[data-standing]');
  await standing.getByText('No list in force names this identity.').waitFor();
  expect(await standing.getByRole('button', { name: 'Release' }).count()).toBe(0);
  await standing.getByRole('button', { name: 'Freeze', exact: true }).click();
  await page.getByLabel('How it is decided').selectOption('emergency');
  await page.getByRole('button', { name: 'Draft it' }).click();
  await page.getByText('It lapses by itself after').waitFor();
  await page.getByText('It only makes rules stricter').waitFor();
  const wallet = await handOverInBrowser(page);
  await wallet.close();
  await lookUp('@ben');
  await standing.getByRole('button', { name: 'Release' }).click();
  await page.getByText('an emergency can only make rules stricter').waitFor();
  expect(await page.getByLabel('How it is decided').count()).toBe(0);
});

it('whoever is released has all that was put before, and is paid again', async () => {
  await page.getByRole('button', { name: 'Draft it' }).click();
  await page.getByText('The gates would let it pass').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const id = await propose('ordinary');
  const standing = page.locator('[data-standing]');
  await standing.getByText('A proposal would take this identity off FROZEN.').waitFor();
  await harbour.decide(id);
  await standing.getByText('No list in force names this identity.').waitFor();
  expect(await standing.getByText('are paused').count()).toBe(0);
  // His own payment was refused, and has its place until it is stale.
  await expect.poll(has, { timeout: 60_000 }).toBe('26.00');
  must(await pay(harbour.ada, '@ben', '2.00'));
  expect(await has()).toBe('28.00');
  const book = await openPage(cyd.context);
  await book.page.goto(`${harbour.url}/rules/FROZEN`);
  await book.page.getByText('It names nobody.').waitFor();
  await book.page.getByText('makes no new payment in HRB').waitFor();
  const older = book.page.getByRole('listitem').filter({ hasText: 'FROZEN-1' }).last();
  await older.getByText('over', { exact: true }).waitFor();
  expect(await seriousFindings(book.page)).toEqual([]);
  expect([...complaints, ...book.complaints, ...cyd.complaints]).toEqual([]);
});
