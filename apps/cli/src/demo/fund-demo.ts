import { join } from 'node:path';
import { parseAmount, issueOf } from '@tallystick/protocol';
import type { Wallet } from '@tallystick/wallet';
import { createFolderWallet, openFolderWallet } from '@tallystick/wallet/node';
import type { Call } from '../command.ts';
import { valueOf } from '../failure.ts';
import { isWallet } from '../import/places.ts';
import { forBrowsers } from '../founding/run-door.ts';
import { readUnlockKey } from '../passphrase/unlock-key.ts';
import { builtPages } from '../sovereign/built-pages.ts';
import { openFolderTreasury } from '../treasury/folder-treasury.ts';
import { DEMO_COUNTRY, DEMO_CURRENCY, type DemoPlan } from './prepare-demo.ts';

/** A wallet of the demonstration, for its last words. */
export interface DemoWallet {
  readonly handle: string;
  readonly folder: string;
  readonly balance: string;
}

const FUNDS = { ada: '1000.00', ben: '500.00', cleo: '250.00' } as const;

/** Makes the wallets that are not there yet, and gives each its first money once. */
export async function fundDemo(
  call: Call,
  { folder, sovereignDir }: DemoPlan,
  url: string,
): Promise<DemoWallet[]> {
  const wallets: DemoWallet[] = [];
  for (const [handle, amount] of Object.entries(FUNDS)) {
    const dir = join(folder, handle);
    const wallet = await openOrMake(call, dir, handle, url);
    try {
      valueOf(await wallet.sync());
      if (!(await wasFunded(wallet))) {
        await issue(call, sovereignDir, handle, amount);
        valueOf(await wallet.sync());
      }
      const { balances } = valueOf(await wallet.balances());
      wallets.push({ handle, folder: dir, balance: balances[DEMO_CURRENCY.code] ?? '0.00' });
    } finally {
      await wallet.close();
    }
  }
  return wallets;
}

async function openOrMake(call: Call, dir: string, handle: string, url: string): Promise<Wallet> {
  if (isWallet(dir)) return valueOf(await openFolderWallet(dir));
  call.note(`Making a wallet for @${handle} …`);
  return valueOf(await createFolderWallet(dir, { sovereign: url, country: DEMO_COUNTRY, handle }));
}

async function wasFunded(wallet: Wallet): Promise<boolean> {
  const history = valueOf(await wallet.history());
  return history.some(({ kind }) => kind === 'received');
}

async function issue(
  call: Call,
  sovereignDir: string,
  handle: string,
  text: string,
): Promise<void> {
  const { code, decimals } = DEMO_CURRENCY;
  const { treasury, client } = await openFolderTreasury(sovereignDir, code, {
    passphrase: () => Promise.resolve(readUnlockKey(sovereignDir) ?? ''),
    note: (said) => call.note(said),
  });
  const payee = await client.identity(`@${handle}`);
  const amount = parseAmount(text, decimals);
  if (payee === undefined || typeof amount !== 'bigint') throw new Error(`@${handle} is not there`);
  await treasury.resume();
  await treasury.carryOut(issueOf([{ payee, amount }]));
}

/** What a person reads when everything is ready: where it is, and the next three commands to type. */
export function demoText(
  { folder }: DemoPlan,
  given: { readonly url: string; readonly beside: string; readonly wallets: readonly DemoWallet[] },
): string {
  const { beside, wallets } = given;
  const url = forBrowsers(given.url);
  const has = wallets.map(({ handle, balance }) => `${handle} ${balance}`).join(', ');
  return `
Harbour, a demonstration sovereign, is running at ${url}
Its data and the wallets are in ${folder}
${DEMO_CURRENCY.code}: ${has}

${pagesLine(url)}${beside}Its API, to read and to try:  ${url}/docs

Type these next, in another terminal in this folder:

  npx tally pay ${join(folder, 'ada')} @ben 5.00 HRB
  npx tally balance ${join(folder, 'ben')}
  npx tally verify ${join(folder, 'ada')}

Ctrl-C stops it. The next npm start goes on from here.`.trimStart();
}

/** Where people begin; nothing where the pages were not built. */
function pagesLine(url: string): string {
  return builtPages() === undefined ? '' : `In a browser, the open book and a wallet:  ${url}\n`;
}
