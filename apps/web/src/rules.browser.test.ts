import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openPage, seriousFindings } from './testing/chromium.ts';
import { keyOfSeed } from './testing/founding.ts';
import { Harbour } from './testing/harbour.ts';
import { joinInBrowser } from './testing/people.ts';
import {
  KEY_PASSPHRASE,
  approveInBrowser,
  draftInBrowser,
  handOverInBrowser,
  proposeChangeInBrowser,
  proposeInBrowser,
  writeCouncilKey,
  writePublicKey,
} from './testing/rules.ts';

/** A rule's way in a browser: drafted with a mistake, mended, tried, proposed, approved by the council's key, and in force. */
const DRAFT = `module KE version 1 in force from 2026-01-01

rule KE-1 "Large payments to the neighbours"
  when destination = UK and amount > 50.00 HRB
  then refuse

example 40.00 HRB from KE to GB: allowed
example 60.00 HRB from KE to GB: refused by KE-1
`;

/** The council has time, however busy the machine is. */
const HOUR_MS = 3_600_000;

let browser: Browser;
let harbour: Harbour;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-rules-'));
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open('Harbour', HOUR_MS)]);
});
afterAll(async () => {
  await browser.close();
  await harbour.close();
  rmSync(folder, { recursive: true, force: true });
});

async function mendAndTry(page: Page): Promise<void> {
  await page.getByText('1 mistake', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Write “GB”' }).first().click();
  await page.getByText('No mistakes').waitFor();
  await page.getByText('2 of 2 examples come out as they say').waitFor();
  await page.getByText('✓ comes out so').first().waitFor();
  await page.getByRole('button', { name: 'Look for all of it' }).click();
  await page.locator('[data-finding="newly-refused"]').getByText('50.01 HRB from').waitFor();
  await page.getByRole('button', { name: 'Try the draft' }).click();
  await page.getByText('of 5,000 payments are decided differently').waitFor();
  await page.getByText('The first 200:').click();
  await page.getByRole('cell', { name: 'allowed, then refused' }).first().waitFor();
}

/** Looks at a council of two keys and an office that answers appeals instead, which the gates would not let pass here; then at a new currency. */
async function draftChanges(page: Page): Promise<void> {
  const pub = join(folder, 'dov.key.pub');
  writePublicKey(pub, keyOfSeed(9));
  await page.getByRole('link', { name: 'Change the constitution' }).click();
  await page.getByRole('button', { name: 'Change who decides' }).click();
  await page.getByText('Office “council”').click();
  const council = page.locator('details', { hasText: 'Office “council”' });
  await council.getByLabel('Add a public key').setInputFiles(pub);
  await council.getByLabel('How many have to sign together').selectOption('2');
  await page.getByText('Another office').click();
  await page.getByLabel('Name of the office').fill('auditors');
  await page.getByRole('button', { name: 'Add this office' }).click();
  const auditors = page.locator('details', { hasText: 'Office “auditors”' });
  await auditors.getByLabel('Add a public key').setInputFiles(pub);
  await page.getByLabel('Answers appeals').selectOption('auditors');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Look at it' }).click();
  const changed = page.locator('[data-change="changed"]');
  await changed.getByText('Before: One key signs.').waitFor();
  await changed.getByText('Before: judges').waitFor();
  expect(await changed.count()).toBe(2);
  await page.locator('[data-change="new"]').getByText('auditors').waitFor();
  await page.getByText('Votes would need 3 vendors, and 0 are registered.').waitFor();
  expect(await page.getByRole('button', { name: 'Hand it to the wallet' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Change the draft' }).click();
  await page.getByRole('button', { name: 'Leave it' }).click();

  await page.getByRole('button', { name: 'A new currency' }).click();
  await page.getByLabel('Code').fill('cod');
  await page.getByLabel('Name').fill('Codfish');
  await page.getByLabel('Add a public key').setInputFiles(pub);
  await page.getByText('dov.key.pub').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.locator('[data-change="new"]').getByText('Codfish; decimals: 2.').waitFor();
  await page.getByText('The gates would let it pass').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
}

it('a rule is drafted, mended, tried, proposed and approved, and so is a currency; its way is shown to everybody', async () => {
  const link = await harbour.consoleLink();
  const { origin } = new URL(link);
  const keyFile = join(folder, 'council.key');
  await writeCouncilKey(keyFile);
  const ben = await joinInBrowser(browser, origin, 'ben');
  await ben.page.close();
  const { page, complaints } = await openPage(ben.context);
  await page.goto(link);
  await draftInBrowser(page, DRAFT);
  await mendAndTry(page);
  expect(await seriousFindings(page)).toEqual([]);
  // Tab leaves the editor, as it leaves any field.
  await page.getByRole('textbox', { name: 'Text of the draft' }).focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.shadowRoot ?? null)).toBeNull();

  const wallet = await handOverInBrowser(page);
  const id = await proposeInBrowser(wallet, 'emergency');
  expect(await seriousFindings(wallet)).toEqual([]);
  await wallet.close();
  await page.getByRole('link', { name: 'Votes', exact: true }).click();
  await page.locator(`a[href="/console/votes/${id}"]`).click();
  await page.getByText('The office “council” has to approve by').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await approveInBrowser(page, id, { passphrase: KEY_PASSPHRASE, file: keyFile });
  await page.locator('[data-need="in-force"], [data-need="opens"]').waitFor();

  const book = await openPage(ben.context);
  await book.page.goto(`${origin}/votes/${id}`);
  await book.page.locator('[data-need="in-force"]').waitFor();
  await book.page.locator('.timeline [data-state="past"]').getByText('In force').waitFor();
  await book.page.getByText('has approved it').waitFor();
  await book.page.goto(`${origin}/rules/KE`);
  await book.page.getByText('Large payments to the neighbours').first().waitFor();

  await draftChanges(page);
  const proposer = await handOverInBrowser(page);
  const change = await proposeChangeInBrowser(proposer, async () => {
    await proposer.locator('[data-change="new"]').getByText('Codfish').waitFor();
    expect(await seriousFindings(proposer)).toEqual([]);
  });
  await proposer.close();
  await harbour.inStage(change, 'voting');
  await approveInBrowser(page, change, { passphrase: KEY_PASSPHRASE, file: keyFile });
  await book.page.goto(`${origin}/votes/${change}`);
  await book.page.getByText('Codfish; decimals: 2.').waitFor();
  await book.page.getByText('has approved it').waitFor();
  expect(await seriousFindings(book.page)).toEqual([]);
  expect([...complaints, ...book.complaints, ...ben.complaints]).toEqual([]);
  await ben.context.close();
});
