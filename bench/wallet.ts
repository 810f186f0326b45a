import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { signingContext } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type Outcome,
  type Wallet,
  createFolderWallet,
  openFolderWallet,
} from '@tallystick/wallet/node';
import {
  BrowserHome,
  bundle,
  callTally,
  launchChromium,
} from '../packages/wallet/src/testing/chromium.ts';
import { Harbour } from '../packages/wallet/src/testing/harbour.ts';
import { type Bench, median, quantile, rounded } from './figures.ts';

/**
 * What a wallet takes, in Node (one SQLite file, OpenSSL) and in Chromium (IndexedDB, @noble and the browser's own signatures),
 * with a real sovereign on the same machine: to create one, to sign, to pay, to verify, to sync. And how large it is.
 */

const PAYMENTS = 100;
const SIGNATURES = 200;

/** What is measured the same way in both: a wallet somewhere, called by its methods' names. */
interface Bed {
  create(name: string): Promise<{ address: string }>;
  open(name: string): Promise<unknown>;
  call(name: string, method: keyof Wallet, ...args: unknown[]): Promise<unknown>;
}

/** Times in milliseconds; `verify` is of the whole wallet, with all its payments, against the sovereign. */
interface Taken {
  create: number;
  open: number;
  pay: number[];
  sync: number[];
  verify: number;
}

export const run: Bench = async (report) => {
  const harbour = await Harbour.open();
  try {
    report('in Node');
    const here = await measure(folderBed(harbour), harbour, ['ada', 'ben']);
    const hereSignatures = nodeSignatures();
    report('in Chromium');
    const browser = await launchChromium();
    const script = await bundle('testing/browser-page.ts');
    const home = await BrowserHome.open(browser, script, harbour.url);
    const page = await home.tab();
    const there = await measure(
      pageBed(page, () => home.tab()),
      harbour,
      ['cem', 'dan'],
    );
    const thereSignatures = await callTally(page, 'signatures', SIGNATURES);
    await home.close();
    await browser.close();
    const whole = await bundle('browser.ts');
    return {
      name: 'wallet',
      figures: {
        ...figures('node', here, hereSignatures),
        ...figures('chromium', there, thereSignatures),
        bundleBytes: whole.length,
        bundleGzipBytes: gzipSync(whole).length,
      },
      notes: [
        `${PAYMENTS} payments one after the other to a sovereign on the same machine, each durable on both sides and verified; p50 unless named otherwise.`,
        'create makes an SLH-DSA-SHA2-128s root; verify checks the whole wallet after its payments, and the log.',
        'sync resolves, compares checkpoints, takes one payment and looks for returns.',
      ],
    };
  } finally {
    await harbour.close();
  }
};

async function measure(
  bed: Bed,
  harbour: Harbour,
  [payer, payee]: [string, string],
): Promise<Taken> {
  const created = await timed(() => bed.create(payer));
  await bed.create(payee);
  await harbour.issue(created.value.address, 10_000_000n);
  await bed.call(payer, 'sync');
  const pay: number[] = [];
  const sync: number[] = [];
  const request = { to: `@${payee}`, amount: '1.00', currency: 'HRB' };
  for (let i = 0; i < PAYMENTS; i += 1) {
    pay.push((await timed(() => bed.call(payer, 'pay', request))).ms);
    sync.push((await timed(() => bed.call(payee, 'sync'))).ms);
  }
  const verified = await timed(() => bed.call(payer, 'verify'));
  const { ok } = verified.value as { ok: boolean };
  if (!ok) throw new Error('the payer’s wallet does not verify');
  await bed.call(payer, 'close');
  const opened = await timed(() => bed.open(payer));
  return { create: created.ms, open: opened.ms, pay, sync, verify: verified.ms };
}

function figures(
  where: 'node' | 'chromium',
  taken: Taken,
  { sign, verify }: { sign: readonly number[]; verify: readonly number[] },
): Record<string, number> {
  return {
    [`${where}CreateMs`]: rounded(taken.create),
    [`${where}OpenMs`]: rounded(taken.open),
    [`${where}SignMs`]: rounded(median(sign)),
    [`${where}VerifySignatureMs`]: rounded(median(verify)),
    [`${where}PayMs`]: rounded(median(taken.pay)),
    [`${where}PayP99Ms`]: rounded(quantile(taken.pay, 0.99)),
    [`${where}SyncMs`]: rounded(median(taken.sync)),
    [`${where}VerifyMs`]: rounded(taken.verify),
  };
}

function folderBed({ root, url }: Harbour): Bed {
  const wallets = new Map<string, Wallet>();
  const keep = (name: string, wallet: Wallet): { address: string } => {
    wallets.set(name, wallet);
    return wallet.view();
  };
  return {
    async create(name) {
      const options = { sovereign: url, country: 'KE', handle: name };
      return keep(name, valueOf(await createFolderWallet(join(root, name), options)));
    },
    async open(name) {
      return keep(name, valueOf(await openFolderWallet(join(root, name))));
    },
    async call(name, method, ...args) {
      const wallet = wallets.get(name);
      if (wallet === undefined) throw new Error(`no wallet ${name}`);
      return valueOf(
        await (wallet[method] as (...given: unknown[]) => unknown).apply(wallet, args),
      );
    },
  };
}

function pageBed(first: Awaited<ReturnType<BrowserHome['tab']>>, tab: BrowserHome['tab']): Bed {
  let page = first;
  return {
    async create(name) {
      return valueOf(await callTally(page, 'create', name)) as { address: string };
    },
    async open(name) {
      page = await tab();
      return valueOf(await callTally(page, 'open', name));
    },
    async call(name, method, ...args) {
      return valueOf(await callTally(page, 'call', name, method, args));
    },
  };
}

function nodeSignatures(): { sign: number[]; verify: number[] } {
  const pair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(5));
  const context = signingContext('transition', new Uint8Array(32));
  const sign: number[] = [];
  const verify: number[] = [];
  for (let i = 0; i < SIGNATURES; i += 1) {
    const message = new Uint8Array(32).fill(i);
    const start = performance.now();
    const signature = nodeCrypto.sign(pair, message, context);
    const signed = performance.now();
    if (!nodeCrypto.verify(pair, message, signature, context)) throw new Error('not signed');
    sign.push(signed - start);
    verify.push(performance.now() - signed);
  }
  return { sign, verify };
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await work();
  return { value, ms: performance.now() - start };
}

/** What a wallet's method answers: an outcome, or nothing. */
function valueOf<T>(answer: Outcome<T> | undefined): T;
function valueOf(answer: unknown): unknown;
function valueOf(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const outcome = answer as Outcome<unknown>;
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
}
