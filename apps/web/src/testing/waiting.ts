import type { Page } from 'playwright-core';

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
