import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { createFolderWallet } from '@tallystick/wallet/node';
import type { IdentityShown } from '../../sovereign/answers.ts';
import { setAside } from '../facing.ts';
import { type Harbour, canonical, must } from '../harbour.ts';
import { type Person, joinInBrowser } from '../people.ts';
import { appealInBrowser, payRefusedInBrowser } from '../stopped.ts';
import { setAsideInBrowser } from '../waiting.ts';

const DAY_MS = 86_400_000;
/** Somebody who is on a list. */
export const LONG_HANDLE = 'fishers-of-the-northern-pier';

const FROM_ADA = [
  ['90.00', 'Two nets, mended'],
  ['45.50', 'سمك طازج من السوق'],
  ['0.05', ''],
  ['8.20', 'Coffee'],
  ['100.00', 'The boat’s share of the catch for the whole of October, as was agreed upon at the jetty'],
] as const;

const TZ_RULES = `module TZ version 1 in force from 2026-01-01

rule TZ-1 "Large payments to strangers wait"
  when first payment to payee and amount > 50.00 HRB
  then hold until identity tier 1
`;

/** What there is to see: somebody to whom much has happened, and somebody to whom nothing has. */
export interface PeopleThere {
  readonly cyd: Person;
  readonly newcomer: Person;
  /** A proposal that is voted on. */
  readonly proposal: string;
  /** A decision that stopped one of Cyd's payments, and from which Cyd has appealed. */
  readonly decision: string;
}

/** Fills the harbour with people, payments, a tab, a standing order, a vote, a refusal and an appeal. */
export async function peopleThere(
  browser: Browser,
  harbour: Harbour,
  options: BrowserContextOptions,
): Promise<PeopleThere> {
  const { ada, url } = harbour;
  const [cyd, newcomer] = [
    await joinInBrowser(browser, url, 'cyd', options),
    await joinInBrowser(browser, url, 'newcomer', options),
  ];
  await neighbours(url, ['ben', LONG_HANDLE]);
  const { content, from } = canonical(TZ_RULES);
  const proposal = await harbour.proposeSoon({ kind: 'module', owner: 'TZ' }, content, from);
  for (const [amount, memo] of FROM_ADA) {
    must(await ada.pay({ to: '@cyd', amount, currency: 'HRB', ...(memo === '' ? {} : { memo }) }));
  }
  await cyd.page.locator('[data-currency="HRB"]').getByText('243.75').waitFor();
  must(await ada.offline().openTab({ to: '@cyd', amount: '50.00', currency: 'HRB', days: 7 }));
  const rent = { to: '@cyd', amount: '10.00', currency: 'HRB', periodMs: 30 * DAY_MS, periods: 6 };
  must(await ada.holds().createMandate(rent));
  await pay(cyd, `@${LONG_HANDLE}`, '12.50');
  await pay(cyd, '@ben', '30');
  await setAside(cyd.page, { to: '@ben', amount: '20.00' });
  await setAside(cyd.page, { amount: '15.00', perCheque: '5.00' });
  const monthly = { To: `@${LONG_HANDLE}`, 'Amount each time': '4' };
  await setAsideInBrowser(cyd.page, 'Pay every month', monthly);
  await cyd.page.getByRole('button', { name: 'Order it now' }).click();
  await cyd.page.getByText('The standing order runs.').waitFor();
  const decision = await payRefusedInBrowser(cyd.page, { to: '@ben', amount: '150' });
  await freeze(harbour, LONG_HANDLE);
  const reason = 'Ben repairs my boat every year: the invoice is in the letter that I sent you.';
  await appealInBrowser(cyd.page, decision, reason);
  return { cyd, newcomer, proposal, decision };
}

/** Puts somebody on a list, which no rule looks at yet. */
async function freeze(harbour: Harbour, handle: string): Promise<void> {
  const answer = await fetch(`${harbour.url}/v1/identities/@${handle}`);
  const { identity } = (await answer.json()) as IdentityShown;
  const head = 'list FROZEN of parties version 1 in force from 2026-01-01 fresh for 90 days';
  const { content, from } = canonical(`${head}: "${identity}"`);
  await harbour.decide(await harbour.proposeSoon({ kind: 'list', name: 'FROZEN' }, content, from));
}

/** People with wallets who are at home. */
async function neighbours(sovereign: string, handles: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tally-neighbours-'));
  for (const handle of handles) {
    const given = { sovereign, country: 'KE', handle, rootSuite: 3 } as const;
    await must(await createFolderWallet(join(folder, handle), given)).close();
  }
  rmSync(folder, { recursive: true });
}

async function pay({ page }: Person, to: string, amount: string): Promise<void> {
  await page.getByRole('navigation').first().getByRole('link', { name: 'Pay' }).click();
  await page.getByLabel('To', { exact: true }).fill(to);
  await page.getByLabel('Amount').fill(amount);
  await page.getByRole('button', { name: 'Look once more' }).click();
  await page.getByRole('button', { name: 'Pay now' }).click();
  await page.getByRole('heading', { name: 'Final' }).waitFor();
  await page.getByRole('button', { name: 'Another payment' }).click();
}
