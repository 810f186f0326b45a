import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatsOf } from './frame/formats.ts';
import { launchChromium, seriousFindings } from './testing/chromium.ts';
import { Harbour, must } from './testing/harbour.ts';
import { type Person, joinInBrowser, unlockInBrowser } from './testing/people.ts';
import { asStored, plantBytes, storedText } from './testing/stored.ts';
import {
  chooseSealed,
  savedBy,
  sealInBrowser,
  setAsideInBrowser,
  waitingInBrowser,
} from './testing/waiting.ts';

/** Money and words that wait, between two wallets in browsers. */
let browser: Browser;
let harbour: Harbour;
let cyd: Person;
let dee: Person;
beforeAll(async () => {
  // No rule is in force: they ask of each currency what it is worth in another.
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
  [cyd, dee] = await Promise.all([
    joinInBrowser(browser, harbour.url, 'cyd'),
    joinInBrowser(browser, harbour.url, 'dee'),
  ]);
  await harbour.issue('@dee', '30', 'FISH');
  must(await harbour.ada.pay({ to: '@cyd', amount: '100.00', currency: 'HRB' }));
  await cyd.page.locator('[data-currency="HRB"]').getByText('100.00').waitFor();
  await dee.page.locator('[data-currency="FISH"]').getByText('30').waitFor();
});
afterAll(async () => {
  await browser.close();
  await harbour.close();
});

it('exchanges with a stranger: an offer, its answer, and both sides taken', async () => {
  const { page } = cyd;
  await setAsideInBrowser(page, 'Exchange with a stranger', {
    'With whom': '@dee',
    'You give': '20',
    'You want': '5',
  });
  await page.getByText('For it you want 5 FISH of @dee.').waitFor();
  await page.getByText('a free option').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Lock it and make the offer' }).click();
  await page.getByText('Your part is locked.').waitFor();
  const link = await page.getByLabel('Hand this offer on').inputValue();
  expect(await seriousFindings(page)).toEqual([]);

  // Somebody bends the offer on its way: what the log has is not what it says.
  await dee.page.goto(link.replace('20.00', '40.00'));
  await unlockInBrowser(dee.page);
  await dee.page.getByText('the amount is another').waitFor();
  await dee.page.getByLabel('The offer').fill(link.replace('FISH', '<b>'));
  await dee.page.getByRole('button', { name: 'Check the offer' }).click();
  await dee.page.getByText('This is no whole offer.').waitFor();
  await dee.page.getByLabel('The offer').fill(link);
  await dee.page.getByRole('button', { name: 'Check the offer' }).click();
  await dee.page.getByText('For it you get 20.00 HRB of @cyd.').waitFor();
  await dee.page.getByText('you may lose all of your part').waitFor();
  expect(await seriousFindings(dee.page)).toEqual([]);
  await dee.page.getByRole('button', { name: 'Lock my part now' }).click();
  await dee.page.getByText('Your part is locked.').waitFor();

  await waitingInBrowser(page);
  await page.getByText('@dee has locked something for you.').waitFor();
  // Nothing but the check leads to the taking, which shows the secret.
  expect(await page.getByRole('button', { name: 'Take it', exact: true }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Show the secret' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Look at the exchange' }).click();
  await page.getByText('@dee gets 20.00 HRB of you for it.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take it now' }).click();
  await page.getByText('Exchanged: you have 5 FISH.').waitFor();

  await waitingInBrowser(dee.page);
  await dee.page.getByRole('navigation').first().getByRole('link', { name: 'History' }).click();
  await dee.page.getByText('20.00 HRB').first().waitFor();
  await page.getByRole('navigation').first().getByRole('link', { name: 'History' }).click();
  await page.getByText('5 FISH').first().waitFor();
  await page.getByText('20.00 HRB').first().waitFor();
  expect([...cyd.complaints, ...dee.complaints]).toEqual([]);
});

const DEED = 'The deed lies under <img src=x onerror=alert(1)> the third stone.';

