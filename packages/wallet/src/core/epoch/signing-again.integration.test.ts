import { describe, expect, it } from 'vitest';
import { type Machine, SignatureWatch, cutEverywhere } from '../../testing/faults.ts';
import { type Faults, Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';

const PAYMENT = { to: '@ben', amount: '5.00', currency: 'HRB', reference: 'order 1' } as const;
const OTHER = { ...PAYMENT, amount: '8.00', reference: 'order 2' } as const;

type Backup = ReturnType<Town['copyDisk']>;

async function backUp(town: Town): Promise<Backup> {
  const backup = town.copyDisk();
  await town.startWith(backup);
  return backup;
}

/** Stops at requests and writes only: a machine that stops at a read has stopped after the last of these. */
function whatCounts({ faults }: Machine): Faults {
  return {
    ...faults,
    storage: (storage) => ({
      ...storage,
      write: (changes) => faults.storage?.(storage).write(changes) ?? storage.write(changes),
    }),
  };
}

describe('a place that a new epoch frees', () => {
  it('is signed for anew when what was signed before is stale in the new epoch', async () => {
    const town = await Town.open();
    const watch = new SignatureWatch(town);
    const { person, wallet: ben } = { ...(await funded(town, 'ben', 0n)) };
    const { person: she } = await funded(town, 'ada', 100_000n);
    she.faults = watch.faults();
    let ada = must(await she.open());
    must(await ada.sync());
    const backup = await backUp(town);
    const paidAt = town.clock;
    must(await ada.pay(PAYMENT));
    // Later the machine that is restored has a clock which is behind: the payment is not stale there.
    await town.wait(3_600_000);
    must(await ada.sync());
    town.clock = paidAt + 1000;
    await town.giveUpBeyond(backup);
    ada = must(await she.open());
    expect(await ada.pay(OTHER)).toMatchObject({
      failure: { kind: 'busy', code: 'place-not-free', data: { staleAt: paidAt + 31_000 } },
    });
    expect(must(await ada.settle())).toBe(false);
    await town.wait(30_000);
    expect(must(await ada.pay(OTHER)).status).toBe('final');
    expect(watch.violations).toEqual([]);
    expect(must(await ben.sync()).received).toEqual({ HRB: '8.00' });
    expect(must(await ada.verify()).problems).toEqual([]);
    expect(person.name).toBe('ben');
  });

  it('is taken by what was given up, where somebody sends it again in time', async () => {
    const town = await Town.open();
    const watch = new SignatureWatch(town);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const { person } = await funded(town, 'ada', 100_000n);
    person.faults = watch.faults();
    const ada = must(await person.open());
    must(await ada.sync());
    const backup = await backUp(town);
    const first = must(await ada.pay({ ...PAYMENT, memo: 'fish' }));
    must(await ada.pay(OTHER));
    town.clock += 1000;
    await town.giveUpBeyond(backup);
    expect(must(await ada.sync()).waitsUntil).toBeGreaterThan(town.clock);
    expect(must(await ada.history()).filter(({ status }) => status === 'given-up')).toHaveLength(2);
    const body = watch.bodies[0] ?? new Uint8Array();
    await town.answer({ method: 'POST', path: '/v1/transitions', headers: {}, body });
    await town.wait(40_000);
    expect(must(await ada.settle())).toBe(true);
    const lines = must(await ada.history()).filter(({ kind }) => kind === 'paid');
    expect(lines).toMatchObject([
      { status: 'given-up', reference: 'order 2' },
      { id: first.id, status: 'final', memo: 'fish', reference: 'order 1' },
    ]);
    // What happened after all is not paid again under its reference; what did not is.
    expect(must(await ada.pay({ ...PAYMENT, memo: 'fish' })).id).toBe(first.id);
    must(await ada.pay(OTHER));
    must(await ben.sync());
    expect(must(await ben.balances()).balances).toEqual({ HRB: '13.00' });
    expect(must(await ada.verify()).problems).toEqual([]);
    expect(watch.violations).toEqual([]);
  });

  it('waits for what went stale by the time of the epoch that is over', async () => {
    const town = await Town.open();
    const watch = new SignatureWatch(town);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const { person } = await funded(town, 'ada', 100_000n);
    let isDown = true;
    person.faults = watch.faults({
      transport: (real) => ({
        async request(request) {
          const isLost = isDown && request.path === '/v1/transitions';
          return isLost ? { ok: false, reason: 'lost' } : await real.request(request);
        },
      }),
    });
    const ada = must(await person.open());
    must(await ada.sync());
    const backup = await backUp(town);
    const paidAt = town.clock;
    expect(must(await ada.pay(PAYMENT)).status).toBe('pending');
    await town.wait(40_000);
    must(await ada.sync());
    expect(must(await ada.history()).at(-1)).toMatchObject({ status: 'abandoned' });
    isDown = false;
    town.clock = paidAt + 1000;
    await town.giveUpBeyond(backup);
    expect(await ada.pay(OTHER)).toMatchObject({ failure: { code: 'new-epoch' } });
    expect(await ada.pay(OTHER)).toMatchObject({ failure: { code: 'place-not-free' } });
    await town.wait(40_000);
    must(await ada.pay(OTHER));
    must(await ben.sync());
    expect(must(await ben.balances()).balances).toEqual({ HRB: '8.00' });
    expect(watch.violations).toEqual([]);
  });

  it('keeps a pending payment that was signed on top of what lives on, and pays it once', async () => {
    for (const isDelivered of [true, false]) {
      const town = await Town.open();
      const watch = new SignatureWatch(town);
      const { wallet: ben } = await funded(town, 'ben', 0n);
      const { person } = await funded(town, 'ada', 100_000n);
      let isDown = true;
      person.faults = watch.faults({
        transport: (real) => ({
          async request(request) {
            const isLost = isDown && request.path === '/v1/transitions';
            if (isLost && isDelivered) await real.request(request);
            return isLost ? { ok: false, reason: 'lost' } : await real.request(request);
          },
        }),
      });
      const ada = must(await person.open());
      must(await ada.sync());
      const backup = await backUp(town);
      expect(must(await ada.pay(PAYMENT)).status).toBe('pending');
      town.clock += 1000;
      await town.giveUpBeyond(backup);
      isDown = false;
      must(await ada.sync());
      expect(must(await ada.pay(PAYMENT)).status).toBe('final');
      must(await ben.sync());
      expect(must(await ben.balances()).balances).toEqual({ HRB: '5.00' });
      expect(must(await ada.balances()).balances).toEqual({ HRB: '995.00' });
      expect(watch.violations).toEqual([]);
      expect(new Set(watch.bodies.map((body) => body.toHex())).size).toBe(1);
    }
  });
});

describe('what a new epoch gave up besides payments', () => {
  it('an identity that was opened after the backup is opened again', async () => {
    const town = await Town.open();
    const backup = await backUp(town);
    const { person, wallet: ada } = await funded(town, 'ada', 100_000n);
    const { address } = ada.view();
    town.clock += 60_000;
    await town.giveUpBeyond(backup);
    must(await ada.sync());
    expect(ada.view()).toMatchObject({ address, handle: 'ada', opened: true });
    expect(must(await ada.balances()).balances).toEqual({});
    await town.issue(address, 700n);
    must(await ada.sync());
    expect(must(await ada.balances()).balances).toEqual({ HRB: '7.00' });
    expect(must(await ada.verify()).problems).toEqual([]);
    await ada.close();
    expect(must(await must(await person.open()).verify()).problems).toEqual([]);
  });

  it('an identity whose handle somebody else took meanwhile is opened without it', async () => {
    const town = await Town.open();
    const backup = await backUp(town);
    const { wallet: ada } = await funded(town, 'ada', 0n);
    town.clock += 60_000;
    await town.giveUpBeyond(backup);
    const other = new Person(town, 'another ada');
    must(await other.create({ handle: 'ada' }));
    must(await ada.sync());
    expect(ada.view()).toMatchObject({ handle: null, opened: true });
    must(await ada.claimHandle('ada.first'));
    expect(must(await ada.verify()).problems).toEqual([]);
  });

  it('a machine that stops at any call on the way follows it once', async () => {
    const scenario = async (machine: Machine): Promise<void> => {
      const town = await Town.open();
      const watch = new SignatureWatch(town);
      const { wallet: ben } = await funded(town, 'ben', 0n);
      const { person, wallet } = await funded(town, 'ada', 100_000n);
      const backup = await backUp(town);
      must(await wallet.pay(PAYMENT));
      must(await wallet.pay(OTHER));
      await wallet.close();
      town.clock += 60_000;
      await town.giveUpBeyond(backup);
      person.faults = watch.faults(whatCounts(machine));
      const opened = await person.open();
      if (opened.ok) await opened.value.pay(PAYMENT);
      person.faults = watch.faults();
      const ada = must(await person.open());
      must(await ada.pay(PAYMENT));
      must(await ada.sync());
      must(await ben.sync());
      expect(must(await ben.balances()).balances).toEqual({ HRB: '5.00' });
      expect(must(await ada.balances()).balances).toEqual({ HRB: '995.00' });
      const lost = must(await ada.history()).filter(({ status }) => status === 'given-up');
      expect(lost.map(({ amount }) => amount)).toEqual(['5.00', '8.00']);
      expect(must(await ada.verify()).problems).toEqual([]);
      expect(watch.violations).toEqual([]);
    };
    expect(await cutEverywhere(scenario)).toBeGreaterThan(15);
  });
});
