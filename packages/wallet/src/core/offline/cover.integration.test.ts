import { describe, expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import type { Acceptance } from './offline-types.ts';

const DAY = 86_400_000;
const allowance = { amount: '10.00', currency: 'HRB', perCheque: '10.00', days: 7 };

interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly person: Person;
  readonly guild: Wallet;
  readonly hold: string;
}

/** Ada's allowance of 10.00 with 3.00 of collateral, and a guild that may give cover. */
async function scene(parameters: Parameters<typeof Town.open>[1] = {}): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12, ...parameters });
  const { wallet: ada, person } = await funded(town, 'ada', 100_000n);
  const { wallet: guild } = await funded(town, 'guild', 50_000n);
  const { hold } = must(await ada.offline().openAllowance({ ...allowance, collateral: '3.00' }));
  return { town, ada, person, guild, hold };
}

async function cover({ ada, guild, hold }: Scene, amount: string): Promise<void> {
  const terms = must(await ada.offline().terms(hold));
  const given = must(await guild.offline().giveCover({ terms, amount }));
  must(await ada.offline().keepCover(given.terms!));
}

async function payee(town: Town, name: string): Promise<Wallet> {
  const { wallet } = await funded(town, name, 0n);
  must(await wallet.offline().prepare());
  return wallet;
}

async function hand(payer: Wallet, to: Wallet, amount: string): Promise<Acceptance> {
  const { message } = must(await to.offline().request(amount, 'HRB'));
  const paid = must(await payer.offline().pay(message, { confirmAmount: amount }));
  return must(await to.offline().accept(paid.message));
}

/** Each refusal tells what there is; the place is free again when what was refused is stale. */
async function syncs(town: Town, wallet: Wallet): Promise<void> {
  for (let i = 0; i < 5; i += 1) {
    must(await wallet.sync());
    await town.wait(60_000);
  }
}

async function balance(wallet: Wallet): Promise<string | undefined> {
  return must(await wallet.balances()).balances['HRB'];
}

describe('bounds of an allowance', () => {
  it('are checked by the payer as far as a request shows, and by the payee before it accepts', async () => {
    const { town, ada } = await scene();
    const offline = ada.offline();
    const ben = await payee(town, 'ben');
    const bounded = { ...allowance, amount: '40.00', perCheque: '40.00' };
    must(await offline.openAllowance({ ...bounded, minTier: 2, days: 6 }));
    must(await offline.openAllowance({ ...bounded, countries: ['TZ'], days: 5 }));
    // For everybody before for some, whichever ends first.
    const first = await hand(ada, ben, '4.00');
    expect(first).toMatchObject({ status: 'accepted' });
    must(await offline.finish(first.message));
    const { message } = must(await ben.offline().request('30.00', 'HRB'));
    const paid = must(await offline.pay(message, { confirmAmount: '30.00' }));
    expect(paid.minTier).toBe(2);
    expect(must(await ben.offline().accept(paid.message))).toMatchObject({ code: 'claim' });
    expect(must(await offline.own()).map(({ bounds }) => bounds)).toEqual(
      expect.arrayContaining([
        undefined,
        { countries: [], minTier: 2 },
        { countries: ['TZ'], minTier: 0 },
      ]),
    );
  });

  it('are what the protocol admits', async () => {
    const { ada } = await scene();
    for (const [bounds, code] of [
      [{ minTier: 16 }, 'bad-tier'],
      [{ minTier: 0.5 }, 'bad-tier'],
      [{ countries: ['ke'] }, 'bad-country'],
      [{ countries: ['KE', 'KE'] }, 'bad-country'],
    ] as const) {
      const opened = await ada.offline().openAllowance({ ...allowance, ...bounds });
      expect(opened).toMatchObject({ ok: false, failure: { kind: 'usage', code } });
    }
  });
});

