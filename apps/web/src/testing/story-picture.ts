import { join } from 'node:path';
import type { Page } from 'playwright-core';

const PHONE = { width: 390, height: 844 };

/**
 * Keeps what a page shows at a moment of the story, where TALLY_PICTURES names a folder for it;
 * nothing happens otherwise.
 */
export async function keepPicture(
  page: Page,
  name: string,
  on: 'desktop' | 'phone' = 'phone',
): Promise<void> {
  const folder = process.env['TALLY_PICTURES'];
  if (folder === undefined) return;
  const before = page.viewportSize();
  if (on === 'phone') await page.setViewportSize(PHONE);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  if (before !== null) await page.setViewportSize(before);
}
