import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPage } from './testing/chromium.ts';
import { type Facing, openFacing, payFacing, setAside } from './testing/facing.ts';
import { keepPicture } from './testing/story-picture.ts';
import { FirstStart } from './testing/first-start.ts';
import { foundInBrowser } from './testing/founding-door.ts';
import { type Person, joinInBrowser, makeWalletInBrowser } from './testing/people.ts';
import {
  approveInBrowser,
  draftInBrowser,
  handOverInBrowser,
  proposeInBrowser,
} from './testing/rules.ts';
import { appealInBrowser, payRefusedInBrowser } from './testing/stopped.ts';
import { voteInBrowser } from './testing/votes.ts';

/**
 * The whole story, as README tells it: `npm start`, and then nothing but browsers. Each chapter
 * goes on where the one before ended.
 */
const PASSPHRASE = 'nine boats on a grey lake';
const RULES = `module CH version 1 in force from 2026-01-01

rule CH-1 "Large payments are for people who have shown who they are"
  when amount > 50.00 LAK and sender tier < 2
  then refuse

example 60.00 LAK from CH to CH, sender tier 0: refused by CH-1
`;
let start: FirstStart;
let facing: Facing;
let mayor: Person;
let console: Page;
let ada: Person;
let ben: Person;
let proposal: string;
beforeAll(async () => {
  [start, facing] = await Promise.all([FirstStart.open(), openFacing()]);
});
afterAll(async () => {
  await facing.close();
  await start.close();
});

it('founds a sovereign, and declares its currency', async () => {
  const context = await facing.browsers[0].newContext({ locale: 'en-GB' });
  const { page, complaints } = await openPage(context);
  await foundInBrowser(page, start.link, {
    name: 'Lake Valley',
    country: 'CH',
    currencies: [{ name: 'Lake franc', code: 'LAK', decimals: 2 }],
    stages: { comment: 5, vote: 20, timelock: 2, emergency: 60 },
    passphrase: PASSPHRASE,
  });
  console = page;
  expect(new URL(page.url()).origin).toBe(start.url);
  await keepPicture(page, 'founded', 'desktop');
  mayor = { context, page, complaints };
});

it('sees two people join', async () => {
  [ada, ben] = await Promise.all([
    joinInBrowser(facing.browsers[0], start.url, 'ada'),
    joinInBrowser(facing.browsers[1], start.url, 'ben'),
  ]);
  expect(await ben.page.title()).toContain('Lake Valley');
});

it('issues the first money', async () => {
  await console.getByRole('link', { name: 'Issue the first money' }).click();
  const card = console.locator('[data-currency="LAK"]');
  await card.getByRole('button', { name: 'Issue LAK' }).click();
  await card.getByLabel('To', { exact: true }).fill('@ada');
  await card.getByLabel('Amount in LAK').fill('200');
  await card.getByRole('button', { name: 'Look once more' }).click();
  await card.getByLabel('Passphrase of the key').fill(PASSPHRASE);
  await card.getByRole('button', { name: 'Sign and hand in' }).click();
  await card.getByText('Done. It is in the log, and final.').waitFor();
  expect(await asked('/v1/supply')).toMatchObject({ supply: [{ code: 'LAK', minted: '20000' }] });
});

it('sees them pay each other, through the ledger and with no network between them', async () => {
  await ada.page.locator('[data-currency="LAK"]').getByText('200.00').waitFor();
  await pay(ada.page, '@ben', '20');
  await ben.page.locator('[data-currency="LAK"]').getByText('20.00').waitFor();
  await keepPicture(ben.page, 'received');
  await setAside(ada.page, { to: '@ben', amount: '30.00' });
  await Promise.all([ada, ben].map(({ context }) => context.setOffline(true)));
  const { frames } = await payFacing(
    facing,
    { payer: ada.page, payee: ben.page },
    { amount: '7.50', currency: 'LAK' },
  );
  expect(frames).toBeGreaterThan(1);
  await keepPicture(ada.page, 'paid-without-a-network');
  await Promise.all([ada, ben].map(({ context }) => context.setOffline(false)));
  await ben.page.getByRole('link', { name: 'Money', exact: true }).first().click();
  await expect.poll(() => moneyOf(ben.page), { timeout: 60_000 }).toContain('27.50');
});

it('drafts a rule, tries it, and proposes it', async () => {
  const purse = await mayor.context.newPage();
  await makeWalletInBrowser(purse, start.url, 'mayor');
  await purse.close();
  await draftInBrowser(console, RULES);
  await console.getByText('1 of 1 examples come out as they say').waitFor();
  await console.getByRole('button', { name: 'Try the draft' }).click();
  const changed = console.getByText('of 5,000 payments are decided differently');
  await changed.waitFor();
  await changed.scrollIntoViewIfNeeded();
  await keepPicture(console, 'tried', 'desktop');
  const wallet = await handOverInBrowser(console);
  proposal = await proposeInBrowser(wallet);
  await wallet.close();
  expect(await asked('/v1/rules/proposals')).toMatchObject({
    proposals: [{ id: proposal, name: 'CH-1' }],
  });
});

it('has it approved and voted on, until it is in force', async () => {
  await approveInBrowser(console, proposal, { passphrase: PASSPHRASE });
  await Promise.all([ada, ben].map(({ page }) => voteInBrowser(page, 'CH-1', 'yes')));
  interface Stands {
    readonly time: number;
    readonly stage: { readonly opens: number | null };
  }
  const isInForce = async (): Promise<boolean> => {
    const { time, stage } = (await asked(`/v1/rules/proposals/${proposal}`)) as Stands;
    return stage.opens !== null && stage.opens <= time;
  };
  await expect.poll(isInForce, { timeout: 90_000 }).toBe(true);
  expect(await asked('/v1/rules')).toMatchObject({ modules: [{ name: 'CH', version: 1 }] });
});

it('sees it refuse a payment, and the payer appeal', async () => {
  const decision = await payRefusedInBrowser(ada.page, { to: '@ben', amount: '60' });
  await keepPicture(ada.page, 'stopped');
  const { appeal } = await appealInBrowser(ada.page, decision, 'It is the rent, as every month.');
  expect(await asked(`/v1/rules/appeals/${appeal}`)).toMatchObject({ decision, answer: null });
});

it('lets a visitor verify the log in their own browser', async () => {
  const context = await facing.browsers[1].newContext({ locale: 'en-GB' });
  const { page, complaints } = await openPage(context);
  await page.goto(`${start.url}/log`);
  await page.getByRole('button', { name: 'Verify the whole log' }).click();
  await page.getByText('The log of Lake Valley holds together').waitFor();
  await keepPicture(page, 'verified');
  expect([complaints, ada.complaints, ben.complaints, mayor.complaints].flat()).toEqual([]);
});

/** What the sovereign answers to anybody. */
async function asked(path: string): Promise<unknown> {
  return await (await fetch(start.url + path)).json();
}

async function moneyOf(page: Page): Promise<string> {
  return (await page.locator('[data-currency="LAK"]').textContent()) ?? '';
}

async function pay(page: Page, to: string, amount: string): Promise<void> {
  await page.getByRole('link', { name: 'Pay', exact: true }).first().click();
  await page.getByLabel('To', { exact: true }).fill(to);
  await page.getByLabel('Amount').fill(amount);
  await page.getByRole('button', { name: 'Look once more' }).click();
  await page.getByRole('button', { name: 'Pay now' }).click();
  await page.getByRole('heading', { name: 'Final' }).waitFor();
}
