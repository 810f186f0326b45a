import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Vendor, encodeStructured } from '@tallystick/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerInBrowser } from './testing/appeals.ts';
import { openPage, seriousFindings } from './testing/chromium.ts';
import { JUDGES } from './testing/founding.ts';
import { makerOf, plugInKey } from './testing/hardware.ts';
import { canonical, must } from './testing/harbour.ts';
import { type Person, joinInBrowser, unlockInBrowser } from './testing/people.ts';
import { writeKeyFile } from './testing/rules.ts';
import { type Scene, openScene } from './testing/scene.ts';
import { appealInBrowser, payRefusedInBrowser } from './testing/stopped.ts';
import { registerKeyInBrowser, voteInBrowser } from './testing/votes.ts';
import { setAsideInBrowser } from './testing/waiting.ts';

/** What somebody with a wallet has to say about rules, and what rules have to say to them. */
const RULES_OF_TZ = `module TZ version 1 in force from 2026-01-01

rule TZ-1 "Nothing large"
  when amount > 500.00 HRB
  then refuse
`;
let scene: Scene;
let folder: string;
let cyd: Person;
let dee: Person;
/** The council has decided whose hardware voting keys may be in. */
let registry: Promise<void>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-votes-'));
  scene = await openScene();
  const { browser, harbour } = scene;
  // Browsers make voting keys for names only, and an address of figures is none.
  const url = harbour.url.replace('127.0.0.1', 'localhost');
  [cyd, dee] = await Promise.all([
    joinInBrowser(browser, url, 'cyd'),
    joinInBrowser(browser, url, 'dee'),
  ]);
  await plugInKey(cyd.page);
  // There are three makers at least; what is no certificate vouches for nothing.
  const others = ['Hill', 'Lake'].map((name, i) => ({ name, roots: [Uint8Array.of(i)] }));
  const makers: Vendor[] = [{ name: 'Chromium', roots: [await makerOf(cyd.page)] }, ...others];
  const content = encodeStructured('vendors', makers);
  registry = harbour.decide(await harbour.proposeSoon({ kind: 'vendors' }, content));
  registry.catch(() => undefined);
  await harbour.proposeSoon({ kind: 'peers' }, encodeStructured('peers', []));
  const rules = canonical(RULES_OF_TZ);
  await harbour.proposeSoon({ kind: 'module', owner: 'TZ' }, rules.content, rules.from);
  const gift = { to: '@cyd', amount: '100.00', currency: 'HRB' };
  must(await harbour.ada.payMany([gift, gift]));
  await cyd.page.locator('[data-currency="HRB"]').getByText('200.00').waitFor();
});
afterAll(async () => {
  await scene.close();
  rmSync(folder, { recursive: true, force: true });
});

it('sets money aside every month, and until somebody agrees', async () => {
  const { page } = cyd;
  const { ada } = scene.harbour;
  await setAsideInBrowser(page, 'Pay every month', { To: '@ada', 'Amount each time': '10' });
  await page.getByText('10.00 HRB to @ada every 30 days').waitFor();
  await page.getByRole('button', { name: 'Order it now' }).click();
  await page.getByText('The standing order runs.').waitFor();
  const fields = { To: '@ada', Amount: '20', 'The third person': '@dee' };
  await setAsideInBrowser(page, 'Pay when the goods are there', fields);
  await page.getByText('Can be taken by @ada when 1 of these agree: cyd, dee.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Set it aside now' }).click();
  await page.getByText('It is set aside.').waitFor();
  await page.getByRole('link', { name: 'All waiting money' }).click();
  await page.getByText('10.00 HRB to @ada every 30 days').waitFor();
  await page.getByText('running', { exact: true }).waitFor();

  // Whoever decides takes in the terms, and hands a word on.
  await page.getByRole('button', { name: 'Terms to hand on' }).click();
  const terms = await page.getByLabel('Whoever is to agree').inputValue();
  expect(await seriousFindings(page)).toEqual([]);
  await dee.page.goto(new URL('/wallet/waiting', page.url()).href);
  await unlockInBrowser(dee.page);
  await dee.page.getByText('Take in a text').click();
  await dee.page.getByLabel('Text').fill(terms);
  await dee.page.getByRole('button', { name: 'Check it and keep it' }).click();
  await dee.page.getByText('Can be taken by @ada when').waitFor();
  await dee.page.getByRole('button', { name: 'Agree that it is taken' }).first().click();
  await dee.page.locator('[data-look] .person-name', { hasText: '@ada' }).waitFor();
  await dee.page.getByRole('button', { name: 'Yes, give my word' }).click();
  const word = await dee.page.getByLabel('Hand this on').inputValue();
  must(await ada.sync());
  must(await ada.holds().agree(terms));
  // Both are in the history, and in a statement of this month that ends with what there is.
  await page.getByRole('navigation').first().getByRole('link', { name: 'History' }).click();
  await page.getByText('Show only').click();
  await page.getByLabel('Kind').selectOption('received');
  await page.getByText('100.00 HRB').first().waitFor();
  expect(await page.getByText('20.00 HRB').count()).toBe(0);
  await page.getByRole('link', { name: 'Statements' }).click();
  await page.getByText('Balance after').locator('..').getByText('160.00 HRB').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const [hold] = must(await ada.holds().gather(word));
  const taken = must(await ada.holds().take(hold?.hold ?? ''));
  expect([taken.amount, taken.currency]).toEqual(['20.00', 'HRB']);
  expect([...cyd.complaints, ...dee.complaints]).toEqual([]);
});

