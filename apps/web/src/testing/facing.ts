import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';

/** What a camera gives: 4:2:0, as Chromium reads it from a file. */
const WIDTH = 1280;
const HEIGHT = 720;
const HEADER = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420jpeg\n`;
const FRAME = 'FRAME\n';
/** A machine that does a hundred other things reads a message in half a minute. */
export const PATIENCE_MS = 120_000;
const LUMA = { dark: 30, light: 220, wall: 110 } as const;

/** A camera of a browser: a video file of one picture, which is written anew while it is played. */
class FakeCamera {
  readonly file: string;
  readonly #picture = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, 128);
  readonly #fd: number;

  constructor(file: string) {
    this.file = file;
    this.#fd = openSync(file, 'w+');
    writeSync(this.#fd, HEADER + FRAME, 0);
    this.show({ side: 0, cells: '' });
  }

  /** Puts a code in the middle of the picture, as large as it fits; a bare wall where there is none. */
  show({ side, cells }: Screen): void {
    this.#picture.fill(LUMA.wall, 0, WIDTH * HEIGHT);
    const scale = side === 0 ? 0 : Math.floor((HEIGHT * 0.92) / side);
    const left = Math.floor((WIDTH - side * scale) / 2);
    const top = Math.floor((HEIGHT - side * scale) / 2);
    const line = Buffer.alloc(side * scale);
    for (let row = 0; row < side; row += 1) {
      for (let x = 0; x < side; x += 1) {
        const luma = cells[row * side + x] === '1' ? LUMA.dark : LUMA.light;
        line.fill(luma, x * scale, (x + 1) * scale);
      }
      for (let y = row * scale; y < (row + 1) * scale; y += 1) {
        line.copy(this.#picture, (top + y) * WIDTH + left);
      }
    }
    writeSync(this.#fd, this.#picture, 0, this.#picture.length, HEADER.length + FRAME.length);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** The points of a code that a page shows: `1` is dark. */
interface Screen {
  readonly side: number;
  readonly cells: string;
}

/**
 * The code that a page shows, from its pixels, once it is another than `before`; the same after a while. The page looks as
 * often as a camera would, and tells of what is new only: two devices would not share a processor with whoever carries this.
 */
function screenOf(page: Page, before: Screen): Promise<Screen> {
  return page.evaluate(
    async ({ known, looks, eachMs }) => {
      for (let look = 0; look < looks; look += 1) {
        const canvas = document.querySelector<HTMLCanvasElement>('canvas.moving-code');
        const context = canvas?.getContext('2d') ?? null;
        const side = canvas !== null && canvas.width === canvas.height ? canvas.width : 0;
        let cells = '';
        if (context !== null && side > 0) {
          const points = new Uint32Array(context.getImageData(0, 0, side, side).data.buffer);
          for (const point of points) cells += (point & 0xff) < 128 ? '1' : '0';
        }
        if (cells !== known) return { side: cells === '' ? 0 : side, cells };
        await new Promise((resolve) => setTimeout(resolve, eachMs));
      }
      return { side: 0, cells: known };
    },
    { known: before.cells, looks: 8, eachMs: 1000 / 30 },
  );
}

/** Two browsers, each a process of its own, since a camera's file belongs to one; what each shows the other's camera can see. */
export interface Facing {
  readonly browsers: readonly [Browser, Browser];
  /** Holds the two devices face to face, until the answer is called. */
  face(first: Page, second: Page): () => Promise<void>;
  close(): Promise<void>;
}

export async function openFacing(): Promise<Facing> {
  const folder = mkdtempSync(join(tmpdir(), 'web-facing-'));
  const cameras = [1, 2].map((number) => new FakeCamera(join(folder, `camera-${number}.y4m`)));
  const [first, second] = cameras as [FakeCamera, FakeCamera];
  const launch = ({ file }: FakeCamera): Promise<Browser> =>
    launchChromium([
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
    ]);
  const browsers = await Promise.all([launch(first), launch(second)]);
  return {
    browsers,
    face(one, other) {
      let isHeld = true;
      const carry = async (page: Page, camera: FakeCamera): Promise<void> => {
        let shown: Screen = { side: 0, cells: '' };
        while (isHeld) {
          const screen = await screenOf(page, shown);
          if (screen.cells !== shown.cells) camera.show(screen);
          shown = screen;
        }
        camera.show({ side: 0, cells: '' });
      };
      const carrying = Promise.all([carry(one, second), carry(other, first)]);
      return async () => {
        isHeld = false;
        await carrying;
      };
    },
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()));
      for (const camera of cameras) camera.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What one payment took at its payer: from the first frame of the request that it read to its receipt. */
export interface OfflineTimes {
  readonly confirmedMs: number;
  /** Frames that were read, pictures that were looked at, and how long looking at one took on average. */
  readonly frames: number;
  readonly looks: number;
  readonly decodeMs: number;
}

/** One payment without a network, as two people make it whose pages are open in wallets that are unlocked. */
export async function payFacing(
  facing: Facing,
  { payer, payee }: { readonly payer: Page; readonly payee: Page },
  asked: { readonly amount: string; readonly currency: string; readonly memo?: string },
): Promise<OfflineTimes> {
  await Promise.all([payer, payee].map(openOffline));
  await payee.getByRole('button', { name: 'I am paid' }).click();
  await payee.getByLabel('Amount').fill(asked.amount);
  await payee.getByLabel('Currency').selectOption(asked.currency);
  await payee.getByLabel('What for').fill(asked.memo ?? '');
  await payee.getByRole('button', { name: 'Ask for it' }).click();
  await payer.evaluate(() => performance.clearMarks());
  await payer.getByRole('button', { name: 'I pay', exact: true }).click();
  const part = facing.face(payer, payee);
  try {
    const patience = { timeout: PATIENCE_MS };
    await payer.getByRole('button', { name: 'Yes, pay this' }).click(patience);
    await payer.locator('[data-standing="confirmed"]').waitFor(patience);
    await payee.locator('[data-standing^="accepted"]').waitFor(patience);
  } finally {
    await part();
  }
  return await timesOf(payer);
}

/** Carries what one page shows to the other as a file, as somebody without a camera would. */
export async function carry(from: Page, to: Page): Promise<void> {
  for (const page of [from, to]) {
    const ways = page.locator('details', { hasText: 'No camera?' });
    if ((await ways.getAttribute('open')) === null) await ways.locator('summary').click();
  }
  const saving = from.waitForEvent('download');
  await from.getByRole('button', { name: 'Save as a file' }).click();
  await to.getByLabel('Open a file from them').setInputFiles(await (await saving).path());
}

/** Sets money aside from a page of an open wallet: a tab for somebody, or, for whoever is met, an allowance. */
export async function setAside(
  page: Page,
  { to, amount, perCheque = '' }: { to?: string; amount: string; perCheque?: string },
  { isAnswered = true }: { isAnswered?: boolean } = {},
): Promise<void> {
  await openSetAside(page);
  const form = page.locator(`[data-form="${to === undefined ? 'allowance' : 'tab'}"]`);
  if ((await form.getAttribute('open')) === null) await form.locator('summary').click();
  await form.getByLabel('Amount').fill(amount);
  if (to === undefined) await form.getByLabel('At most for one cheque').fill(perCheque);
  else await form.getByLabel('For whom').fill(to);
  await form.getByRole('button', { name: 'Look once more' }).click();
  const look = form.locator('[data-look]');
  await look.getByRole('heading', { name: 'A last look' }).waitFor();
  if (to !== undefined) await look.locator('.person-name', { hasText: to }).waitFor();
  await form.getByRole('button', { name: 'Set it aside' }).click();
  if (isAnswered) await form.getByText('It is set aside.').waitFor();
}

/** Goes to what is set aside, and waits until it is shown. */
export async function openSetAside(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'More', exact: true }).first().click();
  await page.getByRole('link', { name: /^Tabs and allowances/ }).click();
  await page.locator('[data-form="tab"]').waitFor();
}

/** Goes to where a wallet pays and is paid without a network. */
export async function openOffline(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'More', exact: true }).first().click();
  await page.getByRole('link', { name: /^Without a network/ }).click();
  await page.getByRole('button', { name: 'I pay', exact: true }).waitFor();
}

function timesOf(page: Page): Promise<OfflineTimes> {
  return page.evaluate(() => {
    const [first] = performance.getEntriesByName('tally-first-frame');
    const over = performance.getEntriesByName('tally-over').at(-1) as PerformanceMark;
    const looks = over.detail as { count: number; ms: number; frames: number };
    return {
      confirmedMs: Math.round(over.startTime - (first?.startTime ?? 0)),
      frames: looks.frames,
      looks: looks.count,
      decodeMs: Math.round((looks.ms / looks.count) * 10) / 10,
    };
  });
}
