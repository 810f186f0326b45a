import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../core/outcome.ts';
import type { WalletStorage } from '../core/ports.ts';
import { acceptStorage } from '../core/storage/storage.acceptance.ts';
import type { Balances, HistoryEntry, Moved, Payment, Verified } from '../core/wallet-types.ts';
import { BrowserHome, bundle, callTally, firstLoad, launchChromium } from '../testing/chromium.ts';
import { Harbour } from '../testing/harbour.ts';
import { must } from '../testing/person.ts';

/** The wallet of a browser, with its cryptography, CBOR and hashing: what a web application adds is not in it. */
const MOST_GZIPPED_BYTES = 130_000;
/** Longer than a test may take: what is told meanwhile, events told. */
const ASKS_EVERY_MS = 3_600_000;
/** After this long a wallet that began to watch has asked for the first time, and does not ask again. */
const SETTLED_MS = 2000;

let browser: Browser;
let harbour: Harbour;
let home: BrowserHome;
beforeAll(async () => {
  [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
  home = await BrowserHome.open(browser, await bundle('testing/browser-page.ts'), harbour.url);
});
afterAll(async () => {
  await home.close();
  await browser.close();
  await harbour.close();
});

/** IndexedDB in the browser, as a storage in this process. */
function remoteStorage(page: Page, name: string): WalletStorage {
  return {
    async get(key) {
      const value = await callTally(page, 'get', name, key);
      return value === null ? undefined : Uint8Array.fromBase64(value);
    },
    async list(prefix) {
      const listed = await callTally(page, 'list', name, prefix);
      return listed.map(([key, value]) => [key, Uint8Array.fromBase64(value)]);
    },
    async write(changes) {
      const encoded = changes.map(({ key, value }) => ({ key, value: value?.toBase64() ?? null }));
      await callTally(page, 'write', name, encoded);
    },
    inspect: () => Promise.resolve([]),
    close: () => callTally(page, 'closeStorage', name),
  };
}

let places = 0;
acceptStorage('IndexedDB in Chromium', async () => {
  places += 1;
  const name = `place ${places}`;
  const page = await home.tab();
  return {
    async open() {
      must(await callTally(page, 'openStorage', name));
      return remoteStorage(page, name);
    },
  };
});

describe('a wallet in Chromium', () => {
  async function call<T>(page: Page, name: string, method: string, ...args: unknown[]): Promise<T> {
    return must((await callTally(page, 'call', name, method as 'pay', args)) as Outcome<T>);
  }

  it('is created, pays, is paid, and is there again in the next tab', async () => {
    const page = await home.tab();
    const ada = must(await callTally(page, 'create', 'ada')) as { address: string };
    must(await callTally(page, 'create', 'ben'));
    await harbour.issue(ada.address, 100_000n);
    expect((await call<Moved>(page, 'ada', 'sync')).received).toEqual({ HRB: '1000.00' });
    const request = { to: '@ben', amount: '5.00', currency: 'HRB', memo: 'from a browser' };
    expect((await call<Payment>(page, 'ada', 'pay', request)).status).toBe('final');
    expect((await call<Moved>(page, 'ben', 'sync')).received).toEqual({ HRB: '5.00' });
    const lines = await call<HistoryEntry[]>(page, 'ben', 'history');
    expect(lines.at(-1)).toMatchObject({ handle: 'ada', memo: 'from a browser' });

    const other = await home.tab();
    expect(await callTally(other, 'open', 'ada')).toMatchObject({
      failure: { kind: 'busy', code: 'wallet-locked' },
    });
    await page.close();
    must(await callTally(other, 'open', 'ada'));
    const balances = await call<Balances>(other, 'ada', 'balances');
    expect(balances.balances).toEqual({ HRB: '995.00' });
    const verified = await call<Verified>(other, 'ada', 'verify');
    expect([verified.problems, verified.checked.online]).toEqual([[], true]);
    await other.close();
    expect(home.complaints).toEqual([]);
  });

  it('is told at once of what is due, though it asks only now and then', async () => {
    const page = await home.tab();
    const cyd = must(await callTally(page, 'create', 'cyd')) as { address: string };
    const watched = callTally(page, 'firstReceived', 'cyd', ASKS_EVERY_MS);
    await new Promise((resolve) => {
      setTimeout(resolve, SETTLED_MS);
    });
    await harbour.issue(cyd.address, 700n);
    expect(await watched).toEqual({ HRB: '7.00' });
    await page.close();
  });

  it('reaches no operator from there', async () => {
    const page = await home.tab();
    const ask = async (path: string, headers: Record<string, string>): Promise<string> =>
      await page.evaluate(
        ([url, given]) =>
          fetch(url, { headers: given }).then(
            ({ status }) => String(status),
            (error: unknown) => (error as Error).name,
          ),
        [harbour.url + path, headers] as const,
      );
    const token = { authorization: `Bearer ${'x'.repeat(43)}` };
    expect(await ask('/v1/supply', {})).toBe('200');
    expect(await ask('/v1/receivables', token)).toBe('401');
    for (const path of ['/v1/operator/stats', '/metrics', '/docs']) {
      expect([path, await ask(path, token)]).toEqual([path, 'TypeError']);
      expect([path, await ask(path, {})]).toEqual([path, 'TypeError']);
    }
    await page.close();
  });

  it('needs nothing of Node, and is small', async () => {
    const scripts = await firstLoad('browser.ts');
    expect(scripts.length).toBeGreaterThan(0);
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
    expect(bytes).toBeLessThan(MOST_GZIPPED_BYTES);
  });
});