describe('cover of an allowance', () => {
  it('pays after the allowance and its collateral, and what is short beyond is reported', async () => {
    const all = await scene();
    const { town, ada, guild, person } = all;
    await cover(all, '4.00');
    const copy = must(await new Person(town, 'ada', new Map(person.disk)).open());
    const [ben, cyd] = [await payee(town, 'ben'), await payee(town, 'cyd')];
    expect((await hand(ada, ben, '10.00')).status).toBe('accepted');
    expect((await hand(copy, cyd, '10.00')).status).toBe('accepted');
    const [line] = must(await cyd.offline().exposure()).lines;
    expect(line).toMatchObject({
      amount: '10.00',
      backing: {
        cap: '10.00',
        collateral: '3.00',
        cover: '4.00',
        lossOf: { 2: '3.00', 3: '13.00', 4: '23.00' },
      },
    });
    must(await ben.sync());
    await syncs(town, cyd);
    expect(await balance(ben)).toBe('10.00');
    expect(await balance(cyd)).toBe('7.00');
    expect(must(await cyd.offline().held())).toMatchObject([{ got: '10.00', uncovered: '3.00' }]);
    const left = must(await cyd.offline().exposure());
    expect(left).toMatchObject({ lines: [{ amount: '3.00', isUncovered: true }] });
    // One refusal said what the allowance had left: nothing else was asked for in vain.
    const refused = must(await cyd.history()).filter(({ status }) => status === 'refused');
    expect(refused).toHaveLength(1);
    const took = must(await cyd.history()).filter(
      ({ kind, status }) => kind === 'received' && status === 'final',
    );
    expect(took.map(({ amount }) => amount)).toEqual(['0.00', '3.00', '4.00']);
    must(await guild.sync());
    expect(must(await guild.offline().covers())).toMatchObject([{ isOver: true, paid: '4.00' }]);
    expect(must(await guild.offline().exposure()).lines).toEqual([]);
    // Neither the allowance nor its collateral has anything left that Ada could lose.
    must(await ada.sync());
    expect(must(await ada.offline().own())).toMatchObject([{ stopped: 'forked' }]);
    expect(must(await ada.offline().exposure()).lines).toEqual([]);
    expect(town.totals()).toEqual({ supply: 150_000n, owned: 150_000n });
  });

  it.each([
    [null, '3.00', { uncovered: '6.00' }],
    ['1.50', '4.50', { uncovered: '4.50' }],
    ['7.00', '9.00', {}],
  ])(
    'of %s pays two cheques of one short allowance after one refusal',
    async (more, got, short) => {
      const all = await scene();
      const { town, ada, person } = all;
      if (more !== null) await cover(all, more);
      const copy = must(await new Person(town, 'ada', new Map(person.disk)).open());
      const [ben, cyd] = [await payee(town, 'ben'), await payee(town, 'cyd')];
      await hand(ada, ben, '10.00');
      for (const amount of ['4.00', '5.00']) {
        const accepted = await hand(copy, cyd, amount);
        must(await copy.offline().finish(accepted.message));
      }
      must(await ben.sync());
      await syncs(town, cyd);
      expect(await balance(cyd)).toBe(got);
      expect(must(await cyd.offline().held())).toMatchObject([{ got: '9.00', ...short }]);
      const refused = must(await cyd.history()).filter(({ status }) => status === 'refused');
      expect(new Set(refused.map(({ time }) => time)).size).toBe(1);
      expect(must(await cyd.verify()).problems).toEqual([]);
    },
  );

  it('that is not used up returns to whoever gave it, a week after the window, as collateral does', async () => {
    const all = await scene();
    const { town, ada, guild, person } = all;
    await cover(all, '9.00');
    const copy = must(await new Person(town, 'ada', new Map(person.disk)).open());
    const [ben, cyd] = [await payee(town, 'ben'), await payee(town, 'cyd')];
    await hand(ada, ben, '10.00');
    await hand(copy, cyd, '5.00');
    must(await ben.sync());
    await syncs(town, cyd);
    expect(await balance(cyd)).toBe('5.00');
    const atRisk = { lines: [{ kind: 'cover', role: 'guarantor' }], atRisk: { HRB: '9.00' } };
    expect(must(await guild.offline().exposure())).toMatchObject(atRisk);
    must(await guild.sync());
    const left = { lines: [{ kind: 'cover', amount: '7.00' }], atRisk: { HRB: '7.00' } };
    expect(must(await guild.offline().exposure())).toMatchObject(left);
    expect(must(await guild.offline().covers())).toMatchObject([{ amount: '9.00', paid: '2.00' }]);
    await town.wait(13 * DAY);
    must(await guild.sync());
    expect(await balance(guild)).toBe('491.00');
    await town.wait(2 * DAY);
    expect(must(await guild.sync()).returned).toEqual({ HRB: '7.00' });
    expect(await balance(guild)).toBe('498.00');
    expect(must(await guild.offline().exposure()).lines).toEqual([]);
    expect(must(await guild.offline().covers())).toMatchObject([{ isOver: true, paid: '2.00' }]);
    expect(must(await guild.verify()).problems).toEqual([]);
    expect(must(await ada.verify()).problems).toEqual([]);
  });

  it('that is given later is shown to payees that know the allowance already', async () => {
    const all = await scene();
    const { town, ada } = all;
    const ben = await payee(town, 'ben');
    const first = await hand(ada, ben, '1.00');
    must(await ada.offline().finish(first.message));
    expect(must(await ben.offline().exposure()).lines[0]?.backing?.cover).toBe('0.00');
    await cover(all, '4.00');
    expect(must(await ada.offline().own())).toMatchObject([{ collateral: '3.00', cover: '4.00' }]);
    const second = await hand(ada, ben, '2.00');
    expect(second.status).toBe('accepted');
    for (const { backing } of must(await ben.offline().exposure()).lines) {
      expect(backing).toMatchObject({ collateral: '3.00', cover: '4.00' });
    }
  });

  it('that is given while a receipt is on its way is shown with the next act', async () => {
    const all = await scene();
    const { town, ada } = all;
    const ben = await payee(town, 'ben');
    const first = await hand(ada, ben, '1.00');
    await cover(all, '4.00');
    must(await ada.offline().finish(first.message));
    const second = await hand(ada, ben, '2.00');
    expect(second.status).toBe('accepted');
    for (const { backing } of must(await ben.offline().exposure()).lines) {
      expect(backing).toMatchObject({ collateral: '3.00', cover: '4.00' });
    }
    must(await ada.offline().finish(second.message));
    // Nothing is new by now, so the act goes alone.
    const { message } = must(await ben.offline().request('3.00', 'HRB'));
    const third = must(await ada.offline().pay(message, { confirmAmount: '3.00' }));
    expect(third.message.length).toBeLessThan(6000);
  });

  it('is proven again with the rest when evidence is renewed', async () => {
    const all = await scene();
    const { town, ada } = all;
    await cover(all, '4.00');
    await town.wait(3 * DAY);
    must(await ada.offline().prepare());
    const ben = await payee(town, 'ben');
    expect((await hand(ada, ben, '2.00')).status).toBe('accepted');
    expect(must(await ben.offline().exposure()).lines[0]?.backing?.cover).toBe('4.00');
  });

  it('is refused of what is no cover, of an own allowance, after a fork, and beyond what payees are shown', async () => {
    const all = await scene();
    const { ada, guild, hold, town, person } = all;
    const offline = ada.offline();
    const terms = must(await offline.terms(hold));
    expect(must(await guild.offline().readCoverTerms(terms))).toMatchObject({
      of: ada.view().address,
      amount: '10.00',
      perCheque: '10.00',
    });
    const refused = async (asked: Promise<unknown>, code: string): Promise<void> => {
      expect(await asked).toMatchObject({ ok: false, failure: { code } });
    };
    await refused(offline.keepCover(terms), 'no-cover');
    await refused(offline.giveCover({ terms, amount: '1.00' }), 'own-allowance');
    await refused(
      guild.offline().giveCover({ terms: 'tally-hold:', amount: '1' }),
      'bad-terms-text',
    );
    await refused(guild.offline().giveCover({ terms, amount: '900' }), 'insufficient-balance');
    await refused(guild.offline().terms('00'.repeat(32)), 'unknown-allowance');
    const tab = must(
      await ada.offline().openTab({ to: '@guild', amount: '1', currency: 'HRB', days: 1 }),
    );
    const tabTerms = must(await offline.terms(tab.hold));
    await refused(guild.offline().giveCover({ terms: tabTerms, amount: '1' }), 'no-allowance');
    // Cover for somebody else's allowance is none for this one.
    const other = must(await guild.offline().openAllowance(allowance));
    const theirs = must(await guild.offline().terms(other.hold));
    const given = must(await ada.offline().giveCover({ terms: theirs, amount: '1.00' }));
    await refused(offline.keepCover(given.terms!), 'no-cover');
    for (let i = 0; i < 3; i += 1) await cover(all, '1.00');
    const fourth = must(await guild.offline().giveCover({ terms, amount: '1.00' }));
    await refused(offline.keepCover(fourth.terms!), 'covered-often');

    const copy = must(await new Person(town, 'ada', new Map(person.disk)).open());
    const [ben, cyd] = [await payee(town, 'ben'), await payee(town, 'cyd')];
    await hand(ada, ben, '1.00');
    await hand(copy, cyd, '2.00');
    for (const one of [ben, cyd]) must(await one.sync());
    await refused(guild.offline().giveCover({ terms, amount: '1.00' }), 'forked');
    await town.wait(8 * DAY);
    const eli = must(await guild.offline().terms(other.hold));
    must(await ada.sync());
    await refused(ada.offline().giveCover({ terms: eli, amount: '1.00' }), 'allowance-over');
  });

  it('is never counted twice, nor for collateral, whatever the payer shows', async () => {
    const all = await scene();
    const { town, ada } = all;
    await cover(all, '4.00');
    await cover(all, '4.00');
    const ben = await payee(town, 'ben');
    await hand(ada, ben, '2.00');
    const [line] = must(await ben.offline().exposure()).lines;
    expect(line?.backing).toMatchObject({
      collateral: '3.00',
      cover: '8.00',
      lossOf: { 2: '0.00' },
    });
  });
});
