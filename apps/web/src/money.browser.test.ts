import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  constitutionCodec,
  decode,
  encodeStructured,
  signedConstitutionCodec,
} from '@tallystick/protocol';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, openPage, seriousFindings } from './testing/chromium.ts';
import { COUNCIL } from './testing/founding.ts';
import { Harbour, must } from './testing/harbour.ts';
import { KEY_PASSPHRASE, writeCouncilKey } from './testing/rules.ts';

/** The operator issues money in a browser; everybody sees how much there is. */
let browser: Browser;
let harbour: Harbour;
let context: BrowserContext;
let folder: string;
/** A currency that the council has decided on is in force. */
let voted: Promise<void>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-money-'));
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
  voted = harbour.decide(await proposeCurrency());
  voted.catch(() => undefined);
  context = await browser.newContext({ locale: 'en-GB' });
});
afterAll(async () => {
  await browser.close();
  await harbour.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Proposes a currency for which the council's key signs. */
async function proposeCurrency(): Promise<string> {
  const answer = await fetch(`${harbour.url}/v1/constitution`);
  const { signedConstitution } = (await answer.json()) as { signedConstitution: string };
  const signed = decode(signedConstitutionCodec, bytesOf(signedConstitution));
  const founded = signed.ok && decode(constitutionCodec, signed.value.constitution);
  if (!founded || !founded.ok) throw new Error('no constitution');
  const { suite, publicKey } = COUNCIL;
  const treasury = { threshold: 1, keys: [{ suite, publicKey }] };
  const codfish = { code: 'COD', decimals: 0, name: 'Codfish', treasury };
  const content = encodeStructured('currencies', [...founded.value.currencies, codfish]);
  return await harbour.proposeSoon({ kind: 'currencies' }, content);
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

/** A page of its own with a session of its own, as another operator has. */
async function atMoney(): Promise<{ page: Page; complaints: readonly string[] }> {
  const { page, complaints } = await openPage(context);
  await page.goto(await harbour.consoleLink());
  await page.getByRole('link', { name: 'Money' }).click();
  await page.locator('[data-currency="HRB"]').waitFor();
  return { page, complaints };
}

async function sign(card: Locator, passphrase: string, button: string | RegExp): Promise<void> {
  await card.getByLabel('Passphrase of the key').fill(passphrase);
  await card.getByRole('button', { name: button }).click();
}

describe('an operator with nothing but a browser', () => {
  it('issues, with the passphrase of the treasury’s key, what everybody then sees', async () => {
    const { page, complaints } = await atMoney();
    const card = page.locator('[data-currency="HRB"]');
    await card.getByText('Nobody has attested reserves.').waitFor();
    await card.getByRole('button', { name: 'Issue HRB' }).click();
    await card.getByLabel('To', { exact: true }).fill('@nobody-here');
    await card.getByLabel('Amount in HRB').fill('25,5');
    await card.getByRole('button', { name: 'Look once more' }).click();
    await card.getByText('Nobody here is @nobody-here.').waitFor();
    await card.getByLabel('To', { exact: true }).fill('@ada');
    await card.getByRole('button', { name: 'Look once more' }).click();
    await card.getByText('@ada').waitFor();
    expect(await card.getByText('25.50 HRB').count()).toBe(2);

    await sign(card, 'not that one at all', 'Sign and hand in');
    await card.getByText('That is not the passphrase of this key.').waitFor();
    await sign(card, harbour.passphrase, 'Sign and hand in');
    await card.getByText('Done. It is in the log, and final.').waitFor();
    expect(must(await harbour.ada.sync()).received).toEqual({ HRB: '25.50' });
    expect(await seriousFindings(page)).toEqual([]);

    const book = await openPage(context);
    await book.page.goto(`${harbour.url}/money`);
    const chart = book.page.locator('article', { hasText: 'Harbour shilling' }).locator('.chart');
    await chart.getByText('1,025.50 HRB').first().waitFor();
    await chart.locator('canvas').waitFor();
    await chart.getByText('Show as a table').click();
    const newest = chart.getByRole('row').nth(1);
    await newest.getByText('1,025.50 HRB').first().waitFor();
    expect(await seriousFindings(book.page)).toEqual([]);
    await book.page.goto(`${harbour.url}/numbers`);
    await book.page.getByRole('heading', { name: 'Numbers' }).waitFor();
    await book.page.locator('.chart canvas').waitFor();
    expect(await seriousFindings(book.page)).toEqual([]);
    expect([...complaints, ...book.complaints]).toEqual([]);
  });

  it('a passphrase that is typed is gone with the session, whoever opens the page next', async () => {
    const { page } = await openPage(context);
    const link = await harbour.consoleLink();
    await page.goto(link);
    await page.getByRole('link', { name: 'Money' }).click();
    const card = page.locator('[data-currency="HRB"]');
    await card.getByRole('button', { name: 'Issue HRB' }).click();
    await card.getByLabel('To', { exact: true }).fill('@ada');
    await card.getByLabel('Amount in HRB').fill('1');
    await card.getByRole('button', { name: 'Look once more' }).click();
    await card.getByLabel('Passphrase of the key').fill(harbour.passphrase);
    const headers = { authorization: `Bearer ${new URL(link).hash.slice(1)}` };
    const ended = await fetch(`${harbour.url}/v1/sessions`, { method: 'DELETE', headers });
    expect(ended.ok).toBe(true);
    // The room asks by itself, and hears that the session is over.
    await page.getByText('What you have typed is still here, but for passphrases').waitFor();
    expect(await card.count()).toBe(1);
    expect(await card.getByLabel('Passphrase of the key').count()).toBe(0);
  });

  it('waits for a second signature, which somebody else gives at a page of their own', async () => {
    const { page, complaints } = await atMoney();
    const card = page.locator('[data-currency="FISH"]');
    await card.getByRole('button', { name: 'Issue FISH' }).click();
    await card.getByLabel('To', { exact: true }).fill('@ada');
    await card.getByLabel('Amount in FISH').fill('7');
    await card.getByRole('button', { name: 'Look once more' }).click();
    await sign(card, harbour.passphrase, 'Sign (1 of 2)');
    await card.getByText('1 of 2 have signed.').waitFor();
    expect(await card.getByRole('button', { name: 'Issue FISH' }).count()).toBe(0);
    expect(must(await harbour.ada.sync()).received).toEqual({});

    const other = await atMoney();
    const theirs = other.page.locator('[data-currency="FISH"]');
    await theirs.getByText('1 of 2 have signed.').waitFor();
    await theirs.getByText('@ada').waitFor();
    await sign(theirs, harbour.passphrase, 'Sign and hand in');
    await theirs.getByText('Done. It is in the log, and final.').waitFor();
    expect(must(await harbour.ada.sync()).received).toEqual({ FISH: '7' });
    await card.getByRole('button', { name: 'Issue FISH' }).waitFor();
    expect([...complaints, ...other.complaints]).toEqual([]);
  });

  it('asks the log about what it signed when the answer is lost, in whatever tab, and issues once', async () => {
    const { page, complaints } = await atMoney();
    const card = page.locator('[data-currency="HRB"]');
    let handed = 0;
    await page.route('**/v1/operator/treasuries/HRB/drafts', async (route) => {
      handed += 1;
      if (handed === 1) return await route.continue();
      await route.fetch();
      return await route.abort();
    });
    await card.getByRole('button', { name: 'Issue HRB' }).click();
    await card.getByLabel('To', { exact: true }).fill('@ada');
    await card.getByLabel('Amount in HRB').fill('3');
    await card.getByRole('button', { name: 'Look once more' }).click();
    await sign(card, harbour.passphrase, 'Sign and hand in');
    await card.getByRole('heading', { name: 'It was taken' }).waitFor();
    expect(await card.getByRole('button', { name: 'Issue HRB' }).count()).toBe(0);

    const other = await atMoney();
    const theirs = other.page.locator('[data-currency="HRB"]');
    await theirs.getByRole('heading', { name: 'It was taken' }).waitFor();
    expect(await theirs.getByRole('button', { name: 'Issue HRB' }).count()).toBe(0);
    expect(await seriousFindings(other.page)).toEqual([]);
    await theirs.getByRole('button', { name: 'I have seen it' }).click();
    for (const one of [theirs, card])
      await one.getByRole('button', { name: 'Issue HRB' }).waitFor();
    expect(must(await harbour.ada.sync()).received).toEqual({ HRB: '3.00' });
    expect([...complaints, ...other.complaints]).toEqual([]);
  });

  it('issues a currency that a vote has brought, with a key from a file', async () => {
    await voted;
    const keyFile = join(folder, 'council.key');
    await writeCouncilKey(keyFile);
    const { page, complaints } = await atMoney();
    const card = page.locator('[data-currency="COD"]');
    await card.getByRole('button', { name: 'Issue COD' }).click();
    await card.getByLabel('To', { exact: true }).fill('@ada');
    await card.getByLabel('Amount in COD').fill('12');
    await card.getByRole('button', { name: 'Look once more' }).click();
    await card.locator('input[type="file"]').setInputFiles(keyFile);
    await sign(card, KEY_PASSPHRASE, 'Sign and hand in');
    await card.getByText('Done. It is in the log, and final.').waitFor();
    expect(must(await harbour.ada.sync()).received).toEqual({ COD: '12' });
    expect(complaints).toEqual([]);
  });

  it('issues once where two tabs have drafted the same, and both sign', async () => {
    const [first, second] = [await atMoney(), await atMoney()];
    const [card, theirs] = [first, second].map(({ page }) =>
      page.locator('[data-currency="HRB"]'),
    ) as [Locator, Locator];
    for (const one of [card, theirs]) {
      await one.getByRole('button', { name: 'Issue HRB' }).click();
      await one.getByLabel('To', { exact: true }).fill('@ada');
      await one.getByLabel('Amount in HRB').fill('4');
      await one.getByRole('button', { name: 'Look once more' }).click();
    }
    // The second tab has drafted, and hands in after the first one is done.
    const isDrafted = Promise.withResolvers<null>();
    const isDone = Promise.withResolvers<null>();
    await second.page.route('**/v1/operator/treasuries/HRB/drafts', async (route) => {
      isDrafted.resolve(null);
      await isDone.promise;
      await route.continue();
    });
    await sign(theirs, harbour.passphrase, 'Sign and hand in');
    await isDrafted.promise;
    await sign(card, harbour.passphrase, 'Sign and hand in');
    await card.getByText('Done. It is in the log, and final.').waitFor();
    isDone.resolve(null);
    await theirs.getByRole('alert').first().waitFor();
    expect(await theirs.getByText('Done. It is in the log, and final.').count()).toBe(0);
    expect(must(await harbour.ada.sync()).received).toEqual({ HRB: '4.00' });
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });
});
