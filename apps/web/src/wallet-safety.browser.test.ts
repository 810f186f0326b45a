import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticator, keepSecretsOf, keptBytes, secretOf } from './testing/authenticator.ts';
import { launchChromium, openPage, seriousFindings } from './testing/chromium.ts';
import { Harbour, must } from './testing/harbour.ts';
import {
  PASSPHRASE,
  type Person,
  joinInBrowser,
  makeWalletInBrowser,
  unlockInBrowser,
} from './testing/people.ts';
import { asStored, forgetWallets, plantBytes, storedText } from './testing/stored.ts';

/** What must not be lost, taken or believed: wallets in a browser when things go wrong. */
let browser: Browser;
let harbour: Harbour;
let island: Harbour;
let cyd: Person;
beforeAll(async () => {
  [browser, harbour, island] = await Promise.all([
    launchChromium(),
    Harbour.open(),
    Harbour.open('Island'),
  ]);
  // A service worker would ask in the pages' place, where a test cannot hold requests back.
  cyd = await joinInBrowser(browser, harbour.url, 'cyd', { serviceWorkers: 'block' });
  must(await harbour.ada.pay({ to: '@cyd', amount: '50.00', currency: 'HRB' }));
  await cyd.page.locator('[data-currency="HRB"]').getByText('50.00').waitFor();
});
afterAll(async () => {
  await browser.close();
  await harbour.close();
});

/** Makes keys for a browser that is to be a further device. */
async function prepare(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'I have a wallet on another device' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase once more').fill(PASSPHRASE);
  await page.getByLabel('I have written the passphrase down').check();
  await page.getByRole('button', { name: 'Make keys for this browser' }).click();
  await page.getByRole('img', { name: 'Moving code for your other device' }).waitFor();
}

async function draft(page: Page, amount: string): Promise<void> {
  await page.getByRole('link', { name: 'Pay' }).first().click();
  await page.getByLabel('To', { exact: true }).fill('@ada');
  await page.getByLabel('Amount').fill(amount);
  await page.getByRole('button', { name: 'Look once more' }).click();
}

/** Scripts of a page that may connect to more than their own origin, and to what. */
async function reachOf(page: Page): Promise<Record<string, string>> {
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.js')),
  );
  expect(scripts.length).toBeGreaterThan(5);
  const found: Record<string, string> = {};
  for (const script of scripts) {
    const { headers } = await fetch(script);
    const policy = headers.get('content-security-policy') ?? '';
    const [, reach = 'anything'] = /connect-src ([^;]+)/.exec(policy) ?? [];
    const [, name = script] = /assets\/([\w-]+)-[\w-]{8}\.js$/.exec(script) ?? [];
    if (reach !== "'self'") found[name] = reach;
  }
  return found;
}

async function installabilityErrors(page: Page): Promise<unknown[]> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors: found } = await session.send('Page.getInstallabilityErrors');
  // A private window installs nothing, whatever the page does.
  return found.filter(({ errorId }) => errorId !== 'in-incognito');
}

