import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openPage, seriousFindings } from './testing/chromium.ts';
import { FoundingDoor, foundInBrowser, withAuthenticator } from './testing/founding-door.ts';

/** Founding a sovereign with nothing but a browser, and its operator's console. */
let browser: Browser;
let door: FoundingDoor;
beforeAll(async () => {
  [browser, door] = await Promise.all([launchChromium(), FoundingDoor.open()]);
});
afterAll(async () => {
  await browser.close();
  await door.close();
});

async function visit(
  url: string,
  look: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const { page, complaints } = await openPage(context);
    await page.goto(url);
    await look(page, context);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const FOUNDER = {
  name: 'Lake Valley',
  country: 'CH',
  currencies: [{ name: 'Lake franc', code: 'LAK', decimals: 2 }],
  stages: { comment: 2, vote: 2, timelock: 1, emergency: 60 },
  passphrase: 'a long enough passphrase',
};

function keptIn(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify(sessionStorage));
}

it('founds a sovereign for whoever has the link, who comes back in with a passkey', async () => {
  await visit(`${door.url}/found`, async (page) => {
    await page.getByRole('heading', { name: 'This is not open for founding' }).waitFor();
    await withAuthenticator(page);
    const findings: string[] = [];
    const look = async (step: string): Promise<void> => {
      findings.push(...(await seriousFindings(page)).map((found) => `${step}: ${found}`));
    };
    await page.goto(door.link);
    await page.getByLabel('Name', { exact: true }).fill('Kept');
    await expect.poll(() => keptIn(page)).toContain('Kept');
    // The link's token is in no storage: loaded anew the page has what was typed, and asks for the link.
    expect(await keptIn(page)).not.toContain(new URL(door.link).hash.slice(1));
    await page.reload();
    await page.getByText('What you have typed is still here').waitFor();
    await page.goto(door.link);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Kept');
    await foundInBrowser(page, door.link, FOUNDER, async (step) => {
      await look(step);
      expect(await keptIn(page)).toContain(FOUNDER.name);
      expect(await keptIn(page)).not.toContain(FOUNDER.passphrase);
    });
    expect(await keptIn(page)).toBe('{}');
    expect(new URL(page.url()).hash).toBe('');
    await look('welcome');
    await page.getByLabel('Name of this passkey').fill('Office laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('The passkey is added.').waitFor();

    await page.getByRole('button', { name: 'Leave' }).click();
    await look('door');
    await page.goto(`${new URL(door.link).origin}/console/access`);
    await page.getByRole('button', { name: 'Open with a passkey' }).click();
    await page.getByText('this one').waitFor();
    await page.getByText('with “Office laptop”').waitFor();
    await look('access');

    // The session ends while somebody types; a passkey opens it again, and what was typed is there.
    const typed = page.getByLabel('Name of this passkey');
    await typed.fill('Half a name');
    const { hash } = new URL(await door.consoleLink());
    const headers = { authorization: `Bearer ${hash.slice(1)}` };
    const sessions = `${new URL(door.link).origin}/v1/operator/sessions`;
    expect((await fetch(sessions, { method: 'DELETE', headers })).status).toBe(204);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('What you have typed is still here').waitFor();
    expect(await typed.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Open with a passkey' }).click();
    await typed.waitFor();
    expect(await typed.inputValue()).toBe('Half a name');
    await page.getByRole('button', { name: 'Remove Office laptop' }).click();
    await page.getByText('It is the last one').waitFor();
    await look('remove');
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(findings).toEqual([]);
  });
});

it('opens with the link that the machine gives out, which the address forgets', async () => {
  await visit(await door.consoleLink(), async (page) => {
    await page.getByRole('heading', { name: 'Health' }).waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'The operator’s console' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});