it('seals a letter that two people let go: shares handed over, opened, and nowhere kept', async () => {
  const { page } = cyd;
  const people = {
    'For whom': '@dee',
    'Who keeps a share': '@ada, @cyd',
    'How many of them have to let it go': '3',
  };
  await sealInBrowser(page, DEED, people);
  await page.getByText('Type a whole number, at most as many as keep a share.').waitFor();
  await page.getByText('A time or the log cannot seal anything').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByLabel('How many of them have to let it go').fill('2');
  await page.getByRole('button', { name: 'Look once more' }).click();
  await page.getByText('It opens when 2 of these let their shares go:').waitFor();
  await page.locator('.person-name', { hasText: '@dee' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const { name, bytes } = await savedBy(page, 'Seal it and save the file');
  expect(name).toBe('letter.txt.sealed');
  await page.getByText('It is sealed.').waitFor();
  expect(bytes.toString('latin1')).not.toContain('third stone');

  const file = { name, mimeType: 'application/octet-stream', buffer: bytes };
  await chooseSealed(page, file);
  await page.getByText('Who has a share').waitFor();
  await page.getByRole('button', { name: 'Let my share go' }).click();
  await page.getByText('No share is taken back.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Yes, let it go' }).click();
  const words = [await page.getByLabel('Hand this on').inputValue()];
  words.push(must(await harbour.ada.holds().share(bytes)));

  await chooseSealed(dee.page, { ...file, buffer: bytes.subarray(1) });
  await dee.page.getByText('This is no sealed file, or it is not whole.').waitFor();
  await dee.page.getByLabel('Sealed file').setInputFiles(file);
  await dee.page.getByText('Still missing: 2 more shares.').waitFor();
  // Whose a share is, is told of people whom this wallet has met.
  await dee.page.getByText('@cyd: has not let it go yet').waitFor();
  expect(await dee.page.getByRole('button', { name: 'Open and save it' }).count()).toBe(0);
  await dee.page.getByLabel('The text that you were given').fill('tally-word:bent');
  await dee.page.getByRole('button', { name: 'Check it and keep it' }).click();
  await dee.page.getByRole('alert').waitFor();
  for (const word of words) {
    await dee.page.getByLabel('The text that you were given').fill(word);
    await dee.page.getByRole('button', { name: 'Check it and keep it' }).click();
    const next =
      word === words[0] ? 'Still missing: one more share.' : 'It can be opened here now.';
    await dee.page.getByText(next).waitFor();
  }
  expect(await dee.page.getByRole('button', { name: 'Let my share go' }).count()).toBe(0);
  expect(await seriousFindings(dee.page)).toEqual([]);
  const opened = await savedBy(dee.page, 'Open and save it');
  expect(opened).toEqual({ name: 'letter.txt', bytes: Buffer.from(DEED) });
  expect(await dee.page.getByLabel('What it says').inputValue()).toBe(DEED);
  expect(await dee.page.locator('img[src="x"]').count()).toBe(0);
  for (const one of [page, dee.page]) expect(await storedText(one)).not.toContain(DEED);
  const planted = Buffer.from(DEED);
  await plantBytes(dee.page, planted);
  expect(await storedText(dee.page)).toContain(asStored(planted));
  expect([...cyd.complaints, ...dee.complaints]).toEqual([]);
});

it('seals a file under the secret that money waits for: showing it opens both', async () => {
  const { page } = cyd;
  await setAsideInBrowser(page, 'Pay for a secret', { To: '@dee', Amount: '3' });
  await page.getByRole('button', { name: 'Set it aside now' }).click();
  await page.getByText('It is set aside.').waitFor();
  const photo = { name: 'photo.bin', mimeType: '', buffer: Buffer.from([0, 1, 2, 255]) };
  await sealInBrowser(page, photo, {}, 'a secret that I hand over', /3\.00 HRB for @dee/);
  await page.getByText('Money waits for the same secret').waitFor();
  const { name, bytes } = await savedBy(page, 'Seal it and save the file');
  const file = { name, mimeType: '', buffer: bytes };
  await chooseSealed(dee.page, file);
  await dee.page.getByText('Still missing: the secret.').waitFor();
  expect(await dee.page.getByRole('button', { name: 'Show the secret' }).count()).toBe(0);

  await chooseSealed(page, file);
  await page.getByRole('button', { name: 'Show the secret' }).click();
  await page.getByText('3.00 HRB for @dee wait for the same secret').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Yes, show it' }).click();
  const word = await page.getByLabel('Hand this on').inputValue();
  await dee.page.getByLabel('The text that you were given').fill(word);
  await dee.page.getByRole('button', { name: 'Check it and keep it' }).click();
  const opened = await savedBy(dee.page, 'Open and save it');
  expect(opened).toEqual({ name: 'photo.bin', bytes: photo.buffer });
  expect(await dee.page.getByLabel('What it says').count()).toBe(0);
  await waitingInBrowser(dee.page);
  await dee.page.getByRole('button', { name: 'Take it', exact: true }).click();
  await dee.page.locator('[data-hold]', { hasText: '3.00 HRB' }).getByText('over').waitFor();
  expect([...cyd.complaints, ...dee.complaints]).toEqual([]);
});

it('gives if enough others do: what was looked at is what was put, and the words of who counts let it go', async () => {
  const { page } = cyd;
  const said = 'The boat has its "100.00" HRB.';
  const fields = { To: '@ada', Amount: '2', 'Who counts': '@dee', 'What they are to say': said };
  await setAsideInBrowser(page, 'Give if enough others do', fields);
  await page.locator('[data-payee] .person-name', { hasText: '@dee' }).waitFor();
  const shown = await page.getByText('Can be taken by @ada when dee says').innerText();
  await page.getByRole('button', { name: 'Set it aside now' }).click();
  await page.getByText('It is set aside.').waitFor();
  await page.getByRole('link', { name: 'All waiting money' }).click();
  const card = page.locator('[data-hold]', { hasText: '2.00 HRB' });
  await card.getByText(shown).waitFor();
  await card.getByRole('button', { name: 'Terms to hand on' }).click();
  const terms = await card.getByLabel('Whoever is to agree').inputValue();
  // Signed to the minute that was shown, for the one who was looked at.
  const { ada } = harbour;
  must(await ada.sync());
  const [known] = must(await ada.holds().agree(terms));
  const until = known?.claims[0]?.until ?? 0;
  expect(shown).toContain(`Until ${formatsOf('en-GB').moment(until)}.`);
  expect(until % 60_000).toBe(0);
  expect(known?.claims.map(({ when }) => when)).toEqual([
    'oracle dee "The boat has its \\"100.00\\" HRB."',
  ]);

  await waitingInBrowser(dee.page);
  await dee.page.getByText('Take in a text').click();
  await dee.page.getByLabel('Text').fill(terms);
  await dee.page.getByRole('button', { name: 'Check it and keep it' }).click();
  await dee.page.getByRole('button', { name: 'Say that it is so' }).click();
  await dee.page.locator('[data-look]', { hasText: 'You say for good' }).getByText(said).waitFor();
  expect(await seriousFindings(dee.page)).toEqual([]);
  await dee.page.getByRole('button', { name: 'Yes, give my word' }).click();
  const word = await dee.page.getByLabel('Hand this on').inputValue();
  must(await ada.holds().gather(word));
  const taken = must(await ada.holds().take(known?.hold ?? ''));
  expect([taken.amount, taken.currency]).toEqual(['2.00', 'HRB']);
  expect([...cyd.complaints, ...dee.complaints]).toEqual([]);
});
