import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyId, toHex } from '@tallystick/protocol';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openPage, seriousFindings } from './testing/chromium.ts';
import { JUDGES, keyOfSeed } from './testing/founding.ts';
import { Harbour } from './testing/harbour.ts';
import { joinInBrowser } from './testing/people.ts';
import {
  KEY_PASSPHRASE,
  approveInBrowser,
  approveTogetherInBrowser,
  handOverInBrowser,
  proposeChangeInBrowser,
  writeCouncilKey,
  writeKeyFile,
  writePublicKey,
} from './testing/rules.ts';

/** Matters that are no texts: drafted in the console, shown in words to whoever signs, and in force afterwards. */
const WITNESS = keyOfSeed(21);
/** Time in which two keys sign, however busy the machine is. */
const VOTE_MS = 45_000;

let browser: Browser;
let harbour: Harbour;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-matters-'));
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open('Harbour', VOTE_MS)]);
  await harbour.legislate();
});
afterAll(async () => {
  await browser.close();
  await harbour.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the wallet shows is proposed; gives the proposal's id. */
async function propose(page: Page, shown: string): Promise<string> {
  await page.getByText('The gates would let it pass').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const wallet = await handOverInBrowser(page);
  const id = await proposeChangeInBrowser(wallet, async () => {
    await wallet.locator('[data-change]').getByText(shown).first().waitFor();
  });
  await wallet.close();
  await page.getByRole('button', { name: 'Change the draft' }).click();
  await page.getByRole('button', { name: 'Leave it' }).click();
  return id;
}

async function draftSetting(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Change: Settings of rules' }).click();
  const moon = page.getByLabel('What is nothing to the moon yet (MOON of KE)');
  await moon.fill('951');
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByText('not within the bounds that its rules allow').waitFor();
  await page.getByRole('button', { name: 'Change the draft' }).click();
  expect(await seriousFindings(page)).toEqual([]);
  await moon.fill('600,5');
  await page.getByRole('button', { name: 'Look at it' }).click();
  const changed = page.locator('[data-change="changed"]');
  await changed.getByText('600.50 HRB, in place of 900.00 HRB').waitFor();
  await changed.getByText('Before: 900.00 HRB, as the rules themselves say.').waitFor();
  return await propose(page, '600.50 HRB, in place of 900.00 HRB');
}

async function draftWitness(page: Page): Promise<string> {
  const pub = join(folder, 'witness.key.pub');
  writePublicKey(pub, WITNESS);
  await page.getByRole('button', { name: 'Change: Witnesses and validators' }).click();
  const group = page.getByRole('group', { name: 'Another witness' });
  await group.getByLabel('The name that it signs by').fill('north.example/witness');
  await group.getByLabel('Its public key').fill(readFileSync(pub, 'utf8'));
  await group.getByRole('button', { name: 'Add it' }).click();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page
    .locator('[data-change="new"]')
    .getByText(toHex(keyId(WITNESS)))
    .waitFor();
  return await propose(page, 'north.example/witness');
}

it('a setting and a witness are drafted, shown in words to whoever signs, and in force', async () => {
  const link = await harbour.consoleLink();
  const { origin } = new URL(link);
  const council = join(folder, 'council.key');
  const judges = JUDGES.map((seed) => join(folder, `judge-${seed}.key`));
  await Promise.all([
    writeCouncilKey(council),
    ...JUDGES.map((seed, at) => writeKeyFile(judges[at] ?? '', seed)),
  ]);
  const ben = await joinInBrowser(browser, origin, 'ben');
  await ben.page.close();
  const { page, complaints } = await openPage(ben.context);
  await page.goto(link);
  await page.getByRole('link', { name: 'Change the constitution' }).click();
  const setting = await draftSetting(page);
  const witness = await draftWitness(page);

  await harbour.inStage(setting, 'voting');
  const [one = '', other = ''] = judges;
  const [first, second] = [one, other].map((file) => ({ passphrase: KEY_PASSPHRASE, file }));
  if (first === undefined || second === undefined) throw new Error('no keys');
  await approveTogetherInBrowser(page, setting, [first, second], async () => {
    const word = page.locator('blockquote');
    await word.getByText('600.50 HRB, in place of 900.00 HRB').waitFor();
    await word.getByText('Before: 900.00 HRB, as the rules themselves say.').waitFor();
  });
  await harbour.inStage(witness, 'voting');
  await approveInBrowser(page, witness, { passphrase: KEY_PASSPHRASE, file: council });

  const book = await openPage(ben.context);
  await book.page.goto(`${origin}/votes/${witness}`);
  await book.page.locator('[data-change="new"]').getByText('north.example/witness').waitFor();
  expect(await seriousFindings(book.page)).toEqual([]);
  await Promise.all([setting, witness].map((id) => harbour.inStage(id, 'adopted')));
  // What is drafted next begins from what is in force by now.
  await page.getByRole('link', { name: 'Change the constitution' }).click();
  await page.getByRole('button', { name: 'Change: Witnesses and validators' }).click();
  await page.getByText('north.example/witness').first().waitFor();
  await page.getByRole('button', { name: 'Leave it' }).click();
  await page.getByRole('button', { name: 'Change: Settings of rules' }).click();
  await page.getByText('Now 600.50 HRB.').waitFor();
  await page.getByRole('button', { name: 'Back to what the rules themselves say' }).click();
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.locator('[data-change="changed"]').getByText('900.00 HRB, as the rules').waitFor();
  expect([...complaints, ...book.complaints, ...ben.complaints]).toEqual([]);
  await ben.context.close();
});
