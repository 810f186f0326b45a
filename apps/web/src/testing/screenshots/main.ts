import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../chromium.ts';
import { FoundingDoor } from '../founding-door.ts';
import { openScene } from '../scene.ts';
import { type PeopleThere, peopleThere } from './people-there.ts';
import { type Door, type PageShown, pagesShown } from './pages-shown.ts';
import { type Look, LOOKS, type Shot, goWithin, takeShots } from './shots.ts';
import { shotsIndex } from './shots-index.ts';

/**
 * `npm run screenshots [-- TEXT]`: every page of the application, or those whose path contains TEXT,
 * at three sizes in light and dark, into `screenshots/`; `index.html` shows them side by side. They
 * are for looking at: nothing compares them.
 */
const FOLDER = join(import.meta.dirname, '../../../../../screenshots');
const wanted = process.argv[2] ?? '';
/** What is shown in other languages and of newcomers: it is about lengths, directions and empty places. */
const FEW: readonly Look[] = LOOKS.filter(
  ({ width, scheme }) => (width === 390 && scheme === 'light') || (width > 1000 && scheme === 'dark'),
);
const TRANSLATED: readonly string[] = ['/', '/rules/KE', '/wallet', '/wallet/history'];

const shots: Shot[] = [];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function shoot(page: Page, title: string, looks?: readonly Look[]): Promise<void> {
  if (!title.includes(wanted)) return;
  const taken = await takeShots(page, title, FOLDER, looks);
  shots.push(...taken);
  const wide = taken.filter(({ overflow }) => overflow > 0).map(({ look }) => look.width);
  say(`${title}${wide.length > 0 ? `: too wide at ${wide.join(', ')}` : ''}`);
}

async function withPage(browser: Browser, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const { page, complaints } = await openPage(context);
    await look(page);
    for (const complaint of complaints) say(`  complains: ${complaint}`);
  } finally {
    await context.close();
  }
}

/** Each page of a door, gone to from the one before. */
async function shootAll(page: Page, pages: readonly PageShown[]): Promise<void> {
  for (const { path } of pages) {
    if (!path.includes(wanted)) continue;
    await goWithin(page, path);
    await shoot(page, path);
  }
}

async function shootWallets({ cyd, newcomer, decision }: PeopleThere, pages: PageShown[]) {
  await shootAll(cyd.page, [...pages, { door: 'wallet', path: `/wallet/decisions/${decision}` }]);
  for (const { path } of pages) {
    if (!path.includes(wanted)) continue;
    await goWithin(newcomer.page, path);
    await shoot(newcomer.page, `${path} of a newcomer`, FEW);
  }
}

/** Pages in another language: of the book for anybody, of the wallet for Cyd, who chooses it. */
async function shootTranslated(page: Page, tag: 'de' | 'ar'): Promise<void> {
  await page.locator('select:has(option[value="ar"])').first().selectOption(tag);
  for (const path of TRANSLATED) {
    if (path.startsWith('/wallet') !== page.url().includes('/wallet')) continue;
    await goWithin(page, path);
    await shoot(page, `${path} in ${tag}`, FEW);
  }
}

async function shootFounding(browser: Browser): Promise<void> {
  const door = await FoundingDoor.open();
  try {
    await withPage(browser, async (page) => {
      await page.goto(door.link);
      await page.getByLabel('Name', { exact: true }).waitFor();
      await shoot(page, '/found');
    });
  } finally {
    await door.close();
  }
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const scene = await openScene();
try {
  const { browser, harbour } = scene;
  const there = await peopleThere(browser, harbour);
  const examples = { '/rules/*': '/rules/KE', '/votes/*': `/votes/${there.proposal}` };
  const pages = pagesShown(examples);
  const of = (door: Door): PageShown[] => pages.filter((page) => page.door === door);
  await withPage(browser, async (page) => {
    await page.goto(`${harbour.url}/`);
    await shootAll(page, of('book'));
    for (const tag of ['de', 'ar'] as const) await shootTranslated(page, tag);
  });
  await withPage(browser, async (page) => {
    await page.goto(`${harbour.url}/wallet`);
    await page.getByLabel('Handle').waitFor();
    await shoot(page, '/wallet before there is one');
  });
  await shootWallets(there, of('wallet'));
  for (const tag of ['de', 'ar'] as const) await shootTranslated(there.cyd.page, tag);
  await withPage(browser, async (page) => {
    await page.goto(await harbour.consoleLink());
    // Before, what the link carries is not read yet.
    await page.getByRole('heading', { name: 'Health' }).waitFor();
    await shootAll(page, of('console'));
  });
  if ('/found'.includes(wanted)) await shootFounding(browser);
} finally {
  await scene.close();
}
writeFileSync(join(FOLDER, 'index.html'), shotsIndex(shots));
say(`${shots.length} pictures: ${join(FOLDER, 'index.html')}`);
