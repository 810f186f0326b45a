import { describe, expect, it } from 'vitest';
import { SignatureWatch, cutEverywhere } from '../../testing/faults.ts';
import { madeOnce } from '../../testing/made-once.ts';
import { type Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Outcome } from '../outcome.ts';
import type { Wallet } from '../wallet-types.ts';
import type { SetAside } from './set-aside-types.ts';

const HOUR = 3_600_000;
/** A signed transition is not stale by then. */
const SOON = 10_000;
const sum = { amount: '20.00', currency: 'HRB', days: 7 } as const;
const cheques = { ...sum, perCheque: '10.00' } as const;

interface Scene {
  readonly town: Town;
  readonly ada: Person;
  /** A tab of Ada's, and the terms of an allowance of the guild's. */
  readonly tab: string;
  readonly terms: string;
}

const made = ((): (() => Promise<Scene>) => {
  const known = { tab: '', terms: '' };
  const copy = madeOnce(async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const { wallet, person: ada } = await funded(town, 'ada', 10_000n);
    await funded(town, 'ben', 0n);
    const { wallet: guild } = await funded(town, 'guild', 5_000n);
    const { hold } = must(await guild.offline().openAllowance(cheques));
    known.terms = must(await guild.offline().terms(hold));
    known.tab = must(await wallet.offline().openTab({ to: '@ben', ...sum })).hold;
    return { town, people: { ada } };
  });
  return async () => {
    const { town, people } = await copy();
    return { town, ...people, ...known };
  };
})();

type Lock = (wallet: Wallet, scene: Scene, reference: string) => Promise<Outcome<SetAside>>;

/** Each way to set value aside, with what it locks beside the tab of 20.00. */
const WAYS: readonly [name: string, locked: string, lock: Lock][] = [
  [
    'a tab',
    '40.00',
    (wallet, _, reference) => wallet.offline().openTab({ to: '@ben', ...sum, reference }),
  ],
  [
    'a raise',
    '25.00',
    (wallet, { tab }, reference) => wallet.offline().raiseTab(tab, '5.00', reference),
  ],
  [
    'an allowance with collateral',
    '80.00',
    (wallet, _, reference) =>
      wallet.offline().openAllowance({ ...cheques, collateral: '40.00', reference }),
  ],
  [
    'cover',
    '27.00',
    (wallet, { terms }, reference) =>
      wallet.offline().giveCover({ terms, amount: '7.00', reference }),
  ],
];

describe.each(WAYS)('a machine that stops at any call, setting aside %s', (_, locked, lock) => {
  it('has set it aside once, when asked again under the same reference', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const scene = await made();
      const { town, ada } = scene;
      const watch = new SignatureWatch(town);
      ada.faults = watch.faults(machine.faults);
      const opened = await ada.open();
      const tried = opened.ok ? await lock(opened.value, scene, 'form 1') : opened;
      ada.faults = {};
      // Days are counted from when it was asked for first.
      await town.wait(SOON);
      const again = must(await ada.open());
      const put = must(await lock(again, scene, 'form 1'));
      expect(put.status).toBe('final');
      if (tried.ok) expect(put).toMatchObject({ hold: tried.value.hold, id: tried.value.id });
      must(await again.sync());
      expect(must(await again.balances()).outgoing).toEqual({ HRB: locked });
      expect(must(await again.verify()).problems).toEqual([]);
      expect(watch.violations).toEqual([]);
    });
    expect(calls).toBeGreaterThan(20);
  });
});

describe('a reference', () => {
  it('stands for what was set aside first, and other terms under it set nothing aside', async () => {
    const scene = await made();
    const { ada, tab, terms } = scene;
    const wallet = must(await ada.open());
    const offline = wallet.offline();
    const until = scene.town.clock + 30 * 24 * HOUR;
    const exact = { to: '@ben', amount: '1.00', currency: 'HRB', until };
    const bounded = { ...cheques, amount: '10.00', countries: ['KE'] };
    must(await offline.openTab({ ...exact, reference: 'tab' }));
    must(await offline.raiseTab(tab, '1.00', 'raise'));
    must(await offline.openAllowance({ ...bounded, reference: 'allowance' }));
    must(await offline.giveCover({ terms, amount: '1.00', reference: 'cover' }));
    must(await wallet.pay({ to: '@ben', amount: '1.00', currency: 'HRB', reference: 'payment' }));
    const { outgoing } = must(await wallet.balances());
    const others: readonly [string, (reference: string) => Promise<Outcome<unknown>>][] = [
      ['tab', (reference) => offline.openTab({ ...exact, amount: '2.00', reference })],
      ['tab', (reference) => offline.openTab({ ...exact, to: '@guild', reference })],
      ['tab', (reference) => offline.openTab({ ...exact, until: until + HOUR, reference })],
      ['raise', (reference) => offline.raiseTab(tab, '2.00', reference)],
      ['allowance', (reference) => offline.openAllowance({ ...bounded, minTier: 1, reference })],
      [
        'allowance',
        (reference) => offline.openAllowance({ ...bounded, collateral: '1.00', reference }),
      ],
      ['cover', (reference) => offline.giveCover({ terms, amount: '2.00', reference })],
      ['raise', (reference) => offline.openTab({ ...exact, reference })],
      ['payment', (reference) => offline.openTab({ ...exact, reference })],
      [
        'tab',
        (reference) => wallet.pay({ to: '@ben', amount: '1.00', currency: 'HRB', reference }),
      ],
      [
        'tab',
        (reference) =>
          wallet
            .holds()
            .put([{ amount: '1.00', currency: 'HRB', claims: [{ to: '@ben', until }], reference }]),
      ],
    ];
    for (const [reference, ask] of others) {
      expect(await ask(reference)).toMatchObject({
        failure: { kind: 'usage', code: 'reference-twice' },
      });
    }
    expect(await offline.raiseTab(tab, '1.00', '')).toMatchObject({
      failure: { code: 'bad-reference' },
    });
    expect(must(await wallet.balances()).outgoing).toEqual(outgoing);
  });

  it('of what was refused stands for nothing, and may be used again', async () => {
    const scene = await made();
    const wallet = must(await scene.ada.open());
    const offline = wallet.offline();
    const more = { to: '@ben', currency: 'HRB', days: 7, reference: 'form 1' };
    const short = await offline.openTab({ ...more, amount: '500.00' });
    expect(short).toMatchObject({ failure: { code: 'insufficient-balance' } });
    must(await offline.openTab({ ...more, amount: '5.00' }));
    // Asked again where the balance would not do for a second one.
    must(await wallet.pay({ to: '@ben', amount: '74.00', currency: 'HRB' }));
    must(await offline.openTab({ ...more, amount: '5.00' }));
    expect(
      must(await offline.own())
        .map(({ cap }) => cap)
        .toSorted(),
    ).toEqual(['20.00', '5.00']);
  });
});
