import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
}

const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
] as const;

export const LOOKS: readonly Look[] = SIZES.flatMap((size) => [
  { ...size, scheme: 'light' },
  { ...size, scheme: 'dark' },
]);

/** A picture that was taken: its file's name, and what it shows. */
export interface Shot {
  readonly title: string;
  readonly look: Look;
  readonly file: string;
  /** By how many pixels the page is wider than the window; more than 0 is a fault. */
  readonly overflow: number;
}

/** A page that has changed nothing for so long is as it is. */
const STILL_MS = 500;
const LONGEST_MS = 10_000;

/** Takes a page in each of these looks, into a folder; `title` names the pictures. */
export async function takeShots(
  page: Page,
  title: string,
  folder: string,
  looks: readonly Look[] = LOOKS,
): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (const look of looks) {
    const { width, height, scheme } = look;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await still(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    // What is fixed to the window's edge would stand in the middle of a picture of the whole page.
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.max(height, whole) });
    const file = `${fileName(title)}-${width}-${scheme}.png`;
    await page.screenshot({ path: join(folder, file), animations: 'disabled' });
    shots.push({ title, look, file, overflow });
  }
  return shots;
}

/** Goes to another page of the application without loading it anew: a wallet stays open. */
export async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await still(page);
}

/** Until nothing loads and nothing changes any more, or for ten seconds. */
async function still(page: Page): Promise<void> {
  const until = Date.now() + LONGEST_MS;
  let before = '';
  while (Date.now() < until) {
    const [text, isLoading] = await page.evaluate(
      () => [document.body.innerText, document.querySelector('.skeleton') !== null] as const,
    );
    if (!isLoading && text === before) return;
    before = text;
    await sleep(STILL_MS);
  }
}

/** `/rules/KE in de` as `rules-KE-in-de`; the first page has no path to be named by. */
function fileName(title: string): string {
  const named = title.replace(/^\/(?= |$)/, 'first-page').replaceAll(/[^\w@-]+/g, '-');
  return named.replace(/^-/, '').slice(0, 60);
}
