import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../chromium.ts';
import { FoundingDoor } from '../founding-door.ts';
import { openScene } from '../scene.ts';
import { LONG_HANDLE, type PeopleThere, peopleThere } from './people-there.ts';
import { type Door, type PageShown, pagesShown } from './pages-shown.ts';
import { shootBetween, shootCount, shootForms, shootMatters } from './scenes.ts';
import { type Look, LOOKS, type Shot, goWithin, takeShots } from './shots.ts';
import { shotsIndex } from './shots-index.ts';

/**
 * `npm run screenshots [-- TEXT…] [--as de|ar|failing]`: every page of the application, or those whose
 * path contains one of the texts, at three sizes in light and dark, into `screenshots/`; `index.html` shows them side
 * by side. `--as`: in that language, or of a node that gives out pages and no answers. They are for looking
 * at: nothing compares them.
 */
const FOLDER = join(import.meta.dirname, '../../../../../screenshots');
const {
  values: { as },
  positionals,
} = parseArgs({ options: { as: { type: 'string', default: 'en' } }, allowPositionals: true });
if (!['en', 'de', 'ar', 'failing'].includes(as)) throw new Error(`pages are not shown as ${as}`);
/** What a service worker asks for itself cannot be left without an answer. */
const OPTIONS = as === 'failing' ? ({ serviceWorkers: 'block' } as const) : {};
/** Of newcomers: it is about empty places. */
const FEW: readonly Look[] = LOOKS.filter(
  ({ width, scheme }) => (width === 390 && scheme === 'light') || (width > 1000 && scheme === 'dark'),
);

/** Scenes are many, and made of what is shown at every size. */
const SCENE: readonly Look[] = LOOKS.filter(({ width }) => width === 390 || width > 1000);

const shots: Shot[] = [];

function isWanted(path: string): boolean {
  return positionals.length === 0 || positionals.some((text) => path.includes(text));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** From here on an open page is shown as it was asked for. */
async function dress(page: Page): Promise<void> {
  if (as === 'failing') await page.route(/\/v1\//, (route) => route.abort());
  else await page.locator('select:has(option[value="ar"])').first().selectOption(as);
}

/** It is shown as it was at first: what a scene does next is done in English, with answers. */
async function undress(page: Page): Promise<void> {
  if (as === 'failing') await page.unroute(/\/v1\//);
  else await page.locator('select:has(option[value="ar"])').first().selectOption('en');
}

/** A page as a scene has left it. */
async function shootScene(page: Page, title: string): Promise<void> {
  if (!isWanted(title)) return;
  await dress(page);
  await shoot(page, title, SCENE);
  await undress(page);
}

async function shoot(page: Page, path: string, looks?: readonly Look[]): Promise<void> {
  if (!isWanted(path)) return;
  const title = as === 'en' ? path : `${path} as ${as}`;
  const taken = await takeShots(page, title, FOLDER, looks);
  shots.push(...taken);
  const wide = taken.filter(({ overflow }) => overflow > 0).map(({ look }) => look.width);
  say(`${title}${wide.length > 0 ? `: too wide at ${wide.join(', ')}` : ''}`);
}

async function withPage(browser: Browser, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB', ...OPTIONS });
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
    if (!isWanted(path)) continue;
    await goWithin(page, path);
    await shoot(page, path);
  }
}

async function shootWallets({ cyd, newcomer, decision }: PeopleThere, pages: PageShown[]) {
  await dress(cyd.page);
  await shootAll(cyd.page, [...pages, { door: 'wallet', path: `/wallet/decisions/${decision}` }]);
  await dress(newcomer.page);
  for (const { path } of pages) {
    if (!isWanted(path)) continue;
    await goWithin(newcomer.page, path);
    await shoot(newcomer.page, `${path} of a newcomer`, FEW);
  }
}

/** Somebody who is on a list, and the draft of its next version. */
async function shootFrozen(page: Page): Promise<void> {
  await goWithin(page, '/console/people');
  await page.locator('.console-find input').fill(LONG_HANDLE);
  await page.locator('.console-find button').click();
  await page.locator('[data-standing] button').last().click();
  await page.locator('[data-freeze] button[type="submit"]').click();
  await page.locator('[data-freeze] .verdict').waitFor();
  await shoot(page, '/console/people of somebody frozen');
}

async function shootFounding(browser: Browser): Promise<void> {
  const door = await FoundingDoor.open();
  try {
    await withPage(browser, async (page) => {
      await page.goto(door.link);
      await page.getByLabel('Name', { exact: true }).waitFor();
      await dress(page);
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
  const there = await peopleThere(browser, harbour, OPTIONS);
  const examples = { '/rules/*': '/rules/KE', '/votes/*': `/votes/${there.proposal}` };
  const pages = pagesShown(examples);
  const of = (door: Door): PageShown[] => pages.filter((page) => page.door === door);
  await withPage(browser, async (page) => {
    await page.goto(`${harbour.url}/`);
    await dress(page);
    if (as === 'failing') await page.reload();
    await shootAll(page, of('book'));
    await shootAll(page, [{ door: 'book', path: '/rules/FROZEN' }]);
    if (!isWanted('/votes/')) return;
    await undress(page);
    await shootMatters(page, harbour, shootScene);
    await shootCount(page, there, harbour, shootScene);
  });
  await withPage(browser, async (page) => {
    await page.goto(`${harbour.url}/wallet`);
    await page.getByLabel('Handle').waitFor();
    await dress(page);
    await shoot(page, '/wallet before there is one');
  });
  await shootWallets(there, of('wallet'));
  await shootBetween(browser, OPTIONS, isWanted, shootScene);
  await withPage(browser, async (page) => {
    await page.goto(await harbour.consoleLink());
    // Before, what the link carries is not read yet.
    await page.getByRole('heading', { name: 'Health' }).waitFor();
    await dress(page);
    await shootAll(page, of('console'));
    // Without answers nobody is found.
    if (isWanted('/console/people') && as !== 'failing') await shootFrozen(page);
    if (!isWanted('/console/changes')) return;
    await undress(page);
    await shootForms(page, shootScene);
  });
  if (isWanted('/found')) await shootFounding(browser);
} finally {
  await scene.close();
}
writeFileSync(join(FOLDER, 'index.html'), shotsIndex(shots));
say(`${shots.length} pictures: ${join(FOLDER, 'index.html')}`);
