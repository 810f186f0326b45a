import { describe, expect, it } from 'vitest';
import { type Machine, SignatureWatch, cutEverywhere } from '../../testing/faults.ts';
import { madeOnce } from '../../testing/made-once.ts';
import { type Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import type { HoldRequest } from './holds-types.ts';

const DAY = 86_400_000;

interface Scene {
  readonly town: Town;
  readonly watch: SignatureWatch;
  readonly ada: Wallet;
  readonly ben: Wallet;
  readonly people: { readonly ada: Person; readonly ben: Person };
}

const pair = madeOnce(async () => {
  const town = await Town.open();
  const { person: ada } = await funded(town, 'ada', 10_000n);
  const { person: ben } = await funded(town, 'ben', 0n);
  return { town, people: { ada, ben } };
});

async function scene(): Promise<Scene> {
  const { town, people } = await pair();
  const watch = new SignatureWatch(town);
  const ada = must(await people.ada.open());
  return { town, watch, people, ada, ben: must(await people.ben.open()) };
}

/** A wallet whose machine stops while it does something; gives it opened again on a machine that works. */
async function stopped(
  { watch }: Scene,
  person: Person,
  wallet: Wallet,
  machine: Machine,
  work: (wallet: Wallet) => Promise<unknown>,
): Promise<Wallet> {
  await wallet.close();
  person.faults = watch.faults(machine.faults);
  const opened = await person.open();
  if (opened.ok) await work(opened.value);
  person.faults = watch.faults();
  return must(await person.open());
}

async function sound({ town, watch }: Scene, ...wallets: readonly Wallet[]): Promise<void> {
  for (const wallet of wallets) expect(must(await wallet.verify()).problems).toEqual([]);
  expect(watch.violations).toEqual([]);
  const { supply, owned } = town.totals();
  expect(owned).toBe(supply);
}

function escrow({ town }: Scene): HoldRequest {
  const claims = [{ to: '@ben', when: 'signed 1 of ada', until: town.clock + DAY }];
  return { amount: '50.00', currency: 'HRB', claims, reference: 'escrow 1' };
}

async function has(wallet: Wallet): Promise<string> {
  return must(await wallet.balances()).balances['HRB'] ?? '0.00';
}

describe('a machine that stops at any call', () => {
  it('gives one mandate, when asked again under the same reference', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const on = await scene();
      const rent = { to: '@ben', amount: '10.00', currency: 'HRB', periodMs: DAY, periods: 3 };
      const request = { ...rent, reference: 'rent' };
      const ada = await stopped(on, on.people.ada, on.ada, machine, (wallet) =>
        wallet.holds().createMandate(request),
      );
      const made = must(await ada.holds().createMandate(request));
      must(await ada.sync());
      expect(must(await ada.holds().mandates())).toMatchObject([
        { mandate: made.mandate, funded: 3 },
      ]);
      expect(await has(ada)).toBe('70.00');
      await sound(on, ada);
    });
    expect(calls).toBeGreaterThan(15);
  });

  it('puts once, when asked again under the same reference', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const on = await scene();
      const request = escrow(on);
      const ada = await stopped(on, on.people.ada, on.ada, machine, (wallet) =>
        wallet.holds().put([request]),
      );
      const [made] = must(await ada.holds().put([request]));
      expect(made?.status).toBe('final');
      must(await ada.sync());
      const open = must(await ada.holds().list()).filter(({ status }) => status === 'open');
      expect(open.map(({ hold }) => hold)).toEqual([made?.hold]);
      expect(await has(ada)).toBe('50.00');
      await sound(on, ada);
    });
    expect(calls).toBeGreaterThan(15);
  });

  it('gives its word once, and what was gathered is taken once', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const on = await scene();
      const [made] = must(await on.ada.holds().put([escrow(on)]));
      const hold = made?.hold ?? '';
      must(await on.ben.sync());
      const word = must(await on.ada.holds().sign(hold, 0));
      const ben = await stopped(on, on.people.ben, on.ben, machine, async (wallet) => {
        await wallet.holds().gather(word);
        await wallet.holds().take(hold);
      });
      must(await ben.holds().gather(word));
      expect(must(await ben.holds().take(hold))).toMatchObject({ status: 'final' });
      must(await ben.sync());
      expect(await has(ben)).toBe('50.00');
      expect(must(await ben.holds().list())).toMatchObject([{ status: 'gone' }]);
      await sound(on, ben);
    });
    expect(calls).toBeGreaterThan(20);
  });

  it('learns what a swap’s other side has shown, and takes its part once', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const on = await scene();
      await on.town.issue(on.ben.view().address, 5000n);
      must(await on.ben.sync());
      const when = `preimage ${must(await on.ada.holds().secret())}`;
      const until = on.town.clock + DAY;
      const part = { amount: '30.00', currency: 'HRB' };
      must(await on.ada.holds().put([{ ...part, claims: [{ to: '@ben', when, until }] }]));
      const back = { ...part, claims: [{ to: '@ada', when, until }] };
      const [answer] = must(await on.ben.holds().put([back]));
      must(await on.ben.sync());
      must(await on.ada.sync());
      must(await on.ada.holds().take(answer?.hold ?? ''));
      const ben = await stopped(on, on.people.ben, on.ben, machine, (wallet) => wallet.sync());
      must(await ben.sync());
      must(await ben.sync());
      expect(await has(ben)).toBe('50.00');
      must(await on.ada.sync());
      expect(await has(on.ada)).toBe('100.00');
      await sound(on, ben, on.ada);
    });
    expect(calls).toBeGreaterThan(20);
  });

  it('signs the same word again', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const on = await scene();
      const [made] = must(await on.ada.holds().put([escrow(on)]));
      const hold = made?.hold ?? '';
      must(await on.ben.sync());
      const words: string[] = [];
      const ada = await stopped(on, on.people.ada, on.ada, machine, async (wallet) => {
        const word = await wallet.holds().sign(hold, 0);
        if (word.ok) words.push(word.value);
      });
      words.push(must(await ada.holds().sign(hold, 0)));
      expect(new Set(words).size).toBe(1);
      for (const word of words) must(await on.ben.holds().gather(word));
      must(await on.ben.holds().take(hold));
      await sound(on, ada, on.ben);
    });
    expect(calls).toBeGreaterThan(5);
  });

  it('funds each period of a mandate once', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const on = await scene();
      const rent = { to: '@ben', amount: '10.00', currency: 'HRB', periodMs: DAY, periods: 3 };
      const made = must(await on.ada.holds().createMandate({ ...rent, ahead: 1 }));
      const ada = await stopped(on, on.people.ada, on.ada, machine, (wallet) => wallet.sync());
      // What was stored and never sent may be admitted, or has to be stale, before the next.
      must(await ada.settle(120_000));
      must(await ada.sync());
      must(await ada.sync());
      const [mandate] = must(await ada.holds().mandates());
      expect(mandate).toMatchObject({ mandate: made.mandate, funded: 2, reminder: null });
      expect(mandate?.holds.length).toBe(2);
      expect(await has(ada)).toBe('80.00');
      must(await on.ben.sync());
      expect(await has(on.ben)).toBe('10.00');
      await sound(on, ada, on.ben);
    });
    expect(calls).toBeGreaterThan(20);
  });
});
