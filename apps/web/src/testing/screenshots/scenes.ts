import { type Matter, encodeStructured } from '@tallystick/protocol';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { carry, openOffline, setAside } from '../facing.ts';
import { keyOfSeed } from '../founding.ts';
import { Harbour, must } from '../harbour.ts';
import { joinInBrowser } from '../people.ts';
import {
  chooseSealed,
  savedBy,
  sealInBrowser,
  setAsideInBrowser,
  waitingInBrowser,
} from '../waiting.ts';
import type { PeopleThere } from './people-there.ts';
import { goWithin } from './shots.ts';

/** Takes pictures of a page as it stands, where its title is wanted. */
export type Shoot = (page: Page, title: string) => Promise<void>;

type Wanted = (title: string) => boolean;

const EXCHANGE = '/wallet/waiting exchange';
const SEALED = '/wallet/waiting sealed';
const NEVER = '/wallet/offline never arrived';
/** Long, as names of associations are. */
const NEIGHBOUR = '@keepers-of-the-southern-light';
const LETTER = 'The deed lies under the third stone of the jetty. Take Ben along: it is heavy.';

/**
 * What two people come to see who exchange, seal and open, and whose payment never arrived: at a harbour without rules,
 * which ask of each currency what it is worth in another.
 */
export async function shootBetween(
  browser: Browser,
  options: BrowserContextOptions,
  isWanted: Wanted,
  shoot: Shoot,
): Promise<void> {
  if (![EXCHANGE, SEALED, NEVER].some(isWanted)) return;
  const harbour = await Harbour.open();
  try {
    const [{ page }, { page: other }] = [
      await joinInBrowser(browser, harbour.url, 'cyd', options),
      await joinInBrowser(browser, harbour.url, NEIGHBOUR.slice(1), options),
    ];
    must(await harbour.ada.pay({ to: '@cyd', amount: '100.00', currency: 'HRB' }));
    await page.locator('[data-currency="HRB"]').getByText('100.00').waitFor();
    if (isWanted(EXCHANGE)) {
      await harbour.issue(NEIGHBOUR, '30', 'FISH');
      await other.locator('[data-currency="FISH"]').getByText('30').waitFor();
      await shootExchange(page, other, shoot);
    }
    if (isWanted(SEALED)) await shootSealed(page, other, shoot);
    if (isWanted(NEVER)) await shootWord(page, other, shoot);
  } finally {
    await harbour.close();
  }
}

/** An exchange of two currencies: its last look, the offer, what the other sees of it, and the end. */
async function shootExchange(page: Page, other: Page, shoot: Shoot): Promise<void> {
  await setAsideInBrowser(page, 'Exchange with a stranger', {
    'With whom': NEIGHBOUR,
    'You give': '20',
    'You want': '5',
  });
  await page.getByText(`For it you want 5 FISH of ${NEIGHBOUR}.`).waitFor();
  await shoot(page, `${EXCHANGE}: a last look`);
  await page.getByRole('button', { name: 'Lock it and make the offer' }).click();
  await page.getByText('Your part is locked.').waitFor();
  const link = await page.getByLabel('Hand this offer on').inputValue();
  await shoot(page, `${EXCHANGE}: offered`);
  const { pathname, search, hash } = new URL(link);
  await goWithin(other, `${pathname}${search}${hash}`.replace('20.00', '40.00'));
  await other.getByText('the amount is another').waitFor();
  await shoot(other, `${EXCHANGE}: bent`);
  await other.getByLabel('The offer').fill(link);
  await other.getByRole('button', { name: 'Check the offer' }).click();
  await other.getByText('For it you get 20.00 HRB of @cyd.').waitFor();
  await shoot(other, `${EXCHANGE}: to be answered`);
  await other.getByRole('button', { name: 'Lock my part now' }).click();
  await other.getByText('Your part is locked.').waitFor();
  await shoot(other, `${EXCHANGE}: answered`);
  await waitingInBrowser(page);
  await page.getByText(`${NEIGHBOUR} has locked something for you.`).waitFor();
  await shoot(page, `${EXCHANGE}: to be taken`);
  await page.getByRole('button', { name: 'Look at the exchange' }).click();
  await page.getByText(`${NEIGHBOUR} gets 20.00 HRB of you for it.`).waitFor();
  await shoot(page, `${EXCHANGE}: the end`);
}

/** A letter that two people let go, at each step. */
async function shootSealed(page: Page, other: Page, shoot: Shoot): Promise<void> {
  await sealInBrowser(page, LETTER, {
    'For whom': NEIGHBOUR,
    'Who keeps a share': '@ada, @cyd',
    'How many of them have to let it go': '2',
  });
  await page.getByText('It opens when 2 of these let their shares go:').waitFor();
  await shoot(page, `${SEALED}: a last look`);
  const { name, bytes } = await savedBy(page, 'Seal it and save the file');
  await page.getByText('It is sealed.').waitFor();
  await shoot(page, `${SEALED}: made`);
  const file = { name, mimeType: 'application/octet-stream', buffer: bytes };
  await chooseSealed(page, file);
  await page.getByRole('button', { name: 'Let my share go' }).click();
  await page.getByText('No share is taken back.').waitFor();
  await shoot(page, `${SEALED}: one’s own share`);
  await chooseSealed(other, file);
  await other.getByText('Who has a share').waitFor();
  await shoot(other, `${SEALED}: to be opened`);
  await other.getByLabel('Sealed file').setInputFiles({ ...file, buffer: bytes.subarray(1) });
  await other.getByText('This is no sealed file').waitFor();
  await shoot(other, `${SEALED}: not whole`);
  await goWithin(other, '/wallet/take-along');
  await other.locator('input[type="file"]').setInputFiles(file);
  await other.getByRole('alert').waitFor();
  await shoot(other, '/wallet/take-along of something sealed');
}

