import { describe, expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';

const pay = (amount: string, to = '@ben') => ({ to, amount, currency: 'HRB' });

describe('a new epoch', () => {
  it('gives up what came after the backup, and both wallets go on', async () => {
    const town = await Town.open();
    const { person, wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    must(await ada.pay(pay('5.00')));
    must(await ben.sync());
    must(await ada.pay(pay('2.00')));
    const backup = town.copyDisk();
    await town.startWith(backup);
    must(await ben.sync()); // takes the 2.00
    must(await ada.pay(pay('7.00')));
    must(await ben.sync()); // and the 7.00
    must(await ada.sync());
    must(await ben.pay(pay('1.00', '@ada')));
    expect(must(await ada.balances())).toMatchObject({ balances: { HRB: '986.00' }, outgoing: {} });
    town.clock += 60_000;
    const { succeeds } = await town.giveUpBeyond(backup);

    const moved = must(await ada.sync());
    expect(moved.newEpoch).toMatchObject({
      number: 1,
      givenUp: 1,
      succeeds: { size: succeeds?.size, reason: 'The disk died' },
    });
    expect(must(await ada.sync()).newEpoch).toBeUndefined();
    expect(must(await ada.balances())).toEqual({
      balances: { HRB: '993.00' },
      incoming: {},
      outgoing: { HRB: '2.00' },
    });
    const lines = must(await ada.history());
    expect(lines.filter(({ status }) => status === 'given-up')).toMatchObject([
      {
        kind: 'paid',
        amount: '7.00',
        handle: 'ben',
        givenUp: { epoch: 1, size: succeeds?.size, reason: 'The disk died' },
      },
    ]);
    // Ben's take of the 2.00 was given up too: it is there to be taken again; the 7.00 is not, nor what he paid of it.
    expect(must(await ben.sync())).toMatchObject({
      received: { HRB: '2.00' },
      newEpoch: { givenUp: 3 },
    });
    expect(must(await ben.balances()).balances).toEqual({ HRB: '7.00' });
    must(await ada.pay(pay('10.00')));
    must(await ben.sync());
    must(await ada.sync());
    expect(must(await ada.balances())).toMatchObject({ balances: { HRB: '983.00' }, outgoing: {} });
    expect(must(await ben.balances()).balances).toEqual({ HRB: '17.00' });
    for (const wallet of [ada, ben]) {
      expect(must(await wallet.verify())).toMatchObject({ ok: true, problems: [] });
      expect(wallet.view().epochs).toHaveLength(2);
    }
    expect(must(await ada.compareCheckpoints(must(await ben.checkpoints())))).toEqual([]);
    const { supply, owned } = town.totals();
    expect(owned).toBe(supply);
    await ada.close();
    const again = must(await person.open());
    expect(must(await again.verify())).toMatchObject({ ok: true, problems: [] });
    expect(must(await again.certificates()).length).toBeGreaterThan(3);
  });
});
