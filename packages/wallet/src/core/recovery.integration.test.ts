import { describe, expect, it } from 'vitest';
import { Machine, SignatureWatch } from '../testing/faults.ts';
import { Person, funded, must } from '../testing/person.ts';
import { Town } from '../testing/town.ts';

const PAYMENT = { to: '@ben', amount: '5.00', currency: 'HRB', reference: 'order 1' } as const;

describe('answers that do not come', () => {
  it('leave a payment pending, and the same bytes are sent again', async () => {
    const town = await Town.open();
    const watch = new SignatureWatch(town);
    const { person } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    let isDown = false;
    person.faults = watch.faults({
      transport: (real) => ({
        async request(request) {
          const answer = await real.request(request);
          return isDown && request.method === 'POST' ? { ok: false, reason: 'lost' } : answer;
        },
      }),
    });
    const ada = must(await person.open());
    must(await ada.sync());
    isDown = true;
    const payment = must(await ada.pay(PAYMENT));
    expect(payment.status).toBe('pending');
    expect(must(await ada.history()).at(-1)).toMatchObject({ kind: 'paid', status: 'pending' });
    expect(await ada.pay({ ...PAYMENT, reference: 'order 2' })).toMatchObject({
      failure: { kind: 'unreachable' },
    });
    isDown = false;
    expect(must(await ada.pay(PAYMENT))).toMatchObject({ status: 'final', id: payment.id });
    expect(new Set(watch.bodies.map((body) => body.toHex())).size).toBe(1);
    expect(must(await ben.collect()).received).toEqual({ HRB: '5.00' });
  });

  it('are resolved by id when the transition is stale by then', async () => {
    for (const isDelivered of [true, false]) {
      const town = await Town.open();
      const watch = new SignatureWatch(town);
      const { person } = await funded(town, 'ada', 100_000n);
      const { wallet: ben } = await funded(town, 'ben', 0n);
      let isDown = false;
      person.faults = watch.faults({
        transport: (real) => ({
          async request(request) {
            const isSubmit = isDown && request.path === '/v1/transitions';
            if (isSubmit && isDelivered) await real.request(request);
            return isSubmit ? { ok: false, reason: 'lost' } : await real.request(request);
          },
        }),
      });
      const ada = must(await person.open());
      must(await ada.sync());
      isDown = true;
      expect(must(await ada.pay(PAYMENT)).status).toBe('pending');
      isDown = false;
      await town.wait(40_000);
      must(await ada.sync());
      const line = must(await ada.history()).find(({ kind }) => kind === 'paid');
      expect(line?.status).toBe(isDelivered ? 'final' : 'abandoned');
      expect(must(await ben.sync()).holds).toBe(isDelivered ? 1 : 0);
      // Under the same reference it is paid now, if it was not before; once in all.
      must(await ada.pay(PAYMENT));
      expect(must(await ben.sync()).holds).toBe(isDelivered ? 0 : 1);
      expect(must(await ada.balances()).balances).toEqual({ HRB: '995.00' });
      // The old bytes come back from wherever they were: they are stale.
      const balances = must(await ben.balances());
      for (const body of watch.bodies) {
        await town.answer({ method: 'POST', path: '/v1/transitions', headers: {}, body });
      }
      must(await ben.sync());
      expect(must(await ben.balances())).toEqual(balances);
      expect(watch.violations).toEqual([]);
      expect(must(await ada.verify()).problems).toEqual([]);
    }
  });
});

