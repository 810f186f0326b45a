import { describe, expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import { joinDevice, prepareDevice } from '../lifecycle/enrol-device.ts';

const UNLOCK = { kind: 'key', key: new Uint8Array(32).fill(1) } as const;
const PREPARED = { unlock: UNLOCK, sovereign: 'http://town' } as const;

const pay = (amount: string, to = '@ben') => ({ to, amount, currency: 'HRB' });

describe('a new epoch', () => {
  it('has what tabs and cheques had brought beyond the backup taken again', async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const common = { currency: 'HRB', days: 30 };
    must(await ada.offline().openTab({ to: '@ben', amount: '6.00', ...common }));
    must(await ada.offline().openAllowance({ perCheque: '9.00', amount: '9.00', ...common }));
    must(await ben.offline().prepare());
    for (const amount of ['5.00', '2.00']) {
      const { message } = must(await ben.offline().request(amount, 'HRB'));
      const paid = must(await ada.offline().pay(message, { confirmAmount: amount }));
      const accepted = must(await ben.offline().accept(paid.message));
      must(await ada.offline().finish(accepted.message));
    }
    const backup = town.copyDisk();
    await town.startWith(backup);
    must(await ben.sync());
    expect(must(await ben.balances()).balances).toEqual({ HRB: '7.00' });
    town.clock += 60_000;
    await town.giveUpBeyond(backup);
    for (let n = 0; n < 2; n += 1) {
      must(await ben.sync());
      expect(must(await ben.balances()).balances).toEqual({ HRB: '7.00' });
    }
    expect(must(await ben.verify()).problems).toEqual([]);
  });

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

  it('is followed also by whoever was away for two of them', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    must(await ada.sync());
    const early = town.copyDisk();
    await town.startWith(early);
    for (const amount of ['1.00', '2.00']) must(await ada.pay(pay(amount)));
    town.clock += 60_000;
    await town.giveUpBeyond(early);
    // Ben lives through both, and pays in the first: that is given up by the second.
    await town.issue(ben.view().address, 1000n);
    must(await ben.sync());
    const late = town.copyDisk();
    await town.startWith(late);
    must(await ben.pay(pay('3.00', '@ada')));
    town.clock += 60_000;
    await town.giveUpBeyond(late);
    expect(must(await ada.sync()).newEpoch).toMatchObject({ number: 2, givenUp: 2 });
    expect(must(await ben.sync()).newEpoch).toMatchObject({ number: 2, givenUp: 1 });
    expect(must(await ada.balances()).balances).toEqual({ HRB: '1000.00' });
    expect(must(await ben.balances()).balances).toEqual({ HRB: '10.00' });
    const lost = [ada, ben].map(async (wallet) =>
      must(await wallet.history()).flatMap(({ givenUp }) => givenUp?.epoch ?? []),
    );
    expect(await Promise.all(lost)).toEqual([[1, 1], [2]]);
    must(await ada.pay(pay('4.00')));
    must(await ben.sync());
    expect(must(await ben.balances()).balances).toEqual({ HRB: '14.00' });
    for (const wallet of [ada, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
  });

  it('gives up a device that was enrolled after the backup, until it is enrolled again', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const phone = new Person(town, 'phone');
    const third = new Person(town, 'third');
    const backup = town.copyDisk();
    await town.startWith(backup);
    const prepared = must(await prepareDevice(PREPARED, phone.ports()));
    const { invitation } = must(await ada.addDevice(prepared));
    const onPhone = must(await joinDevice(invitation, UNLOCK, phone.ports()));
    must(await onPhone.sync());
    town.clock += 60_000;
    await town.giveUpBeyond(backup);
    must(await ada.sync());
    const notEnrolled = {
      failure: { kind: 'refused', code: 'not-enrolled', data: { request: prepared } },
    };
    expect(await onPhone.sync()).toMatchObject(notEnrolled);
    const isSound = { ok: true, problems: [], checked: { online: true } };
    expect(must(await onPhone.verify())).toMatchObject(isSound);
    // Another takes its place in the identity meanwhile.
    const other = must(await prepareDevice(PREPARED, third.ports()));
    must(await ada.addDevice(other));
    expect(await onPhone.sync()).toMatchObject(notEnrolled);
    expect(must(await onPhone.verify())).toMatchObject(isSound);
    must(await ada.addDevice(prepared));
    must(await onPhone.sync());
    expect(onPhone.view().ordinal).toBe(2);
    await town.issue(ada.view().address, 500n);
    must(await onPhone.sync());
    expect(must(await onPhone.balances()).balances).toEqual({ HRB: '5.00' });
    expect(must(await onPhone.verify()).problems).toEqual([]);
  });
});
