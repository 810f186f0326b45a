import type { Download, Page } from 'playwright-core';

/** Tries a payment that the rules stop, as somebody would; ends at what stopped it, and gives the decision's id. */
export async function payRefusedInBrowser(
  page: Page,
  { to, amount }: { readonly to: string; readonly amount: string },
): Promise<string> {
  await page.getByRole('navigation').first().getByRole('link', { name: 'Pay' }).click();
  await page.getByLabel('To', { exact: true }).fill(to);
  await page.getByLabel('Amount').fill(amount);
  await page.getByRole('button', { name: 'Look once more' }).click();
  await page.getByRole('button', { name: 'Pay now' }).click();
  const way = page.getByRole('link', { name: 'What you can do about it' });
  await page.getByText('Decided again in this browser').waitFor();
  return ((await way.getAttribute('href')) ?? '').split('/').at(-1) ?? '';
}

/** Appeals from the decision that the page shows on its way from a payment; gives the file of the case. */
export async function appealInBrowser(
  page: Page,
  decision: string,
  reason: string,
): Promise<{ readonly appeal: string; readonly file: string }> {
  await page.locator(`a[href="/wallet/decisions/${decision}"]`).click();
  await page.getByLabel('Why should they look at it again?').fill(reason);
  await page.getByRole('button', { name: 'Look once more' }).click();
  await page.getByRole('button', { name: 'Appeal now' }).click();
  await page.getByText('An answer is due by').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the case' }).click(),
  ]);
  const file = await textOf(download);
  return { appeal: (JSON.parse(file) as { readonly appeal: string }).appeal, file };
}

/** What a file that a page has saved says. */
export async function textOf(download: Download): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Uint8Array);
  return Buffer.concat(parts).toString();
}