describe('keys', () => {
  it('are opened by a passkey, a passphrase, or both, and stored under nothing else', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const { page, complaints } = await openPage(context);
    const authenticator = await Authenticator.attach(page);
    await page.goto(`${harbour.url.replace('127.0.0.1', 'localhost')}/wallet`);
    await expect.poll(() => page.getByLabel('With this device’s lock').isChecked()).toBe(true);
    await page.getByLabel('Handle').fill('pia');
    // A full disk: nothing is signed that could not be stored first.
    const session = await context.newCDPSession(page);
    const { origin } = new URL(page.url());
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await page.getByRole('button', { name: 'Make the wallet' }).click();
    await page.getByText('could not store what has to be stored').waitFor();
    expect((await fetch(`${harbour.url}/v1/identities/@pia`)).status).toBe(404);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await page.reload();
    await page.getByLabel('Handle').fill('pia');
    await expect.poll(() => page.getByLabel('With this device’s lock').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Make the wallet' }).click();
    await page.getByRole('heading', { name: '@pia' }).waitFor();
    await page.getByRole('button', { name: 'Lock' }).click();
    await keepSecretsOf(page);
    await page.getByRole('button', { name: 'Unlock with the passkey' }).click();
    await page.getByRole('heading', { name: '@pia' }).waitFor();
    // The page gave it away, and has it no more.
    expect(await keptBytes(page)).toEqual([0]);

    expect(await installabilityErrors(page)).toEqual([]);
    const secret = Uint8Array.from(await secretOf(page));
    expect(secret.length).toBe(32);
    expect(await storedText(page)).not.toContain(asStored(secret));
    await plantBytes(page, secret);
    expect(await storedText(page)).toContain(asStored(secret));

    await page.getByRole('link', { name: 'More' }).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('The only way cannot be removed').waitFor();
    await page.getByRole('button', { name: 'Compare these pages' }).click();
    await page.getByText('runs what the sovereign says it serves').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByText('Add a passphrase').click();
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('Passphrase once more').fill(PASSPHRASE);
    await page.getByLabel('I have written the passphrase down').check();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('li').filter({ hasText: 'Passphrase since' }).waitFor();
    await authenticator.answers(false);
    await page.getByRole('button', { name: 'Lock' }).click();
    await page.getByRole('button', { name: 'Unlock with the passkey' }).click();
    await page.getByText('No passkey was shown').waitFor();
    await unlockInBrowser(page);
    await page.getByRole('button', { name: 'Remove' }).first().click();
    await page.getByRole('button', { name: 'Remove for good' }).click();
    await page.getByText('The only way cannot be removed').waitFor();
    await page.getByRole('button', { name: 'Lock' }).click();
    await page.getByLabel('Passphrase', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Unlock with the passkey' }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

const choiceOf = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'At which sovereign' });

describe('a wallet', () => {
  it('pays once when its tab is closed between storing and sending', async () => {
    const { promise: sent, resolve } = Promise.withResolvers<null>();
    // Nothing is answered: what was stored is neither sent nor lost.
    await cyd.page.route('**/v1/transitions', () => resolve(null));
    await draft(cyd.page, '3');
    await cyd.page.getByRole('button', { name: 'Pay now' }).click();
    await sent;
    await cyd.page.close();
    const { page, complaints } = await openPage(cyd.context);
    cyd = { ...cyd, page, complaints };
    await page.goto(`${harbour.url}/wallet`);
    await unlockInBrowser(page);
    await page.locator('[data-currency="HRB"]').getByText('47.00').waitFor();
    await page.getByText('to @ada').waitFor();
    await expect.poll(() => page.getByText('not final yet').count()).toBe(0);
    expect(must(await harbour.ada.sync()).received).toEqual({ HRB: '3.00' });
  });

  it('says on every page that its sovereign contradicts itself, also after a lock, and pays nothing', async () => {
    const { page } = cyd;
    const asked = '**/v1/identities/*ada';
    await page.route(asked, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace('"handle":"ada"', '"handle":"adam"');
      await route.fulfill({ response: answer, body });
    });
    await draft(page, '1');
    const told = page.getByRole('heading', { name: 'Stop: something is wrong at Harbour' });
    await told.waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the evidence' }).click();
    expect((await saved).suggestedFilename()).toMatch(/^tallystick-evidence-/);
    await page.unroute(asked);
    await page.getByRole('button', { name: 'Lock' }).click();
    await unlockInBrowser(page);
    await draft(page, '1');
    const pay = page.getByRole('button', { name: 'Pay now' });
    await pay.waitFor();
    expect([await told.count(), await pay.isDisabled()]).toEqual([1, true]);
    await page.getByText('Go on all the same').click();
    await page.getByRole('button', { name: 'Forget it and go on' }).click();
    await told.waitFor({ state: 'detached' });
    await expect.poll(() => pay.isEnabled()).toBe(true);
  });

  it('signs and sends nothing that a full disk cannot store, loses nothing, and pays once there is room', async () => {
    const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' });
    const { page, complaints } = await openPage(context);
    const session = await context.newCDPSession(page);
    const { origin } = new URL(harbour.url);
    const room = (quotaSize: number): Promise<unknown> =>
      session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    const little = 1_000_000;
    // Chromium counts room that it has seen for half a minute: it sees little here, and looks again before what is larger.
    await room(little);
    await makeWalletInBrowser(page, harbour.url, 'ned');
    must(await harbour.ada.pay({ to: '@ned', amount: '5.00', currency: 'HRB' }));
    await page.locator('[data-currency="HRB"]').getByText('5.00').waitFor();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(new URL(request.url()).pathname));
    await draft(page, '2');
    await page.getByText('No rule objects.').waitFor();
    await room(1);
    await expect(plantBytes(page, new Uint8Array(2 * little))).rejects.toThrow(/Quota/);
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByText('could not store what has to be stored').waitFor();
    expect(sent).not.toContain('/v1/transitions');
    await room(2 * little);
    await page.reload();
    await unlockInBrowser(page);
    await page.getByRole('link', { name: 'Money' }).click();
    await page.locator('[data-currency="HRB"]').getByText('5.00').waitFor();
    await draft(page, '1');
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByRole('heading', { name: 'Final', exact: true }).waitFor();
    expect(sent).toContain('/v1/transitions');
    expect(must(await harbour.ada.sync()).received).toEqual({ HRB: '1.00' });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is on two devices, of which one is taken away again: enrolled, never copied', async () => {
    const { page } = cyd;
    const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' });
    const second = await openPage(context);
    await second.page.goto(`${harbour.url}/wallet`);
    await prepare(second.page);
    // Somebody who wanted something else is not held to it.
    await second.page.getByRole('button', { name: 'Forget these keys' }).click();
    await prepare(second.page);
    // Closed meanwhile, it shows the same text again.
    await second.page.reload();
    await unlockInBrowser(second.page);
    await second.page.getByText('Without a camera').click();
    const code = (number: number): Promise<Buffer> =>
      second.page.getByRole('img', { name: `Code ${number} of 2` }).screenshot();
    const pictures = [await code(2), await code(1)].map((buffer) => ({
      name: 'code.png',
      mimeType: 'image/png',
      buffer,
    }));
    const shown = second.page.getByText('asks whether to add these keys').locator('code');
    const key = (await shown.textContent()) ?? '';
    expect(key).toMatch(/^[0-9a-f]{16}$/);

    await page.getByRole('link', { name: 'More' }).click();
    await page.getByRole('link', { name: 'Devices' }).click();
    await page.getByLabel('Take it from a picture').setInputFiles(pictures);
    // Nothing is added before both devices were seen to speak of the same keys.
    await page.getByText(`The keys of the new device begin with ${key}`).waitFor();
    const request = second.page.getByLabel('Text of the new device');
    expect(await page.getByLabel('Text of the new device').inputValue()).toBe(
      await request.inputValue(),
    );
    await page.getByRole('button', { name: 'Add it' }).click();
    const invitation = await page.getByLabel('The same as a text').inputValue();
    await second.page.getByLabel('What your other device gave').fill(invitation);
    await second.page.getByRole('button', { name: 'Join' }).click();
    await second.page.getByRole('heading', { name: '@cyd' }).waitFor();
    await page.getByText('Device 2').waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('can pay nothing new from then on').waitFor();
    await page.getByRole('button', { name: 'Remove this device' }).click();
    await expect.poll(() => page.getByText('Device 2').count()).toBe(0);
    expect(second.complaints).toEqual([]);
    await context.close();
  });

  it('is at several sovereigns under one unlock, and goes on when one of them is down', async () => {
    const { page } = cyd;
    await page.goto(`${harbour.url}/wallet/sovereigns?at=${encodeURIComponent(island.url)}`);
    await unlockInBrowser(page);
    // A page connects nowhere else: it is the process with the keys that asks.
    const blocked = await page.evaluate(
      (url) => fetch(url).then(String, (error: Error) => error.name),
      `${island.url}/v1/constitution`,
    );
    expect(blocked).toBe('TypeError');
    expect(await reachOf(page)).toEqual({
      'wallet-process': "'self' https: http://localhost:* http://127.0.0.1:*",
    });
    await page.getByRole('button', { name: 'Look who that is' }).click();
    await page.getByText('nobody vouches for it').waitFor();
    await page.getByRole('button', { name: 'Make a wallet there' }).click();
    const choice = choiceOf(page);
    await choice
      .getByRole('button', { name: 'Island' })
      .and(page.locator('[aria-pressed="true"]'))
      .waitFor();
    must(await island.ada.pay({ to: '@cyd', amount: '7.00', currency: 'HRB' }));
    await page.locator('[data-currency="HRB"]').getByText('7.00').waitFor();
    await choice.getByRole('button', { name: 'Harbour' }).click();
    await page.locator('[data-currency="HRB"]').getByText('47.00').waitFor();
    await page.getByRole('button', { name: 'Island 7.00 HRB' }).waitFor();
    await page.getByRole('link', { name: 'Another sovereign' }).click();
    expect(await seriousFindings(page)).toEqual([]);

    await island.close();
    await page.reload();
    await unlockInBrowser(page);
    await page.getByRole('link', { name: 'Money' }).click();
    await page.getByRole('button', { name: 'Island 7.00 HRB' }).click();
    // Of the one that is shown, whenever that was learned.
    await page.getByText('The sovereign cannot be reached.').waitFor();
    await choiceOf(page).getByRole('button', { name: 'Harbour' }).click();
    await page.getByText('The sovereign cannot be reached.').waitFor({ state: 'detached' });
    await draft(page, '1');
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByRole('heading', { name: 'Final', exact: true }).waitFor();
  });

  it('takes along what may be moved, reads it as an archive, and refuses what has keys', async () => {
    const { page } = cyd;
    await page.getByRole('link', { name: 'More' }).click();
    await page.getByRole('link', { name: 'Take along' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the file' }).click();
    const path = await (await saving).path();
    const text = await readFile(path, 'utf8');
    const { wallets } = JSON.parse(text) as { wallets: Record<string, readonly unknown[]>[] };
    expect(wallets.map(({ sovereign }) => sovereign)).toMatchObject([
      { name: 'Harbour', url: harbour.url },
      { name: 'Island', url: island.url },
    ]);
    expect(wallets[0]?.['certificates']?.length).toBeGreaterThan(1);
    const file = page.getByLabel('A file of “Take along”');
    const give = async (name: string, content: string): Promise<void> =>
      await file.setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });
    await give('mine.json', text);
    await page.getByText('The log is one and the same').first().waitFor();
    await page.getByText('History in the file').first().click();
    await page.getByLabel('Search').first().fill('ada');
    await page.getByText('Paid to @ada').first().waitFor();
    await expect.poll(() => page.getByText('You have a wallet at this very').count()).toBe(2);
    await give('mine.json', text.replaceAll(/"id": "(..)/g, '"id": "00'));
    await page.getByText('another fingerprint for this address').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await give('unlock.key', text);
    await page.getByText('a device is enrolled, not copied. Two copies').waitFor();
    await page.getByRole('link', { name: 'To “Devices”' }).click();
    await page.getByRole('heading', { name: 'Devices' }).waitFor();
  });

  it('stores nothing that can be read, and says so honestly when all of it is gone', async () => {
    const { page, context, complaints } = cyd;
    await page.getByRole('link', { name: 'More' }).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Check everything' }).click();
    await page.getByText('All in order').waitFor();
    // A sovereign that serves one file and names another.
    await page.route('**/release.json', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/"sha256":"../, '"sha256":"zz');
      await route.fulfill({ response: answer, body });
    });
    await page.getByRole('button', { name: 'Compare these pages' }).click();
    await page.getByText('runs other files than the sovereign says').waitFor();
    const stored = await storedText(page);
    expect(stored.length).toBeGreaterThan(10_000);
    const code = ['cHRB', '"HRB"']; // in CBOR and JSON: three letters alone come by chance
    for (const secret of [PASSPHRASE, island.url, ...code]) expect(stored).not.toContain(secret);
    await plantBytes(page, new TextEncoder().encode(PASSPHRASE));
    expect(await storedText(page)).toContain(PASSPHRASE);

    // The wallets' storage alone: the keyring that is left opens nothing, and stands in nobody's way.
    await page.goto(`${harbour.url}/`);
    await forgetWallets(page);
    await page.goto(`${harbour.url}/wallet`);
    await unlockInBrowser(page);
    await page.getByText('I want another wallet').click();
    await page.getByRole('button', { name: 'Begin with another wallet' }).click();
    await page.getByLabel('Handle').waitFor();
    await makeWalletInBrowser(page, harbour.url, 'lia');

    // It says so by itself as well, on every door.
    const isNotSo = page.getByText('This page is not what the sovereign says it serves');
    await page.goto(`${harbour.url}/`);
    await isNotSo.waitFor();
    const session = await context.newCDPSession(page);
    const { origin } = new URL(harbour.url);
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await page.goto(`${harbour.url}/wallet`);
    await page.getByRole('heading', { name: 'This browser has lost the wallet' }).waitFor();
    await page.getByText('the wallet of @lia at Harbour').waitFor();
    expect(await page.getByLabel('Handle').count()).toBe(0);
    await isNotSo.waitFor();
    // What was tried from the page was complained of, and nothing else.
    expect(complaints.filter((line) => !line.includes(island.url))).toEqual([]);
  });
});
