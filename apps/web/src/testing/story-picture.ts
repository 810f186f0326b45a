import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps what a page shows at a moment of the story, where TALLY_PICTURES names a folder for it. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['TALLY_PICTURES'];
  if (folder === undefined) return;
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
