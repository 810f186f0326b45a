import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../chromium.ts';

/**
 * `npm run picture`: tells the story of `story.browser.test.ts` and puts its moments into the
 * picture that README shows.
 */
const ROOT = join(import.meta.dirname, '../../../../..');
const FILE = join(ROOT, 'docs/pictures/story.jpg');
const WIDTH = 1600;
const QUALITY = 72;

/** In the order of the story. Two rows, of a desktop and two phones each. */
const MOMENTS = [
  { name: 'founded', says: 'A sovereign is founded' },
  { name: 'received', says: 'People join and pay' },
  { name: 'paid-without-a-network', says: 'Also with no network' },
  { name: 'tried', says: 'A rule is drafted, tried and voted on' },
  { name: 'stopped', says: 'It refuses a payment' },
  { name: 'verified', says: 'Anybody verifies it' },
] as const;

const STYLE = `
  body { margin: 0; padding: 40px; background: #efeae1; color: #1d2421;
    font: 600 22px 'DejaVu Sans', sans-serif }
  main { display: grid; grid-template-columns: auto auto auto; gap: 36px;
    justify-content: space-between }
  figure { margin: 0; display: flex; flex-direction: column; gap: 14px }
  img { block-size: 520px; border-radius: 14px; box-shadow: 0 2px 18px rgb(30 36 33 / 16%);
    align-self: start }
`;

function tellStory(folder: string): Promise<void> {
  const args = ['vitest', 'run', '--project', 'browser', 'apps/web/src/story.browser.test.ts'];
  const env = { ...process.env, TALLY_PICTURES: folder };
  const child = spawn('npx', args, { cwd: ROOT, env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the story ended with ${code}`)),
    );
  });
}

function sheetOf(folder: string): string {
  const figures = MOMENTS.map(({ name, says }, index) => {
    const picture = readFileSync(join(folder, `${name}.png`)).toString('base64');
    const text = `${index + 1}. ${says}`;
    return `<figure><img src="data:image/png;base64,${picture}" alt=""><figcaption>${text}</figcaption></figure>`;
  });
  return `<!doctype html><style>${STYLE}</style><main>${figures.join('')}</main>`;
}

const folder = mkdtempSync(join(tmpdir(), 'tally-story-'));
try {
  await tellStory(folder);
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 } });
  await page.setContent(sheetOf(folder), { waitUntil: 'load' });
  await page.screenshot({ path: FILE, type: 'jpeg', quality: QUALITY, fullPage: true });
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
