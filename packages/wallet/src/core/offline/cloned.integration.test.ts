import { describe, expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { payeeOfTabLosesNothing } from '../../testing/tab-property.ts';
import { Town } from '../../testing/town.ts';
import type { Acceptance } from './offline-types.ts';
import type { Wallet } from '../wallet-types.ts';

interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly person: Person;
  /** A second copy of Ada's folder, as it was before any payment. */
  readonly copy: Wallet;
  readonly ben: Wallet;
  readonly cyd: Wallet;
}

async function cloned(open: (ada: Wallet) => Promise<unknown>): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada, person } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const { wallet: cyd } = await funded(town, 'cyd', 0n);
  await open(ada);
  for (const payee of [ben, cyd]) must(await payee.offline().prepare());
  const copy = must(await new Person(town, 'ada', new Map(person.disk)).open());
  return { town, ada, person, copy, ben, cyd };
}

async function hand(payer: Wallet, payee: Wallet, amount: string): Promise<Acceptance> {
  const { message } = must(await payee.offline().request(amount, 'HRB'));
  const paid = must(await payer.offline().pay(message, { confirmAmount: amount }));
  return must(await payee.offline().accept(paid.message));
}

const tab = { to: '@ben', amount: '50.00', currency: 'HRB', days: 30 };
const allowance = { amount: '10.00', currency: 'HRB', perCheque: '10.00', days: 7 };

