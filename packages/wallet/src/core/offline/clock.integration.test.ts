import { expect, it } from 'vitest';
import { type Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import { openWallet } from '../lifecycle/open-wallet.ts';
import type { Wallet } from '../wallet-types.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** What time it is to a wallet: a request that it makes says. */
async function timeOf(wallet: Wallet): Promise<number> {
  return must(await wallet.offline().request('1.00', 'HRB', '', DAY)).until - DAY;
}

it('a wallet whose clock stands still goes on from the highest signed time that it was shown', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: before, person } = await funded(town, 'ben', 0n);
  must(await before.offline().prepare());
  await before.close();
  const stands = town.clock;
  const ports = person.ports();
  const unlock = { kind: 'key', key: new Uint8Array(32).fill(1) } as const;
  const clock = { ...ports.clock, now: () => stands };
  const ben = must(await openWallet(unlock, { ...ports, clock }));
  expect(await timeOf(ben)).toBeLessThan(stands + MINUTE);

  await town.wait(8 * MINUTE);
  must(await ada.sync());
  const allowance = { amount: '10.00', currency: 'HRB', perCheque: '10.00', days: 7 };
  must(await ada.offline().openAllowance(allowance));
  const { message } = must(await ben.offline().request('5.00', 'HRB', '', DAY));
  const paid = must(await ada.offline().pay(message, { confirmAmount: '5.00' }));
  expect(must(await ben.offline().accept(paid.message)).status).toBe('accepted');
  expect(await timeOf(ben)).toBeGreaterThanOrEqual(stands + 8 * MINUTE);
  await ben.close();
});

/** Ben has accepted a cheque of 5.00 that can be deposited for a week. */
async function withCheque(parameters?: { closureAfterMs: number }): Promise<{
  readonly town: Town;
  readonly ben: Wallet;
  readonly person: Person;
}> {
  const town = await Town.open('Harbour', parameters);
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben, person } = await funded(town, 'ben', 0n);
  const allowance = { amount: '10.00', currency: 'HRB', perCheque: '10.00', days: 7 };
  must(await ada.offline().openAllowance(allowance));
  must(await ben.offline().prepare());
  const { message } = must(await ben.offline().request('5.00', 'HRB'));
  const paid = must(await ada.offline().pay(message, { confirmAmount: '5.00' }));
  expect(must(await ben.offline().accept(paid.message)).status).toBe('accepted');
  return { town, ben, person };
}

it('a wallet whose clock is months ahead deposits its cheques all the same', async () => {
  const { town, ben: before, person } = await withCheque();
  await before.close();
  const ports = person.ports();
  const unlock = { kind: 'key', key: new Uint8Array(32).fill(1) } as const;
  const clock = { ...ports.clock, now: () => town.clock + 90 * DAY };
  const ben = must(await openWallet(unlock, { ...ports, clock }));
  expect(must(await ben.sync()).received).toEqual({ HRB: '5.00' });
  await ben.close();
});

it('a cheque is deposited after a closure that lasted for weeks', async () => {
  const { town, ben } = await withCheque();
  await town.wait(30 * DAY);
  expect(must(await ben.sync()).received).toEqual({ HRB: '5.00' });
  await ben.close();
});

it('a cheque that the ledger says is over is shown to it once', async () => {
  const { town, ben } = await withCheque({ closureAfterMs: 1e12 });
  await town.wait(30 * DAY);
  const first = must(await ben.sync());
  expect(first.received).toEqual({});
  expect(first.waitsUntil).toBeDefined();
  await town.wait(MINUTE);
  const second = must(await ben.sync());
  expect(second.waitsUntil).toBeUndefined();
  expect(must(await ben.offline().exposure()).lines).toEqual([]);
  await ben.close();
});
