import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFindings } from './testing/chromium.ts';
import { must } from './testing/harbour.ts';
import { type Person, joinInBrowser } from './testing/people.ts';
import { type Scene, openScene } from './testing/scene.ts';
import { appealInBrowser, payRefusedInBrowser } from './testing/stopped.ts';

/** What somebody with a wallet has to say about rules, and what rules have to say to them. */
let scene: Scene;
let cyd: Person;
beforeAll(async () => {
  scene = await openScene();
  const { browser, harbour } = scene;
  cyd = await joinInBrowser(browser, harbour.url, 'cyd');
  const gift = { to: '@cyd', amount: '100.00', currency: 'HRB' };
  must(await harbour.ada.payMany([gift, gift]));
  await cyd.page.locator('[data-currency="HRB"]').getByText('200.00').waitFor();
});
afterAll(() => scene.close());

it('tells why a payment is held, proves it, and takes an appeal to an exception', async () => {
  const { page } = cyd;
  const decision = await payRefusedInBrowser(page, { to: '@ada', amount: '150' });
  await page.getByText('KE-1, “Identity above 100”').waitFor();
  await page.getByText('It comes from: FATF Recommendation 16').waitFor();
  await page.getByText('Show who you are, up to tier 2').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const { appeal, file } = await appealInBrowser(page, decision, 'The goods are medicine');
  expect(file).not.toContain('medicine');
  await page.getByText('waiting for an answer').waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await scene.harbour.except(appeal, { rule: 'KE-1', amount: 15_000n, payee: '@ada' });
  await page.getByText('The office lets this payment through, once.').waitFor();
  await page.getByRole('link', { name: 'Pay it again' }).click();
  await expect.poll(() => page.getByLabel('Amount').inputValue()).toBe('150.00');
  expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe('@ada');

  await page.getByRole('link', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Stopped payments' }).click();
  await page.getByRole('link', { name: '150.00 HRB to @ada' }).waitFor();
  await page.getByText('exception granted').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(cyd.complaints).toEqual([]);
});
