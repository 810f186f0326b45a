import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** A file that somebody chooses. */
interface Chosen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Goes to everything that waits. */
export async function waitingInBrowser(page: Page): Promise<void> {
  await page.getByRole('navigation').first().getByRole('link', { name: 'More' }).click();
  await page.locator('a[href="/wallet/waiting"]').click();
}

/** Begins to set money aside by a recipe that is named as its page names it. */
export async function setAsideInBrowser(
  page: Page,
  recipe: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  await waitingInBrowser(page);
  await page.getByRole('link', { name: 'Set money aside' }).click();
  await page.getByRole('button', { name: recipe }).click();
  for (const [label, text] of Object.entries(fields)) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
  await page.getByRole('button', { name: 'Look once more' }).click();
  await page.getByRole('heading', { name: 'A last look' }).waitFor();
}

/** Begins to seal a text or a file, for people or under a secret that is named as its list names it. */
export async function sealInBrowser(
  page: Page,
  what: string | Chosen,
  people: Readonly<Record<string, string>>,
  way?: string,
  secret?: RegExp,
): Promise<void> {
  await waitingInBrowser(page);
  await page.getByRole('link', { name: 'Set money aside' }).click();
  await page.getByRole('button', { name: 'Seal something' }).click();
  if (typeof what === 'string') await page.getByLabel('What is to be sealed').fill(what);
  else await page.getByLabel('A file, at most 256 kB').setInputFiles(what);
  if (way !== undefined) await page.getByLabel('What opens it').selectOption({ label: way });
  if (secret !== undefined) {
    const option = page.getByRole('option', { name: secret });
    const value = await option.getAttribute('value');
    await page.getByLabel('Which secret').selectOption(value);
  }
  for (const [label, text] of Object.entries(people)) await page.getByLabel(label).fill(text);
  await page.getByRole('button', { name: 'Look once more' }).click();
}

/** Chooses a sealed file to be looked at. */
export async function chooseSealed(page: Page, file: Chosen): Promise<void> {
  await waitingInBrowser(page);
  await page.getByRole('link', { name: 'Open something sealed' }).click();
  await page.getByLabel('Sealed file').setInputFiles(file);
}

/** The file that a button gives. */
export async function savedBy(
  page: Page,
  button: string,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const saved = await saving;
  return { name: saved.suggestedFilename(), bytes: readFileSync(await saved.path()) };
}
