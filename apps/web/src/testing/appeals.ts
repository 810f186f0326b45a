import type { Page } from 'playwright-core';
import { KEY_PASSPHRASE } from './rules.ts';
import { textOf } from './stopped.ts';

interface Answering {
  /** The file of the case. */
  readonly file: string;
  /** Whom an exception is for; or the file of whoever has signed one already. */
  readonly from: { readonly payee: string } | { readonly signed: string };
  /** The path of a key file of the office of appeals. */
  readonly key: string;
}

const jsonFile = (name: string, text: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

/** Answers an appeal by an exception with one key of its office, at the console, open; gives the file of what was signed. */
export async function answerInBrowser(page: Page, { file, from, key }: Answering): Promise<string> {
  await page.getByRole('link', { name: 'Appeals', exact: true }).click();
  await page.getByLabel('The file of the case').setInputFiles(jsonFile('case.json', file));
  if ('signed' in from) {
    const others = page.getByLabel('Sign what others of the office have signed');
    await others.setInputFiles(jsonFile('answer.json', from.signed));
    await page.getByText('Good signatures of others: 1.').waitFor();
  } else {
    await page.getByLabel('How it ends').selectOption('exception');
    await page.getByLabel('Whom the exception is for').fill(from.payee);
    await page.getByRole('button', { name: 'A last look' }).click();
  }
  await page.getByLabel('Key file of the office').setInputFiles(key);
  await page.getByLabel('Passphrase of the key').fill(KEY_PASSPHRASE);
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the word as a file' }).click(),
  ]);
  return await textOf(download);
}
