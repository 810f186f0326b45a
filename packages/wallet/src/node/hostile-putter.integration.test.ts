import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Wallet } from '../core/wallet-types.ts';
import { Harbour } from '../testing/harbour.ts';
import { must } from '../testing/person.ts';
import { createFolderWallet } from './folder-wallet.ts';

let harbour: Harbour;
let [ada, ben, cyd, mal]: Wallet[] = [];

beforeAll(async () => {
  harbour = await Harbour.open();
  const create = async (handle: string): Promise<Wallet> => {
    const options = { sovereign: harbour.url, country: 'KE', handle, rootSuite: 3 } as const;
    const wallet = must(await createFolderWallet(join(harbour.root, handle), options));
    // Enough for as many rounds as the quickest machine makes.
    await harbour.issue(wallet.view().address, 1_000_000n);
    must(await wallet.sync());
    return wallet;
  };
  [ada, ben, cyd, mal] = [
    await create('ada'),
    await create('ben'),
    await create('cyd'),
    await create('mal'),
  ];
});

afterAll(async () => {
  for (const wallet of [ada, ben, cyd, mal]) await wallet?.close();
  await harbour.close();
});

it('a stranger whose holds end at every moment, or are taken by another, delays no payment for long', async () => {
  if (ada === undefined || ben === undefined || cyd === undefined || mal === undefined) {
    throw new Error('nobody');
  }
  const start = Date.now();
  const ending = Array.from({ length: 60 }, (_, at) => ({
    amount: '0.01',
    currency: 'HRB',
    claims: [{ to: '@ben', until: start + 10_000 + at * 150 }],
  }));
  must(await mal.holds().put(ending));
  let rounds = 0;
  while (Date.now() < start + 19_000) {
    must(await ada.pay({ to: '@ben', amount: '1.00', currency: 'HRB' }));
    // A slow machine may be refused what has ended on the way: then the place is free with the next whole second.
    expect(must(await ben.sync()).waitsUntil ?? 0).toBeLessThan(Date.now() + 2500);
    expect(must(await ben.settle(5000))).toBe(true);
    must(await ben.pay({ to: '@ada', amount: '0.10', currency: 'HRB' }));
    rounds += 1;
  }
  expect(rounds).toBeGreaterThan(1);
  const claims = ['@ben', '@cyd'].map((to) => ({ to, until: start + 3_600_000 }));
  const contested = Array.from({ length: 40 }, () => ({ amount: '0.50', currency: 'HRB', claims }));
  must(await mal.holds().put(contested));
  must(await ada.pay({ to: '@ben', amount: '2.00', currency: 'HRB' }));
  const before = Number(must(await ben.balances()).balances['HRB']);
  // Cyd is after the same holds at the same time.
  const [synced] = await Promise.all([ben.sync(), cyd.sync()]);
  const { waitsUntil } = must(synced);
  expect(Number(must(await ben.balances()).balances['HRB'])).toBeGreaterThanOrEqual(before + 2);
  expect(waitsUntil ?? 0).toBeLessThan(Date.now() + 32_000);
  expect(must(await ben.verify()).problems).toEqual([]);
}, 120_000);
