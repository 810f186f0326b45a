import { describe, expect, it } from 'vitest';
import { type Faults, type Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Transport } from '../ports.ts';
import type { Wallet } from '../wallet-types.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;

/** Mal, who puts holds for Ben that he hopes will be refused to him, and Ada, who pays him. */
interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly mal: Wallet;
  readonly ben: Wallet;
  readonly person: Person;
}

async function scene(): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: mal } = await funded(town, 'mal', 100_000n);
  const { wallet: ben, person } = await funded(town, 'ben', 10_000n);
  return { town, ada, mal, ben, person };
}

/** What happens whenever a transition is sent, before it arrives. */
function beforeSending(happens: () => Promise<void> | void): Faults {
  return {
    transport: (through: Transport): Transport => ({
      async request(asked) {
        if (asked.method === 'POST' && asked.path === '/v1/transitions') await happens();
        return await through.request(asked);
      },
    }),
  };
}

async function has(wallet: Wallet): Promise<string | undefined> {
  return must(await wallet.balances()).balances['HRB'];
}

describe('holds that each end at another moment', () => {
  it('never leave the place taken, however slow the way to the ledger is', async () => {
    const { town, mal, ada, ben, person } = await scene();
    const start = town.clock;
    const dust = Array.from({ length: 240 }, (_, at) => ({
      amount: '0.01',
      currency: 'HRB',
      claims: [{ to: '@ben', until: start + (at + 1) * SECOND }],
    }));
    must(await mal.holds().put(dust));
    await ben.close();
    let isSlow = true;
    person.faults = beforeSending(() => {
      if (isSlow) town.clock += 12 * SECOND;
    });
    const slow = must(await person.open());
    let refusals = 0;
    while (town.clock < start + 4 * MINUTE) {
      must(await ada.pay({ to: '@ben', amount: '1.00', currency: 'HRB' }));
      isSlow = true;
      const synced = must(await slow.sync());
      isSlow = false;
      // What is refused because it has ended is stale by then: the place is free in the same call.
      if (synced.waitsUntil !== undefined) refusals += 1;
      expect(synced.received['HRB'] ?? '').toMatch(/^\d+\.\d\d$/);
      must(await slow.pay({ to: '@ada', amount: '0.10', currency: 'HRB' }));
      town.clock += 700;
    }
    expect(refusals).toBe(0);
  });
});

