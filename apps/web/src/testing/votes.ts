import type { Page } from 'playwright-core';

const BUTTONS = {
  yes: 'Yes: it should come into force',
  no: 'No: it should not',
  abstain: 'I abstain: I count as taking part, for neither side',
} as const;

/** Votes as somebody would, on a proposal that is known by its name (such as `TZ-1`) and is being voted on. */
export async function voteInBrowser(
  page: Page,
  name: string,
  choice: keyof typeof BUTTONS,
): Promise<void> {
  await page.getByRole('navigation').first().getByRole('link', { name: 'More' }).click();
  await page.locator('a[href="/wallet/votes"]').click();
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByLabel(BUTTONS[choice]).check();
  await page.getByRole('button', { name: 'Look once more' }).click();
  await page.getByRole('button', { name: `Vote ${choice} now` }).click();
  await page.getByText(`You voted ${choice}. It is entry`).waitFor();
}

/** Registers a voting key of the hardware that is plugged in. */
export async function registerKeyInBrowser(page: Page): Promise<void> {
  await page.getByRole('navigation').first().getByRole('link', { name: 'More' }).click();
  await page.locator('a[href="/wallet/voting-key"]').click();
  await page.getByRole('button', { name: 'Register a voting key' }).click();
  await page.getByText('You have a voting key by').waitFor();
}
