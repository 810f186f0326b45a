import { describe, expect, it } from 'vitest';
import { SignatureWatch, cutEverywhere } from '../testing/faults.ts';
import { Person, funded, must } from '../testing/person.ts';
import { Town } from '../testing/town.ts';
import type { Wallet } from './wallet-types.ts';

const PAYMENT = {
  to: '@ben',
  amount: '5.00',
  currency: 'HRB',
  memo: 'once',
  reference: 'order 1',
} as const;

/** Opens the wallet of somebody whose machine stopped, or creates it where nothing was stored. */
async function recover(person: Person): Promise<Wallet> {
  person.faults = {};
  const opened = await person.open();
  if (opened.ok) return opened.value;
  expect(opened.failure.code).toBe('no-wallet');
  return must(await person.create());
}

describe('a machine that stops at any call', () => {
  it('pays once, when asked again under the same reference', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const town = await Town.open();
      const watch = new SignatureWatch(town);
      const { person, wallet } = await funded(town, 'ada', 100_000n);
      const { wallet: ben } = await funded(town, 'ben', 0n);
      await wallet.close();
      person.faults = watch.faults(machine.faults);
      const opened = await person.open();
      if (opened.ok) await opened.value.pay(PAYMENT);
      const ada = await recover(person);
      const payment = must(await ada.pay(PAYMENT));
      expect(payment.status).toBe('final');
      expect(must(await ben.sync()).received).toEqual({ HRB: '5.00' });
      must(await ada.sync());
      expect(must(await ada.balances())).toEqual({
        balances: { HRB: '995.00' },
        incoming: {},
        outgoing: {},
      });
      const paid = must(await ada.history()).filter(({ kind }) => kind === 'paid');
      expect(paid).toMatchObject([{ status: 'final', reference: 'order 1', taken: true }]);
      expect(must(await ada.verify()).problems).toEqual([]);
      expect(watch.violations).toEqual([]);
      expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
    });
    expect(calls).toBeGreaterThan(20);
  });

  it('takes once', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const town = await Town.open();
      const watch = new SignatureWatch(town);
      const { wallet: ada } = await funded(town, 'ada', 100_000n);
      const { person, wallet } = await funded(town, 'ben', 0n);
      must(await ada.payMany([PAYMENT, { ...PAYMENT, reference: 'order 2' }]));
      await wallet.close();
      person.faults = watch.faults(machine.faults);
      const opened = await person.open();
      if (opened.ok) await opened.value.sync();
      const ben = await recover(person);
      must(await ben.sync());
      expect(must(await ben.balances()).balances).toEqual({ HRB: '10.00' });
      const lines = must(await ben.history()).filter(({ kind }) => kind === 'received');
      expect(lines).toMatchObject([
        { amount: '5.00', memo: 'once' },
        { amount: '5.00', memo: 'once' },
      ]);
      expect(must(await ben.verify()).problems).toEqual([]);
      expect(watch.violations).toEqual([]);
      expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
    });
    expect(calls).toBeGreaterThan(20);
  });

  it('opens one identity', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const town = await Town.open();
      const person = new Person(town, 'ada');
      person.faults = machine.faults;
      await person.create();
      const ada = await recover(person);
      must(await ada.sync());
      expect(ada.view()).toMatchObject({ opened: true, handle: 'ada', countries: ['KE'] });
      expect(town.ledger.state.identities.count).toBe(1);
      expect(must(await ada.verify()).problems).toEqual([]);
    });
    expect(calls).toBeGreaterThan(10);
  });
});
