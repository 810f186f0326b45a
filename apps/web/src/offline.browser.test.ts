import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openStreamDoor } from '@tallystick/wallet/node';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './testing/chromium.ts';
import {
  type Facing,
  PATIENCE_MS,
  carry,
  openFacing,
  openOffline,
  payFacing,
  setAside,
} from './testing/facing.ts';
import { Harbour, must } from './testing/harbour.ts';
import { type Person, joinInBrowser } from './testing/people.ts';

/** Two people whose devices face each other: each browser's camera is a video file with what the other one shows. */
let harbour: Harbour;
let facing: Facing;
let cyd: Person;
let dee: Person;
beforeAll(async () => {
  [harbour, facing] = await Promise.all([Harbour.open(), openFacing()]);
  const join = (browser: Browser, handle: string): Promise<Person> =>
    joinInBrowser(browser, harbour.url, handle);
  [cyd, dee] = await Promise.all([
    join(facing.browsers[0], 'cyd'),
    join(facing.browsers[1], 'dee'),
  ]);
  must(await harbour.ada.pay({ to: '@cyd', amount: '100.00', currency: 'HRB' }));
  await cyd.page.locator('[data-currency="HRB"]').getByText('100.00').waitFor();
  await setAside(cyd.page, { to: '@dee', amount: '20.00' });
  await setAside(cyd.page, { amount: '20.00', perCheque: '16.00' });
});
afterAll(async () => {
  await facing.close();
  await harbour.close();
});

/** No way to the sovereign is left: the browsers have no network, and its process stands still. */
async function cut(isCut: boolean): Promise<void> {
  if (isCut) harbour.stop();
  else harbour.goOn();
  await Promise.all([cyd, dee].map(({ context }) => context.setOffline(isCut)));
}

/** What somebody has, as their page says. */
async function balance({ page }: Person): Promise<string> {
  await page.getByRole('link', { name: 'Money', exact: true }).first().click();
  const text = page.locator('[data-currency="HRB"] .large-amount');
  return (await text.textContent()) ?? '';
}

describe('two people with no network', () => {
  it('pay from a tab and by cheque, with receipts, and settle when there is a network again', async () => {
    const pair = { payer: cyd.page, payee: dee.page };
    await cut(true);
    const first = await payFacing(facing, pair, { amount: '5.00', currency: 'HRB', memo: 'fish' });
    await dee.page.getByText('Double spend is prevented').waitFor();
    expect(await seriousFindings(dee.page)).toEqual([]);
    const cheque = await payFacing(facing, pair, { amount: '16.00', currency: 'HRB' });
    await dee.page.getByText('Accepted, provisional').waitFor();
    const later = await payFacing(facing, pair, { amount: '2.50', currency: 'HRB' });
    process.stdout.write(`${JSON.stringify({ first, cheque, later })}\n`);
    await dee.page.getByRole('button', { name: 'Done' }).click();
    await dee.page.getByRole('link', { name: /^What could still be lost/ }).click();
    await dee.page.locator('[data-risk]').getByText('23.50').waitFor();
    await dee.page.locator('[data-line="cheque"]').getByText('detected').waitFor();

    await cut(false);
    await expect.poll(() => balance(dee), { timeout: PATIENCE_MS }).toContain('23.50');
    await expect.poll(() => balance(cyd), { timeout: PATIENCE_MS }).toContain('60.00');
    await cyd.page.getByRole('link', { name: 'More', exact: true }).first().click();
    await cyd.page.getByRole('link', { name: /^Tabs and allowances/ }).click();
    await cyd.page.locator('[data-hold="tab"]').getByText('12.50 HRB left of 20.00').waitFor();
    await cyd.page.locator('[data-hold="allowance"]').getByText('4.00 HRB left of').waitFor();
    expect([...cyd.complaints, ...dee.complaints]).toEqual([]);
  });

  it('pay by files, and compare what they have seen', async () => {
    await cut(true);
    await Promise.all([openOffline(cyd.page), openOffline(dee.page)]);
    await dee.page.getByRole('button', { name: 'I am paid' }).click();
    await dee.page.getByLabel('Amount').fill('1');
    await dee.page.getByRole('button', { name: 'Ask for it' }).click();
    await cyd.page.getByRole('button', { name: 'I pay', exact: true }).click();
    await carry(dee.page, cyd.page);
    await cyd.page.getByRole('button', { name: 'Yes, pay this' }).click();
    // Whoever goes now has handed over, and is told so.
    await cyd.page.getByRole('heading', { name: 'Handed over, not confirmed' }).waitFor();
    await carry(cyd.page, dee.page);
    await dee.page.locator('[data-standing="accepted-tab"]').waitFor();
    await carry(dee.page, cyd.page);
    await cyd.page.locator('[data-standing="confirmed"]').waitFor();
    for (const { page } of [cyd, dee]) {
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByRole('button', { name: /^We compare/ }).click();
    }
    await cyd.page.getByRole('button', { name: 'I show first' }).click();
    await dee.page.getByRole('button', { name: 'I look first' }).click();
    const part = facing.face(cyd.page, dee.page);
    for (const { page } of [cyd, dee]) {
      await page.locator('[data-standing="agreed"]').waitFor({ timeout: PATIENCE_MS });
    }
    await part();
    for (const { page } of [cyd, dee]) await page.getByRole('button', { name: 'Done' }).click();
    await cut(false);
    expect([...cyd.complaints, ...dee.complaints]).toEqual([]);
  });
});

describe('a service of another origin', () => {
  it('is paid a tick for each request, within a budget that was looked at', async () => {
    const { page } = cyd;
    must(await harbour.ada.offline().prepare());
    const terms = { currency: 'HRB', price: '0.01', memo: 'tides', pages: 'any' } as const;
    const door = must(await openStreamDoor(harbour.ada, terms));
    const served: (string | undefined)[] = [];
    const handler = door.protect(({ headers }, response) => {
      served.push(headers.cookie);
      response.end(`<b>high at ${served.length}</b>`);
    });
    const service = createServer(handler);
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/tides`;
      await page.getByRole('link', { name: 'More', exact: true }).first().click();
      await page.getByRole('link', { name: /^Pay as you go/ }).click();
      await page.getByLabel('Address of the service').fill(url);
      await page.getByRole('button', { name: 'Ask what it costs' }).click();
      await page.getByText('0.01 HRB for each request.').waitFor();
      await page.locator('.person').getByText('@ada').waitFor();
      await page.getByLabel('Your budget (HRB)').fill('0.02');
      await page.getByRole('button', { name: 'Look once more' }).click();
      await page.getByText('Double spend is prevented, as with a tab').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(served).toEqual([]);
      await page.getByRole('button', { name: 'Begin and ask once' }).click();
      // As text: what a service answers is never markup of the wallet's.
      await page.getByText('<b>high at 1</b>').waitFor();
      expect(await page.locator('[data-figure="spent"]').textContent()).toBe('0.01HRB');
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Ask once' }).click();
      await page.getByText('<b>high at 2</b>').waitFor();
      await page.getByRole('button', { name: 'Ask once' }).click();
      await page.getByText('The budget does not cover another request.').waitFor();
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('0.02 HRB counts as paid, of 0.02 HRB set aside').waitFor();
      expect(served).toEqual([undefined, undefined]);
      expect(must(await harbour.ada.sync()).received).toEqual({ HRB: '0.02' });
      expect(cyd.complaints).toEqual([]);
    } finally {
      service.closeAllConnections();
      service.close();
      must(await door.close());
    }
  });
});
