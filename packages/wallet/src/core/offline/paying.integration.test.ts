import { describe, expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

/** One payment between two wallets, without asking the town. */
async function payOffline(
  payer: Wallet,
  payee: Wallet,
  amount: string,
): Promise<{ kind: string; bytes: number }> {
  const { message } = must(await payee.offline().request(amount, 'HRB', 'fish'));
  const paid = must(await payer.offline().pay(message, { confirmAmount: amount }));
  expect(paid).toMatchObject({ status: 'handed-over', amount, to: payee.view().address });
  const accepted = must(await payee.offline().accept(paid.message));
  expect(accepted).toMatchObject({ status: 'accepted', amount, memo: 'fish' });
  expect(must(await payer.offline().finish(accepted.message))).toMatchObject({
    status: 'confirmed',
  });
  return { kind: paid.kind, bytes: paid.message.length };
}

describe('two wallets without a network', () => {
  it('pay by tab: the first meeting carries the evidence, later ones the act alone', async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const opened = await ada
      .offline()
      .openTab({ to: '@ben', amount: '50.00', currency: 'HRB', days: 30 });
    expect(must(opened).status).toBe('final');
    must(await ben.offline().prepare());
    const served = town.served.length;
    const first = await payOffline(ada, ben, '5.00');
    const second = await payOffline(ada, ben, '7.50');
    expect(town.served.length).toBe(served);
    expect([first.kind, second.kind]).toEqual(['tab', 'tab']);
    expect(second.bytes).toBeLessThan(3500);
    expect(first.bytes).toBeGreaterThan(second.bytes);
    const line = { kind: 'tab', role: 'payee', amount: '12.50', party: ada.view().address };
    const risk = { lines: [line], atRisk: { HRB: '12.50' } };
    expect(must(await ben.offline().exposure())).toMatchObject(risk);
    expect(must(await ada.offline().own())).toMatchObject([{ given: '12.50', cap: '50.00' }]);
    expect(must(await ben.sync())).toMatchObject({ received: { HRB: '12.50' }, holds: 1 });
    await payOffline(ada, ben, '2.00');
    expect(must(await ben.sync()).received).toEqual({ HRB: '2.00' });
    expect(must(await ben.sync()).received).toEqual({});
    await town.wait(31 * 86_400_000);
    expect(must(await ada.sync()).returned).toEqual({ HRB: '35.50' });
    const after = { balances: { HRB: '985.50' }, incoming: {}, outgoing: {} };
    expect(must(await ada.balances())).toEqual(after);
    for (const wallet of [ada, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
    expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
  });

  it('pay on after a tab was raised, which the payee is shown', async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const tab = { to: '@ben', amount: '5.00', currency: 'HRB', days: 30 };
    const { hold } = must(await ada.offline().openTab(tab));
    must(await ben.offline().prepare());
    await payOffline(ada, ben, '4.00');
    const { message } = must(await ben.offline().request('8.00', 'HRB'));
    const short = await ada.offline().pay(message, { confirmAmount: '8.00' });
    expect(short).toMatchObject({ ok: false, failure: { code: 'no-room' } });
    expect(must(await ada.offline().raiseTab(hold, '10.00')).status).toBe('final');
    await payOffline(ada, ben, '8.00');
    expect(must(await ben.sync()).received).toEqual({ HRB: '12.00' });
    await town.wait(31 * 86_400_000);
    expect(must(await ada.sync()).returned).toEqual({ HRB: '3.00' });
    expect(must(await ada.balances())).toMatchObject({ balances: { HRB: '988.00' }, outgoing: {} });
    for (const wallet of [ada, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
    const lines = must(await ada.history()).filter(({ kind }) => kind === 'set-aside');
    expect(lines.map(({ amount }) => amount)).toEqual(['5.00', '10.00']);
  });

  it('of a tab that was raised the whole rest returns, above what was put at first', async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const tab = { to: '@ben', amount: '5.00', currency: 'HRB', days: 30 };
    const { hold } = must(await ada.offline().openTab(tab));
    const news = { hold, from: ada.view().address, currency: 'HRB' };
    expect(must(await ben.sync()).tabs).toMatchObject([{ ...news, news: 'opened' }]);
    must(await ben.offline().prepare());
    await payOffline(ada, ben, '4.00');
    must(await ada.offline().raiseTab(hold, '100.00'));
    expect(must(await ben.sync())).toMatchObject({
      received: { HRB: '4.00' },
      tabs: [{ ...news, news: 'raised', amount: '100.00' }],
    });
    expect(must(await ben.sync()).tabs).toBeUndefined();
    await town.wait(31 * 86_400_000);
    expect(must(await ada.sync()).returned).toEqual({ HRB: '101.00' });
    expect(must(await ada.balances())).toMatchObject({ balances: { HRB: '996.00' }, outgoing: {} });
  });

  it('pay by cheque', async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const request = {
      amount: '40.00',
      currency: 'HRB',
      perCheque: '10.00',
      days: 7,
      collateral: '20.00',
    };
    must(await ada.offline().openAllowance(request));
    expect(must(await ada.balances()).balances).toEqual({ HRB: '940.00' });
    must(await ben.offline().prepare());
    expect((await payOffline(ada, ben, '5.00')).kind).toBe('cheque');
    expect((await payOffline(ada, ben, '10.00')).kind).toBe('cheque');
    expect(must(await ben.sync())).toMatchObject({ received: { HRB: '15.00' }, holds: 2 });
    const last = must(await ben.history()).at(-1);
    expect(last).toMatchObject({ kind: 'received', amount: '10.00', handle: 'ada' });
    expect(must(await ben.sync()).received).toEqual({});
    await town.wait(15 * 86_400_000);
    expect(must(await ada.sync()).returned).toEqual({ HRB: '45.00' });
    expect(must(await ada.balances())).toMatchObject({ balances: { HRB: '985.00' }, outgoing: {} });
    for (const wallet of [ada, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
    expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
  });
});