describe('a wallet folder that was copied', () => {
  it('with a tab cannot pay a second payee, and the same one recognises it', async () => {
    const { ada, copy, ben, cyd } = await cloned((wallet) => wallet.offline().openTab(tab));
    const { message } = must(await cyd.offline().request('5.00', 'HRB'));
    const second = await copy.offline().pay(message, { confirmAmount: '5.00' });
    expect(second).toMatchObject({ ok: false, failure: { code: 'no-room' } });
    expect((await hand(ada, ben, '5.00')).status).toBe('accepted');
    const old = await hand(copy, ben, '7.00');
    expect(old).toMatchObject({ status: 'not-accepted', code: 'half' });
    const told = must(await copy.offline().finish(old.message));
    expect(told).toMatchObject({ status: 'not-accepted', code: 'rolled-back' });
    const asked = must(await ben.offline().request('8.00', 'HRB'));
    const stopped = await copy.offline().pay(asked.message, { confirmAmount: '8.00' });
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'no-room' } });
    expect(must(await ben.sync()).received).toEqual({ HRB: '5.00' });
  });

  it('a hundred times cannot make the payee of a tab lose', async () => {
    expect(await payeeOfTabLosesNothing()).toBeGreaterThan(0);
  });

  it('with an allowance pays two payees from the cap and the collateral, and no more', async () => {
    const { town, ada, copy, ben, cyd } = await cloned((wallet) =>
      wallet.offline().openAllowance({ ...allowance, collateral: '6.00' }),
    );
    expect((await hand(ada, ben, '10.00')).status).toBe('accepted');
    expect((await hand(copy, cyd, '10.00')).status).toBe('accepted');
    expect(must(await ben.sync()).received).toEqual({ HRB: '10.00' });
    // Each refusal tells what there is; the place is free again when what was refused is stale.
    for (let i = 0; i < 4; i += 1) {
      must(await cyd.sync());
      await town.wait(60_000);
    }
    expect(must(await cyd.balances()).balances).toEqual({ HRB: '6.00' });
    expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
    for (const wallet of [ben, cyd]) expect(must(await wallet.verify()).problems).toEqual([]);
  });

  it('is short of a part, which the collateral pays', async () => {
    const { town, ada, copy, ben, cyd } = await cloned((wallet) =>
      wallet.offline().openAllowance({ ...allowance, amount: '14.00', collateral: '9.00' }),
    );
    await hand(ada, ben, '10.00');
    await hand(copy, cyd, '10.00');
    must(await ben.sync());
    const { atRisk } = must(await cyd.offline().exposure());
    expect(atRisk).toEqual({ HRB: '10.00' });
    for (let i = 0; i < 4; i += 1) {
      must(await cyd.sync());
      await town.wait(60_000);
    }
    expect(must(await cyd.balances()).balances).toEqual({ HRB: '10.00' });
    expect(must(await cyd.offline().exposure())).toEqual({ lines: [], atRisk: {} });
    // One refusal tells what is left in the allowance; the rest is asked of the collateral at once.
    const refused = must(await cyd.history()).filter(({ status }) => status === 'refused');
    expect(refused).toHaveLength(1);
    expect(must(await cyd.offline().held())).toMatchObject([{ got: '10.00', taken: '10.00' }]);
  });

  it('that pays one payee twice for one position is proven to have forked, on the log', async () => {
    const { town, ada, copy, ben } = await cloned((wallet) =>
      wallet.offline().openAllowance({ ...allowance, amount: '50.00' }),
    );
    expect((await hand(ada, ben, '5.00')).status).toBe('accepted');
    const second = await hand(copy, ben, '6.00');
    expect(second.status).toBe('not-accepted');
    must(await ben.sync());
    const hold = [...town.ledger.state.holds.all()].find(({ cap }) => cap === 5000n);
    expect(hold && town.ledger.state.forks.has(hold.id)).toBe(true);
  });

  it('is found out by two payees that meet, before either deposits', async () => {
    const { town, ada, copy, ben, cyd } = await cloned((wallet) =>
      wallet.offline().openAllowance({ ...allowance, amount: '50.00' }),
    );
    const given = await hand(ada, ben, '5.00');
    must(await ada.offline().finish(given.message));
    await hand(copy, cyd, '6.00');
    const seen = must(await ben.offline().seen());
    const first = must(await cyd.offline().meet(seen));
    expect(first.forks).toEqual([]);
    const second = must(await ben.offline().meet(first.reply!));
    expect(second.forks).toHaveLength(1);
    const third = must(await cyd.offline().meet(second.reply!));
    expect(third.forks).toEqual(second.forks);
    const { message } = must(await ben.offline().request('1.00', 'HRB'));
    const paid = must(await ada.offline().pay(message, { confirmAmount: '1.00' }));
    expect(must(await ben.offline().accept(paid.message))).toMatchObject({ code: 'forked' });
    must(await ben.sync());
    const hold = Uint8Array.fromHex(second.forks[0]!);
    expect(town.ledger.state.forks.has(hold)).toBe(true);
    expect(must(await ada.offline().meet(must(await ben.offline().seen())))).toEqual({
      reply: null,
      forks: [],
    });
  });

  it('is found out by two payees whose acts are neighbours, whoever asks first', async () => {
    for (const isBenFirst of [true, false]) {
      const { town, ada, copy, ben, cyd } = await cloned((wallet) =>
        wallet.offline().openAllowance({ ...allowance, amount: '50.00' }),
      );
      await hand(ada, ben, '5.00');
      const { wallet: eli } = await funded(town, 'eli', 0n);
      must(await eli.offline().prepare());
      await hand(copy, eli, '1.00');
      expect((await hand(copy, cyd, '6.00')).status).toBe('accepted');
      const [one, other] = isBenFirst ? [ben, cyd] : [cyd, ben];
      for (const [from, to] of [
        [one, other],
        [other, one],
      ] as const) {
        const { reply } = must(await to.offline().meet(must(await from.offline().seen())));
        if (reply === null) continue;
        const answer = must(await from.offline().meet(reply));
        if (answer.reply !== null) must(await to.offline().meet(answer.reply));
      }
      for (const wallet of [ben, cyd]) {
        expect(must(await wallet.offline().forks())).toHaveLength(1);
      }
    }
  });

  it('is told of by whoever knows of the fork already', async () => {
    const { town, ada, copy, ben, cyd } = await cloned((wallet) =>
      wallet.offline().openAllowance({ ...allowance, amount: '50.00' }),
    );
    const { wallet: eli } = await funded(town, 'eli', 0n);
    must(await eli.offline().prepare());
    const given = await hand(ada, ben, '5.00');
    must(await ada.offline().finish(given.message));
    await hand(ada, eli, '2.00');
    await hand(copy, cyd, '6.00');
    const { reply } = must(await cyd.offline().meet(must(await ben.offline().seen())));
    must(await cyd.offline().meet(must(await ben.offline().meet(reply!)).reply!));
    const told = must(await cyd.offline().meet(must(await eli.offline().seen())));
    expect(must(await eli.offline().meet(told.reply!)).forks).toHaveLength(1);
  });

  it('whose cheques are not covered keeps no tab and no good cheque waiting', async () => {
    const { town, ada, copy, ben, cyd } = await cloned((wallet) =>
      wallet.offline().openAllowance(allowance),
    );
    const { wallet: dan } = await funded(town, 'dan', 20_000n);
    must(await dan.offline().openTab({ ...tab, to: '@cyd' }));
    await hand(ada, ben, '10.00');
    await hand(copy, cyd, '10.00');
    expect((await hand(dan, cyd, '7.00')).status).toBe('accepted');
    const { wallet: eli } = await funded(town, 'eli', 20_000n);
    must(await eli.offline().openAllowance(allowance));
    expect((await hand(eli, cyd, '3.00')).status).toBe('accepted');
    must(await ben.sync());
    // The first sync finds out that one of the cheques is not covered.
    expect(must(await cyd.sync()).received).toEqual({ HRB: '7.00' });
    await town.wait(60_000);
    expect(must(await cyd.sync()).received).toEqual({ HRB: '3.00' });
  });

  it('that was put back from an older copy writes nothing on what it had opened', async () => {
    const { ada, copy, ben } = await cloned((wallet) => wallet.offline().openTab(tab));
    must(await ada.pay({ to: '@ben', amount: '1.00', currency: 'HRB' }));
    must(await copy.sync());
    const { message } = must(await ben.offline().request('5.00', 'HRB'));
    const paid = await copy.offline().pay(message, { confirmAmount: '5.00' });
    expect(paid).toMatchObject({ ok: false, failure: { code: 'no-room' } });
    const [line] = must(await copy.offline().exposure()).lines;
    expect(line).toMatchObject({ kind: 'tab', stopped: 'rolled-back' });
    expect(line?.words).toContain('more may have been given of it than this wallet knows');
  });
});

describe('a cheque that was not deposited in time', () => {
  it('keeps no other one waiting', async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: dan } = await funded(town, 'dan', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    must(await ada.offline().openAllowance(allowance));
    must(await ben.offline().prepare());
    expect((await hand(ada, ben, '5.00')).status).toBe('accepted');
    await town.wait(3 * 86_400_000);
    must(await dan.offline().openAllowance(allowance));
    must(await ben.offline().prepare());
    expect((await hand(dan, ben, '6.00')).status).toBe('accepted');
    await town.wait(5 * 86_400_000);
    expect(must(await ben.sync()).received).toEqual({ HRB: '6.00' });
  });
});