/** A payment from a tab that never arrived: the payee's word, and the payer who is to believe it. */
async function shootWord(payer: Page, payee: Page, shoot: Shoot): Promise<void> {
  await setAside(payer, { to: NEIGHBOUR, amount: '20.00' });
  await goWithin(payee, '/wallet/offline');
  await handOver(payer, payee);
  for (const page of [payer, payee]) {
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await anHourLater(page);
  }
  await handOver(payer, payee);
  await carry(payer, payee);
  await payee.getByText('It answers no request that is still open.').waitFor();
  await shoot(payee, `${NEVER}: the payee`);
  await carry(payee, payer);
  await payer.locator('[data-standing="not-confirmed"]').waitFor();
  await shoot(payer, `${NEVER}: the payer`);
  await payer.getByRole('button', { name: 'Done', exact: true }).click();
  await payee.getByRole('button', { name: 'I did not get this: pay me again' }).click();
  await payee.locator('[data-look]').getByText('You give your word not to claim').waitFor();
  await shoot(payee, `${NEVER}, word not to claim: a last look`);
  await payee.getByRole('button', { name: 'Give my word' }).click();
  await payee.locator('[data-standing="word-given"]').waitFor();
  await shoot(payee, `${NEVER}, word not to claim: given`);
  await lookAt(payer, payee);
  await payer.getByRole('heading', { name: 'Do you believe their word?' }).waitFor();
  await shoot(payer, `${NEVER}, word not to claim: to be believed`);
  await payer.getByRole('button', { name: 'Yes, I believe it' }).click();
  await payer.locator('[data-standing="voided"]').waitFor();
  await shoot(payer, `${NEVER}, word not to claim: believed`);
}

/** The payee asks, and the payer says yes to it. */
async function handOver(payer: Page, payee: Page): Promise<void> {
  await openOffline(payee);
  await payee.getByRole('button', { name: 'I am paid' }).click();
  await payee.getByLabel('Amount').fill('5');
  await payee.getByRole('button', { name: 'Ask for it' }).click();
  await lookAt(payer, payee);
  await payer.getByRole('button', { name: 'Yes, pay this' }).click();
  await payer.locator('[data-standing="handed"]').waitFor();
}

async function lookAt(payer: Page, payee: Page): Promise<void> {
  await openOffline(payer);
  await payer.getByRole('button', { name: 'I pay', exact: true }).click();
  await carry(payee, payer);
}

/** A page's wallet has the time of an hour from now: what was asked for before has ended. */
async function anHourLater(page: Page): Promise<void> {
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() + 3_600_000;
    });
  }
}

/** Proposals that are no texts, as the open book shows them, and a vote that somebody counts again. */
export async function shootMatters(page: Page, harbour: Harbour, shoot: Shoot): Promise<void> {
  const key = keyOfSeed(21);
  const names = ['north.example/witness', 'a-very-long-name.of-the-northern.example/witness'];
  const content = encodeStructured('cosigners', {
    witnesses: names.map((name, at) => ({ name, key: at === 0 ? key : keyOfSeed(22) })),
    validators: [],
  });
  const matter: Matter = { kind: 'cosigners' };
  const id = await harbour.proposeSoon(matter, content);
  await goWithin(page, `/votes/${id}`);
  await page.locator('[data-change="new"]').first().waitFor();
  await shoot(page, '/votes/ of witnesses');
}

export async function shootCount(
  page: Page,
  { proposal }: PeopleThere,
  { ada }: Harbour,
  shoot: Shoot,
): Promise<void> {
  must(await ada.governance().vote({ proposal, choice: 'yes' }));
  await goWithin(page, `/votes/${proposal}`);
  await page.getByRole('button', { name: 'Count this vote' }).click();
  await page.getByText('has counted right').waitFor();
  await shoot(page, '/votes/ counted');
  await page.route(/\/ballots\?/, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { ballots: unknown[] };
    body.ballots.splice(0, 1);
    await route.fulfill({ response, json: body });
  });
  await page.getByRole('button', { name: 'Count it again' }).click();
  await page.getByText('Something does not fit').waitFor();
  await shoot(page, '/votes/ counted, and something does not fit');
  await page.unroute(/\/ballots\?/);
}

/** Every form with which the console drafts a change, and one that was looked at. */
export async function shootForms(page: Page, shoot: Shoot): Promise<void> {
  await goWithin(page, '/console/changes');
  const names = await page.getByRole('button', { name: /^Change: / }).allTextContents();
  for (const name of names) {
    await page.getByRole('button', { name, exact: true }).click();
    await shoot(page, `/console/changes ${name.replace(/^Change: /, '')}`);
    await page.getByRole('button', { name: 'Leave it' }).click();
  }
  await page.getByRole('button', { name: 'Change: Settings of rules' }).click();
  await page.getByLabel('What is nothing to the moon yet (MOON of KE)').fill('600.5');
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.locator('[data-change="changed"]').waitFor();
  await shoot(page, '/console/changes looked at');
}
