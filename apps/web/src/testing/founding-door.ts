import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildPages } from '../build/build-pages.ts';
import { TALLY, consoleLinkOf } from './run-tally.ts';

/** A machine that waits for somebody to found a sovereign on it in a browser: `tally sovereign found`, a process of its own. */
export class FoundingDoor {
  /** What the terminal prints for whoever founds. */
  readonly link: string;
  /** Where the sovereign will be, as `http://127.0.0.1:7600`. */
  readonly url: string;
  readonly #folder: string;
  readonly #root: string;
  readonly #process: ChildProcess;

  private constructor(root: string, process: ChildProcess, said: { url: string; found: string }) {
    this.#root = root;
    this.#folder = join(root, 'own');
    this.#process = process;
    this.link = said.found;
    this.url = said.url;
  }

  static async open(): Promise<FoundingDoor> {
    await buildPages();
    const root = mkdtempSync(join(tmpdir(), 'web-founding-'));
    const args = [TALLY, 'sovereign', 'found', join(root, 'own'), '--port', '0', '--json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const line = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.once('close', (code) => reject(new Error(`the door ended with ${code}`)));
      child.stdout.on('data', (data: Buffer) => {
        said += data.toString();
        if (said.includes('\n')) resolve(said);
      });
    });
    return new FoundingDoor(root, child, JSON.parse(line) as { url: string; found: string });
  }

  /** What opens the console, once it is founded. */
  async consoleLink(): Promise<string> {
    return await consoleLinkOf(this.#folder);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** What a founder types. */
export interface Founder {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly currencies: readonly {
    readonly name: string;
    readonly code: string;
    readonly decimals: number;
  }[];
  /** How long each stage of a rule lasts, in seconds; null: nobody changes anything. */
  readonly stages: {
    readonly comment: number;
    readonly vote: number;
    readonly timelock: number;
    readonly emergency: number;
  } | null;
  /** At least 12 characters. */
  readonly passphrase: string;
}

/**
 * Founds a sovereign by a founder's link, in English, typing everything; ends on the console's first page, with the
 * operator's session open. `onStep` is called with each step filled in, before it is left.
 */
export async function foundInBrowser(
  page: Page,
  link: string,
  founder: Founder,
  onStep: (title: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const next = async (title: string): Promise<void> => {
    await onStep(title);
    await page.getByRole('button', { name: 'Next' }).click();
  };
  await page.goto(link);
  await page.getByLabel('Name', { exact: true }).fill(founder.name);
  await page.getByLabel('Country').selectOption(founder.country);
  await next('place');
  for (const [index, { name, code, decimals }] of founder.currencies.entries()) {
    if (index > 0) await page.getByRole('button', { name: 'Add a currency' }).click();
    const fields = page.getByRole('group', { name: `Currency ${index + 1}` });
    await fields.getByLabel('Name of the currency').fill(name);
    await fields.getByLabel('Short code').fill(code);
    await fields.getByLabel('Smallest amount').selectOption(String(decimals));
  }
  await next('money');
  const { stages } = founder;
  const law = stages === null ? 'Nobody changes anything' : 'I choose the times';
  await page.getByRole('radio', { name: law }).check();
  if (stages !== null) {
    const fields = [
      ['To comment', stages.comment],
      ['To vote', stages.vote],
      ['Until it counts', stages.timelock],
      ['An emergency rule lasts at most', stages.emergency],
    ] as const;
    for (const [label, seconds] of fields) {
      await page.getByLabel(label, { exact: true }).fill(String(seconds));
      await page.getByLabel(`${label}, unit`).selectOption('seconds');
    }
  }
  await next('law');
  await page.getByLabel('Passphrase', { exact: true }).fill(founder.passphrase);
  await page.getByLabel('The passphrase again').fill(founder.passphrase);
  await next('key');
  await onStep('look');
  await page.getByRole('button', { name: `Found ${founder.name}` }).click();
  await page.getByRole('heading', { name: `${founder.name} is founded` }).waitFor();
}

/**
 * Gives a page's browser an authenticator of its own, whose user is there and is verified, as a fingerprint sensor would. It
 * lasts as long as the page does.
 */
export async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
