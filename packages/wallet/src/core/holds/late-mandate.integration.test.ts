import { expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

const DAY = 86_400_000;
/** Longer than any wallet's claim window. */
const PERIOD = 60 * DAY;

interface People {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
}

/** Three times 10.00 for Ben, set aside one after the other. */
async function mandate(): Promise<People> {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 10_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const terms = { to: '@ben', amount: '10.00', currency: 'HRB', periodMs: PERIOD, periods: 3 };
  must(await ada.holds().createMandate({ ...terms, ahead: 1 }));
  must(await ben.sync());
  return { town, ada, ben };
}

async function balance(wallet: Wallet): Promise<string | undefined> {
  expect(must(await wallet.sync()).waitsUntil).toBeUndefined();
  return must(await wallet.balances()).balances['HRB'];
}

it('a period of a mandate whose owner was away is paid late', async () => {
  const { town, ada, ben } = await mandate();
  await town.wait(2 * PERIOD + 50 * DAY);
  must(await ada.sync());
  expect(await balance(ada)).toBe('70.00');
  expect(await balance(ben)).toBe('30.00');
});

it('a mandate that is over sets nothing more aside, and keeps nobody waiting', async () => {
  const { town, ada, ben } = await mandate();
  await town.wait(4 * PERIOD);
  for (let day = 0; day < 3; day += 1) {
    expect(await balance(ada)).toBe('90.00');
    await town.wait(DAY);
  }
  expect(await balance(ben)).toBe('10.00');
  expect(must(await ada.holds().mandates())).toMatchObject([{ status: 'over', funded: 1 }]);
});
