import { expect, test } from 'vitest';
import { type Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import { openWallet } from '../lifecycle/open-wallet.ts';
import type { Wallet } from '../wallet-types.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const UNLOCK = { kind: 'key', key: new Uint8Array(32).fill(1) } as const;
const payment = { to: '@ben', amount: '1.00', currency: 'HRB' };

/** Ada's wallet on a machine whose clock is off by so much, at a ledger that logs a header a minute when it is idle. */
async function scene(): Promise<{ town: Town; reopened: (offMs: number) => Promise<Wallet> }> {
  const parameters = { heartbeatMs: MINUTE, closureAfterMs: DAY, validityMs: DAY };
  const town = await Town.open('Harbour', parameters);
  const { wallet, person } = await funded(town, 'ada', 100_000n);
  await funded(town, 'ben', 0n);
  await wallet.close();
  return { town, reopened: (offMs) => withClock(town, person, offMs) };
}

async function withClock(town: Town, person: Person, offMs: number): Promise<Wallet> {
  const ports = person.ports();
  const clock = { ...ports.clock, now: () => town.clock + offMs };
  return must(await openWallet(UNLOCK, { ...ports, clock }));
}

test.each([-2 * MINUTE, -3 * DAY, -400 * DAY, 3 * DAY])(
  'on an idle ledger a wallet whose clock is off by %i ms pays at the first try, time after time',
  async (offMs) => {
    const { town, reopened } = await scene();
    const ada = await reopened(offMs);
    for (let i = 0; i < 3; i += 1) {
      await town.wait(MINUTE);
      // The newest signed time is older than a transition may be when it is seen, and when it is paid.
      town.clock += 40_000;
      must(await ada.sync());
      town.clock += 40_000;
      expect(must(await ada.pay(payment)).status).toBe('final');
    }
  },
);

test('a clock that is behind unnoticed costs one refusal, after which the wallet goes on at once', async () => {
  const { town, reopened } = await scene();
  await town.wait(MINUTE);
  // The newest signed time is just as old as the clock says that it is now.
  town.clock += 50_000;
  const ada = await reopened(-45_000);
  const refused = await ada.pay(payment);
  expect(refused).toMatchObject({ ok: false, failure: { code: 'not-acceptable' } });
  expect(must(await ada.pay(payment)).status).toBe('final');
});

test('a sync says how far the clock is off, and nothing of one that is right', async () => {
  const { town, reopened } = await scene();
  await town.wait(MINUTE);
  expect(must(await (await reopened(0)).sync()).clockOff).toBeUndefined();
  expect(must(await (await reopened(-7 * DAY)).sync()).clockOff).toBeCloseTo(-7 * DAY, -4);
  expect(must(await (await reopened(7 * DAY)).sync()).clockOff).toBeCloseTo(7 * DAY, -4);
  town.clock += 55_000;
  expect(must(await (await reopened(0)).sync()).clockOff).toBeUndefined();
});