it('tells why a payment is held, proves it, and takes an appeal to an exception', async () => {
  const { page } = cyd;
  const decision = await payRefusedInBrowser(page, { to: '@ada', amount: '150' });
  await page.getByText('KE-1, “Identity above 100”').waitFor();
  await page.getByText('It comes from: FATF Recommendation 16').waitFor();
  await page.getByText('Show who you are, up to tier 2').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const { file } = await appealInBrowser(page, decision, 'The goods are medicine');
  expect(file).not.toContain('medicine');
  await page.getByText('waiting for an answer').waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await answerTogether(file);
  await page.getByText('The office lets this payment through, once.').waitFor();
  await page.getByRole('link', { name: 'Pay it again' }).click();
  await expect.poll(() => page.getByLabel('Amount').inputValue()).toBe('150.00');
  await page.getByText('@ada', { exact: true }).first().waitFor();

  await page.getByRole('link', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Stopped payments' }).click();
  await page.getByRole('link', { name: '150.00 HRB to @ada' }).waitFor();
  await page.getByText('exception granted').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(cyd.complaints).toEqual([]);
});

/** The two who answer appeals sign one after the other, each at a console of their own. */
async function answerTogether(file: string): Promise<void> {
  const { browser, harbour } = scene;
  const context = await browser.newContext({ locale: 'en-GB' });
  const keys = JUDGES.map((seed) => join(folder, `judge-${seed}.key`));
  await Promise.all(JUDGES.map((seed, at) => writeKeyFile(keys[at] ?? '', seed)));
  const atConsole = async (): ReturnType<typeof openPage> => {
    const opened = await openPage(context);
    await opened.page.goto(await harbour.consoleLink());
    return opened;
  };
  const [first, second] = [await atConsole(), await atConsole()];
  const [one = '', other = ''] = keys;
  const signed = await answerInBrowser(first.page, { file, from: { payee: '@ada' }, key: one });
  await first.page.getByText('Signed by 1 of 2').waitFor();
  const both = await answerInBrowser(second.page, { file, from: { signed }, key: other });
  await second.page.getByText('Signed by 2: that is enough.').waitFor();
  expect(await seriousFindings(second.page)).toEqual([]);
  await harbour.carryAnswer(both);
  expect([...first.complaints, ...second.complaints]).toEqual([]);
  await context.close();
}

it('casts a ballot after a last look, and one with a key in hardware', async () => {
  const { page } = cyd;
  await voteInBrowser(page, 'TZ-1', 'yes');
  await page.getByText('1 yes, 0 no, 0 abstained, of 3 who may vote.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await registry;
  await registerKeyInBrowser(page);
  await page.getByText('You have a voting key by Chromium.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await voteInBrowser(page, 'peers-1', 'no');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'All votes' }).click();
  await page.getByText('You voted no', { exact: true }).waitFor();
  expect(cyd.complaints).toEqual([]);
});