describe('holds that somebody else may take first', () => {
  /** Mal and Cyd: whatever is put for Ben or Cyd, Cyd takes while Ben's transition is on its way. */
  async function race(): Promise<Scene & { readonly cyd: Wallet }> {
    const on = await scene();
    const { town, mal } = on;
    const { wallet: cyd } = await funded(town, 'cyd', 0n);
    const until = town.clock + DAY;
    const claims = [
      { to: '@ben', until },
      { to: '@cyd', until },
    ];
    const dust = Array.from({ length: 110 }, () => ({ amount: '9.00', currency: 'HRB', claims }));
    must(await mal.holds().put(dust));
    return { ...on, cyd };
  }

  function spoiling({ cyd }: { cyd: Wallet }): Faults {
    return beforeSending(async () => {
      await cyd.sync();
    });
  }

  it('delay nothing that comes before them, and hardly anything at all', async () => {
    const on = await race();
    const { town, ada, ben, person } = on;
    const tab = { to: '@ben', amount: '20.00', currency: 'HRB', days: 1 };
    must(await ada.offline().openTab(tab));
    must(await ben.offline().prepare());
    const { message } = must(await ben.offline().request('3.00', 'HRB'));
    const paid = must(await ada.offline().pay(message, { confirmAmount: '3.00' }));
    must(await ben.offline().accept(paid.message));
    must(await ada.pay({ to: '@ben', amount: '2.00', currency: 'HRB' }));
    await ben.close();
    person.faults = spoiling(on);
    let wallet = must(await person.open());
    const first = must(await wallet.sync());
    // The tab's and the payment's came in; then one was refused, and its place is taken for a validity.
    expect(first.received).toEqual({ HRB: '5.00' });
    expect(first.waitsUntil).toBeLessThanOrEqual(town.clock + 31 * SECOND);
    let taken = 0;
    let refusals = 1;
    const start = town.clock;
    while (town.clock < start + 60 * MINUTE) {
      town.clock += 10 * SECOND;
      const synced = must(await wallet.sync());
      if (synced.waitsUntil === undefined) continue;
      taken += 10 * SECOND;
      // A process for each command remembers no less.
      await wallet.close();
      wallet = must(await person.open());
      if (synced.waitsUntil > town.clock + 25 * SECOND) refusals += 1;
    }
    expect(refusals).toBeGreaterThan(2);
    expect(refusals).toBeLessThanOrEqual(7);
    expect(taken).toBeLessThan(4 * MINUTE);
    expect(await has(wallet)).toBe('105.00');
    expect(must(await wallet.verify()).problems).toEqual([]);
  });

  it.each([false, true])('cost nobody else’s claims their time (%s)', async (hasTerms) => {
    const on = await race();
    const { town, ada, ben, person } = on;
    await ben.close();
    person.faults = spoiling(on);
    const wallet = must(await person.open());
    const start = town.clock;
    while (town.clock < start + 20 * MINUTE) {
      must(await wallet.sync());
      town.clock += 10 * SECOND;
    }
    // The next of Mal's is tried a quarter of an hour from now: Ada's ends before.
    const until = town.clock + 3 * MINUTE;
    const when = `after ${new Date(start).toISOString()}`;
    const claims = ['@ben', '@ada'].map((to) => ({ to, until, ...(hasTerms ? { when } : {}) }));
    const put = must(await ada.holds().put([{ amount: '1.00', currency: 'HRB', claims }]));
    expect(put).toHaveLength(1);
    const before = Number(await has(wallet));
    while (town.clock < until - 10 * SECOND) {
      must(await wallet.sync());
      town.clock += 10 * SECOND;
    }
    expect(Number(await has(wallet))).toBe(before + 1);
    expect(must(await wallet.verify()).problems).toEqual([]);
  });

  it('are taken where nobody spoils it, and the largest first', async () => {
    const on = await race();
    const until = on.town.clock + DAY;
    const claims = [
      { to: '@ben', until },
      { to: '@mal', until },
    ];
    must(await on.ada.holds().put([{ amount: '50.00', currency: 'HRB', claims }]));
    // Sixteen of them in one call: one of 50.00, 15 of 9.00.
    expect(must(await on.ben.sync()).received).toEqual({ HRB: '185.00' });
  });

  it('come after a swap whose other side has been opened', async () => {
    const on = await race();
    const { town, ada, ben, person } = on;
    const when = `preimage ${must(await ada.holds().secret())}`;
    const lock = async (wallet: Wallet, to: string, until: number): Promise<string> => {
      const claims = [{ to, when, until }];
      const request = { amount: '30.00', currency: 'HRB', claims };
      return must(await wallet.holds().put([request]))[0]?.hold ?? '';
    };
    await lock(ada, '@ben', town.clock + DAY);
    const second = await lock(ben, '@ada', town.clock + DAY / 2);
    must(await ada.sync());
    must(await ada.holds().take(second));
    await ben.close();
    person.faults = spoiling(on);
    const again = must(await person.open());
    const synced = must(await again.sync());
    expect(synced.received).toEqual({ HRB: '30.00' });
    expect(synced.waitsUntil).toBeDefined();
  });
});

describe('dust', () => {
  it('comes after larger payments, of whatever currency it is', async () => {
    const { mal, ada, ben, person, town } = await scene();
    const dust = Array.from({ length: 256 }, () => ({
      to: '@ben',
      amount: '0.01',
      currency: 'HRB',
    }));
    for (let puts = 0; puts < 17; puts += 1) must(await mal.payMany(dust));
    must(await ada.pay({ to: '@ben', amount: '7.00', currency: 'HRB' }));
    await ben.close();
    // The network fails after the first take: what it brought is the largest.
    let sent = 0;
    person.faults = {
      transport: (through: Transport): Transport => ({
        request(asked) {
          if (asked.method === 'POST' && asked.path === '/v1/transitions') sent += 1;
          if (sent > 1) return Promise.resolve({ ok: false, reason: 'lost' });
          return through.request(asked);
        },
      }),
    };
    const again = must(await person.open());
    const { ok } = await again.sync();
    expect(ok).toBe(false);
    expect(await has(again)).toBe('109.55');
    expect(town.totals().owned).toBe(town.totals().supply);
  });
});