describe('a refusal', () => {
  it('keeps the place until the refused transition is stale, for somebody may send it again', async () => {
    const town = await Town.open();
    const watch = new SignatureWatch(town);
    const { person, wallet } = await funded(town, 'ada', 100_000n);
    await wallet.close();
    const { person: benPerson } = await funded(town, 'ben', 0n);
    person.faults = watch.faults();
    const ada = must(await person.open());
    must(await ada.sync());
    // The claim's window ends before the sovereign sees the payment: a refusal that no wallet can foresee.
    const late = new Person(town, 'carl');
    late.faults = {
      transport: (real) => ({
        request(request) {
          if (
            request.path === '/v1/transitions' &&
            late.disk.has('entry/device/0000000000000001')
          ) {
            town.clock += 20;
          }
          return real.request(request);
        },
      }),
    };
    const carl = must(await late.create({ claimWindowMs: 10 }));
    await town.issue(carl.view().address, 1000n);
    must(await carl.sync());
    const refused = await carl.pay({ to: '@ben', amount: '1.00', currency: 'HRB' });
    expect(refused).toMatchObject({
      failure: { kind: 'refused', code: 'claim-ended', data: { staleAt: expect.any(Number) } },
    });
    expect(must(await carl.history()).at(-1)).toMatchObject({ kind: 'paid', status: 'refused' });
    const busy = await carl.pay({ to: '@ben', amount: '1.00', currency: 'HRB' });
    expect(busy).toMatchObject({ failure: { kind: 'busy', code: 'place-not-free' } });
    expect(must(await carl.settle())).toBe(false);
    // Meanwhile it takes nothing, and says until when; it does not fail for it.
    await town.issue(carl.view().address, 50n);
    const staleAt = busy.ok ? 0 : Number(busy.failure.data['staleAt']);
    expect(must(await carl.sync())).toMatchObject({ holds: 0, waitsUntil: staleAt });
    expect(must(await carl.balances()).incoming).toEqual({ HRB: '0.50' });
    // An idle ledger, which logs nothing by itself: the header that proves it stale is asked for.
    expect(staleAt - town.clock).toBeLessThanOrEqual(31_000);
    town.clock = staleAt - 1;
    expect(must(await carl.settle())).toBe(false);
    town.clock = staleAt;
    expect(must(await carl.settle())).toBe(true);
    expect(must(await carl.sync()).received).toEqual({ HRB: '0.50' });
    expect(must(await carl.history()).find(({ kind }) => kind === 'paid')?.status).toBe('refused');
    expect(must(await carl.balances()).balances).toEqual({ HRB: '10.50' });
    expect(must(await carl.verify()).problems).toEqual([]);
    expect(benPerson.disk.size).toBeGreaterThan(0);
  });
});

describe('a wallet that was put back from an older copy', () => {
  it('takes over what it has forgotten before it signs anything', async () => {
    const town = await Town.open();
    const watch = new SignatureWatch(town);
    const { person, wallet: first } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 5000n);
    await first.close();
    const copy = new Person(town, 'ada', new Map(person.disk));
    person.faults = watch.faults();
    copy.faults = watch.faults();
    const newer = must(await person.open());
    must(await newer.pay(PAYMENT));
    must(await ben.pay({ to: '@ada', amount: '7.00', currency: 'HRB' }));
    must(await newer.sync());
    must(await newer.pay({ ...PAYMENT, reference: 'order 2' }));
    await newer.close();

    const older = must(await copy.open());
    must(await older.pay({ ...PAYMENT, reference: 'order 3' }));
    expect(must(await older.balances()).balances).toEqual({ HRB: '992.00' });
    expect(watch.violations).toEqual([]);
    expect(must(await older.verify()).problems).toEqual([]);
    must(await ben.sync());
    expect(town.totals()).toEqual({ supply: 105_000n, owned: 105_000n });
  });

  it('does so although its machine stops at any call', async () => {
    for (let at = 0, isOver = false; !isOver; at += 1) {
      const town = await Town.open();
      const { person, wallet: first } = await funded(town, 'ada', 100_000n);
      const { wallet: ben } = await funded(town, 'ben', 5000n);
      await first.close();
      const copy = new Person(town, 'ada', new Map(person.disk));
      const newer = must(await person.open());
      must(await newer.pay(PAYMENT));
      must(await ben.pay({ to: '@ada', amount: '7.00', currency: 'HRB' }));
      must(await newer.sync());
      const machine = new Machine({ at, after: true });
      copy.faults = machine.faults;
      const older = await copy.open();
      if (older.ok) await older.value.sync();
      isOver = !machine.isDead;
      copy.faults = {};
      const again = must(await copy.open());
      must(await again.pay({ ...PAYMENT, reference: 'order 3' }));
      expect(must(await again.balances()).balances).toEqual({ HRB: '997.00' });
      expect(must(await again.verify()).problems).toEqual([]);
    }
  });
});
