import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import {
  type Key,
  SIGNER_LABEL,
  encode,
  keyCodec,
  seal,
  seedToSecret,
  toBase64url,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { Page } from 'playwright-core';
import { COUNCIL_SEED } from './founding.ts';
import { unlockInBrowser } from './people.ts';
import { textOf } from './stopped.ts';

/** Of key files of offices in tests. */
export const KEY_PASSPHRASE = 'nine keys under the doormat';

/** Writes the council's key of `founding.ts` to a file. */
export async function writeCouncilKey(path: string): Promise<void> {
  await writeKeyFile(path, COUNCIL_SEED);
}

/** Writes a key of `keyOfSeed` to a file, sealed as `tally sovereign key` seals one, at a cost for tests. */
export async function writeKeyFile(path: string, seed: number): Promise<void> {
  const secret = seedToSecret({ suite: 1, seed: new Uint8Array(32).fill(seed) });
  const passphrase = new TextEncoder().encode(KEY_PASSPHRASE);
  const cost = { memoryKib: 64, passes: 1, lanes: 1 };
  const ports = { crypto: nodeCrypto, random: (length: number) => randomBytes(length) };
  writeFileSync(
    path,
    await seal(SIGNER_LABEL, secret, { kind: 'passphrase', passphrase, cost }, ports),
  );
}

/** Writes the public half of a key to a file, as `tally sovereign key` does. */
export function writePublicKey(path: string, { suite, publicKey }: Key): void {
  writeFileSync(path, `${toBase64url(encode(keyCodec, { suite, publicKey }))}\n`);
}

/** Writes a text in the console's room for rules; done when it was looked at. `page` is the console, open. */
export async function draftInBrowser(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: 'Write rules' }).click();
  const start = page.getByText('Begin another draft');
  const example = page.getByRole('button', { name: 'From an example that explains itself' });
  await start.waitFor();
  if (!(await example.isVisible())) await start.click();
  await example.click();
  const editor = page.getByRole('textbox', { name: 'Text of the draft' });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  // Typed over, Chromium would carry the looks of what stood there into what comes.
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/** Hands what stands in the console's editor to the wallet of this browser, whose page this gives, locked. */
export async function handOverInBrowser(page: Page): Promise<Page> {
  const [wallet] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Hand it to the wallet' }).click(),
  ]);
  return wallet;
}

/** Proposes what was handed over, as somebody would: unlock, look once more, propose. Gives the proposal's id. */
export async function proposeInBrowser(
  wallet: Page,
  lane: 'ordinary' | 'emergency' = 'ordinary',
): Promise<string> {
  await unlockInBrowser(wallet);
  await wallet.getByLabel('How it is decided').selectOption(lane);
  await wallet.getByRole('button', { name: 'Look once more' }).click();
  return await saidInBrowser(wallet);
}

/** Proposes a change of the constitution that was handed over; `look` sees the page before. Gives the proposal's id. */
export async function proposeChangeInBrowser(
  wallet: Page,
  look: () => Promise<void>,
): Promise<string> {
  await unlockInBrowser(wallet);
  await wallet.getByRole('button', { name: 'Propose it' }).waitFor();
  await look();
  return await saidInBrowser(wallet);
}

async function saidInBrowser(wallet: Page): Promise<string> {
  await wallet.getByRole('button', { name: 'Propose it' }).click();
  await wallet.getByText('what they said is in the log as well').waitFor();
  const href = await wallet.getByRole('link', { name: 'See how it stands' }).getAttribute('href');
  return href?.split('/').at(-1) ?? '';
}

interface OfficeKey {
  readonly passphrase: string;
  /** Where it is not among those of the sovereign's folder. */
  readonly file?: string;
}

/** Approves a proposal at the console with the office's key, which lies in the sovereign's folder unless a file is given, and has the wallet of this browser bring that to the log. */
export async function approveInBrowser(page: Page, id: string, key: OfficeKey): Promise<void> {
  await openProposal(page, id);
  await signInBrowser(page, key);
  await carryInBrowser(page);
}

/** The same with two keys of an office, of which the first is one of another machine's; `look` sees the page before it signs. */
export async function approveTogetherInBrowser(
  page: Page,
  id: string,
  [first, second]: readonly [OfficeKey, OfficeKey],
  look: () => Promise<void>,
): Promise<void> {
  await openProposal(page, id);
  await look();
  await signInBrowser(page, first);
  await page.getByText('Signed by 1 of 2').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the word as a file' }).click(),
  ]);
  await page.getByRole('button', { name: 'Sign something else' }).click();
  const buffer = Buffer.from(await textOf(download));
  await page.getByText('A word that others of the office have signed already').first().click();
  const others = page.getByLabel('A word that others of the office have signed already');
  await others.setInputFiles({ name: 'word.json', mimeType: 'application/json', buffer });
  await page.getByText('Good signatures of others: 1.').waitFor();
  await signInBrowser(page, second);
  await page.getByText('Signed by 2: that is enough.').waitFor();
  await carryInBrowser(page);
}

async function openProposal(page: Page, id: string): Promise<void> {
  await page.getByRole('link', { name: 'Votes', exact: true }).click();
  await page.locator(`a[href="/console/votes/${id}"]`).click();
}

async function signInBrowser(page: Page, { passphrase, file }: OfficeKey): Promise<void> {
  if (file !== undefined) await page.getByLabel('Key file of the office').setInputFiles(file);
  await page.getByLabel('Passphrase of the key').fill(passphrase);
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
}

async function carryInBrowser(page: Page): Promise<void> {
  const [wallet] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Hand it to the wallet of this browser' }).click(),
  ]);
  await unlockInBrowser(wallet);
  await wallet.getByText('approves the proposal').waitFor();
  await wallet.getByRole('button', { name: 'Bring it to the log' }).click();
  await wallet.getByRole('heading', { name: 'It is in the log' }).waitFor();
  await wallet.close();
}
