import { describe, expect, it } from 'vitest';
import { Person, funded, must } from '../testing/person.ts';
import { Town } from '../testing/town.ts';

describe('two wallets and a sovereign', () => {
  it('pay each other, and everybody sees it', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    expect(must(await ada.balances()).balances).toEqual({ HRB: '1000.00' });

    const request = { to: '@ben', amount: '5.00', currency: 'HRB', memo: 'for the fish' };
    const payment = must(await ada.pay(request));
    expect(payment.status).toBe('final');
    expect(must(await ada.balances())).toEqual({
      balances: { HRB: '995.00' },
      incoming: {},
      outgoing: { HRB: '5.00' },
    });

    expect(must(await ben.sync())).toEqual({ received: { HRB: '5.00' }, returned: {}, holds: 1 });
    expect(must(await ben.balances()).balances).toEqual({ HRB: '5.00' });
    must(await ada.sync());
    expect(must(await ada.balances()).outgoing).toEqual({});
    expect(must(await ada.history()).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'opened final',
      'received final',
      'paid final',
    ]);
    expect(must(await ben.history()).at(-1)).toMatchObject({
      kind: 'received',
      amount: '5.00',
      currency: 'HRB',
      handle: 'ada',
      party: ada.view().address,
      memo: 'for the fish',
    });
    for (const wallet of [ada, ben]) {
      const verified = must(await wallet.verify());
      expect(verified.problems).toEqual([]);
      expect(verified.checked.online).toBe(true);
      expect(verified.checked.transitions).toBeGreaterThan(1);
    }
    const { supply, owned } = town.totals();
    expect([supply, owned]).toEqual([100_000n, 100_000n]);
  });

  it('opens a wallet again as it was', async () => {
    const town = await Town.open();
    const { person, wallet } = await funded(town, 'ada', 5000n);
    const view = wallet.view();
    await wallet.close();
    const again = must(await person.open());
    expect(again.view()).toEqual(view);
    expect(must(await again.balances()).balances).toEqual({ HRB: '50.00' });
    expect(must(await again.verify()).ok).toBe(true);
  });

  it('refuses what it can know to be impossible before it signs anything', async () => {
    const town = await Town.open();
    const { wallet } = await funded(town, 'ada', 5000n);
    await funded(town, 'ben', 0n);
    const cases: [string, Parameters<typeof wallet.pay>[0]][] = [
      ['insufficient-balance', { to: '@ben', amount: '50.01', currency: 'HRB' }],
      ['insufficient-balance', { to: '@ben', amount: '0.001', currency: 'GLD' }],
      ['unknown-identity', { to: '@nobody', amount: '1.00', currency: 'HRB' }],
      ['bad-recipient', { to: 'ben', amount: '1.00', currency: 'HRB' }],
      ['amount-zero', { to: '@ben', amount: '0.00', currency: 'HRB' }],
      ['amount-too-precise', { to: '@ben', amount: '1.001', currency: 'HRB' }],
      ['amount-negative', { to: '@ben', amount: '-1.00', currency: 'HRB' }],
      ['amount-too-large', { to: '@ben', amount: '92233720368547758.08', currency: 'HRB' }],
      ['amount-not-a-number', { to: '@ben', amount: '1e3', currency: 'HRB' }],
      ['unknown-currency', { to: '@ben', amount: '1.00', currency: 'EUR' }],
      ['no-currency', { to: '@ben', amount: '1.00' }],
      ['no-amount', { to: '@ben', currency: 'HRB' }],
      ['bad-memo', { to: '@ben', amount: '1.00', currency: 'HRB', memo: 'x'.repeat(257) }],
      ['no-country-record', { to: '@ben', amount: '1.00', currency: 'HRB', country: 'FR' }],
      ['payee-without-country', { to: '@ben', amount: '1.00', currency: 'HRB', toCountry: 'FR' }],
      ['bad-purpose', { to: '@ben', amount: '1.00', currency: 'HRB', purpose: 'rent' }],
      ['bad-reference', { to: '@ben', amount: '1.00', currency: 'HRB', reference: 'ü' }],
    ];
    for (const [code, request] of cases) {
      expect(await wallet.pay(request)).toMatchObject({ ok: false, failure: { code } });
    }
    expect(wallet.view().sequence).toBe(1);
  });

  it('pays many in one transition, and once for each reference', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const requests = Array.from({ length: 40 }, (_, i) => ({
      to: ben.view().address,
      amount: `0.${String(i + 1).padStart(2, '0')}`,
      currency: 'HRB',
      reference: `row ${i}`,
    }));
    const first = must(await ada.payMany(requests));
    const again = must(
      await ada.payMany([...requests.slice(20), { ...requests[0]!, reference: 'new' }]),
    );
    expect(again.slice(0, 20)).toEqual(first.slice(20));
    expect(again[20]?.id).not.toBe(first[0]?.id);
    expect(must(await ben.collect())).toMatchObject({ received: { HRB: '8.21' }, holds: 41 });
    expect(town.totals().owned).toBe(100_000n);
  });

  it('asks for a payment with a URI, and pays it', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 1000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const uri = must(ben.request('2.5', 'HRB', 'fish & chips'));
    expect(uri).toBe(
      `tally:${ben.view().address}?amount=2.50&currency=HRB&memo=fish%20%26%20chips`,
    );
    expect(must(await ada.pay({ to: uri })).status).toBe('final');
    expect(await ada.pay({ to: uri, amount: '3.00' })).toMatchObject({
      failure: { code: 'amount-differs' },
    });
    must(await ben.sync());
    expect(must(await ben.history()).at(-1)).toMatchObject({ memo: 'fish & chips' });
  });

  it('takes back what nobody claimed, once its window is over', async () => {
    const town = await Town.open();
    const person = new Person(town, 'ada');
    const ada = must(await person.create({ claimWindowMs: 60_000 }));
    await town.issue(ada.view().address, 1000n);
    must(await ada.sync());
    await funded(town, 'ben', 0n);
    must(await ada.pay({ to: '@ben', amount: '4.00', currency: 'HRB' }));
    expect(must(await ada.returnUnclaimed()).holds).toBe(0);
    await town.wait(61_000);
    expect(must(await ada.sync()).returned).toEqual({ HRB: '4.00' });
    expect(must(await ada.balances())).toMatchObject({ balances: { HRB: '10.00' }, outgoing: {} });
    expect(must(await ada.history()).at(-1)).toMatchObject({ kind: 'returned', amount: '4.00' });
    expect(must(await ada.verify()).problems).toEqual([]);
  });
});
