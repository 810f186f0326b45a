import { availableParallelism, loadavg } from 'node:os';
import { launchChromium } from '../apps/web/src/testing/chromium.ts';
import { BOOK, NO_WALLET_YET, firstLoadBytes } from '../apps/web/src/testing/first-load.ts';
import { Harbour } from '../apps/web/src/testing/harbour.ts';
import { type Bench, median, rounded } from './figures.ts';
import { type FaceToFace, payFaceToFace } from './web/face-to-face.ts';
import { type Vitals, typeInto, visitOnce } from './web/vitals.ts';

/**
 * What a visitor of the pages waits for, in Chromium: how much is fetched, and when the page is
 * there and answers, on a processor that is made four times slower than this one.
 */

const SLOWER = 4;
const HANDLE_FIELD = 'input[autocomplete="username"]';
const VISITS = 5;
const LATER_MEETINGS = 5;
const AIMS = { walletBytes: 300_000, answeredMs: 2000, firstMs: 10_000, laterMs: 3000 } as const;

export const run: Bench = async (report) => {
  const before = loadNow();
  const [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
  try {
    report('what is fetched');
    const bookBytes = await firstLoadBytes(browser, harbour.url, BOOK);
    const walletBytes = await firstLoadBytes(browser, harbour.url, NO_WALLET_YET);
    report('visits of the open book');
    const book = await visits(() =>
      visitOnce(browser, {
        url: harbour.url + BOOK.path,
        slower: SLOWER,
        use: (page) => page.getByText(BOOK.sees).first().waitFor(),
      }),
    );
    report('visits of the wallet');
    const visitWallet = (slower: number): Promise<Vitals> =>
      visitOnce(browser, {
        url: harbour.url + NO_WALLET_YET.path,
        slower,
        use: (page) => typeInto(page, HANDLE_FIELD, 'ada.lovelace'),
      });
    const wallet = await visits(() => visitWallet(SLOWER));
    const unslowed = await visits(() => visitWallet(1));
    report('payments without a network, by cameras');
    const met = await payFaceToFace(harbour, LATER_MEETINGS);
    const laterMs = median(met.later.map(({ confirmedMs }) => confirmedMs));
    const answeredMs = rounded(median(wallet.map(({ answered }) => answered ?? Number.NaN)));
    return {
      name: 'web',
      figures: {
        bookGzipBytes: bookBytes,
        walletGzipBytes: walletBytes,
        ...figures('book', book),
        ...figures('wallet', wallet),
        walletAnsweredMs: answeredMs,
        walletProcessorMs: rounded(median(unslowed.map(({ processor }) => processor))),
        walletAnsweredSlowestMs: rounded(Math.max(...wallet.map((one) => one.answered ?? 0))),
        ...meetings(met),
      },
      notes: [
        `Medians of ${VISITS} first visits each, at 390x844, the page's thread made ${SLOWER} times slower; workers are not, and the network is this machine's.`,
        `Aims: the wallet's first load below ${AIMS.walletBytes} bytes: ${metOrNot(walletBytes < AIMS.walletBytes)}. Its form answers to typing within ${AIMS.answeredMs} ms: ${metOrNot(answeredMs < AIMS.answeredMs)}.`,
        `A payment without a network is confirmed within ${AIMS.firstMs} ms of the first frame where two meet for the first time: ${metOrNot(met.first.confirmedMs < AIMS.firstMs)}; within ${AIMS.laterMs} ms later: ${metOrNot(laterMs < AIMS.laterMs)}. Two browsers on this machine share its processor, and each looks at video of 1280x720.`,
        `walletProcessorMs: what the page's thread needs of a processor that is not slowed until twelve letters are typed and everything that is made afterwards is there; half a second later.`,
        `The machine's load was ${before} before and ${loadNow()} after, on ${availableParallelism()} processors, this bench's own work included.`,
        'paint, shift and interaction are Core Web Vitals (LCP, or the first paint with content where typing began before it; CLS; INP); good are 2,500 ms, 0.1 and 200 ms. longTasks: time in tasks above 50 ms.',
      ],
    };
  } finally {
    await browser.close();
    await harbour.close();
  }
};

/** Times of the payer, confirmed by the payee's receipt; a frame is a picture with a part of a message. */
function meetings({ first, later }: FaceToFace): Record<string, number> {
  const middle = (of: (one: FaceToFace['first']) => number): number => median(later.map(of));
  return {
    firstMeetingMs: first.confirmedMs,
    firstMeetingFrames: first.frames,
    laterMeetingMs: middle(({ confirmedMs }) => confirmedMs),
    laterMeetingSlowestMs: Math.max(...later.map(({ confirmedMs }) => confirmedMs)),
    laterMeetingFrames: middle(({ frames }) => frames),
    lookMs: middle(({ decodeMs }) => decodeMs),
  };
}

/** How many programs wanted a processor, over the last minute. */
function loadNow(): number {
  return rounded(loadavg()[0] ?? Number.NaN);
}

function metOrNot(isMet: boolean): string {
  return isMet ? 'met' : 'short';
}

async function visits(visit: () => Promise<Vitals>): Promise<Vitals[]> {
  const all: Vitals[] = [];
  for (let n = 0; n < VISITS; n += 1) all.push(await visit());
  return all;
}

function figures(door: 'book' | 'wallet', all: readonly Vitals[]): Record<string, number> {
  const middle = (of: (one: Vitals) => number): number => rounded(median(all.map(of)));
  return {
    [`${door}PaintMs`]: middle(({ paint }) => paint),
    [`${door}Shift`]: middle(({ shift }) => shift),
    [`${door}InteractionMs`]: middle(({ interaction }) => interaction),
    [`${door}LongTasksMs`]: middle(({ longTasks }) => longTasks),
  };
}
