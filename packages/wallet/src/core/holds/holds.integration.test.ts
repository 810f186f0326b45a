import { describe, expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import type { HoldRequest } from './holds-types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface People {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
  readonly carl: Wallet;
}

async function people(): Promise<People> {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 10_000n);
  const { wallet: ben } = await funded(town, 'ben', 10_000n);
  const { wallet: carl } = await funded(town, 'carl', 0n);
  return { town, ada, ben, carl };
}

function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}

/** 50.00 for Ben under a condition, back to Ada after an hour. */
function forBen({ town }: People, when: string, more: Partial<HoldRequest> = {}): HoldRequest {
  const claims = [{ to: '@ben', when, until: town.clock + DAY }];
  return { amount: '50.00', currency: 'HRB', claims, ...more };
}

async function put(wallet: Wallet, request: HoldRequest): Promise<string> {
  const [made] = must(await wallet.holds().put([request]));
  expect(made?.status).toBe('final');
  expect(made?.commitment).toMatch(/^[0-9a-f]{64}$/);
  return made?.hold ?? '';
}

/** Time in which the ledger is open: a longer gap would be a closure, which extends what protects claimants. */
async function pass(town: Town, ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += HOUR / 60) await town.wait(HOUR / 60);
}

async function balance(wallet: Wallet): Promise<string> {
  must(await wallet.sync());
  return must(await wallet.balances()).balances['HRB'] ?? '0.00';
}

async function sound({ town, ada, ben, carl }: People): Promise<void> {
  for (const wallet of [ada, ben, carl]) {
    expect(must(await wallet.verify()).problems).toEqual([]);
  }
  const { supply, owned } = town.totals();
  expect(owned).toBe(supply);
}

describe('value under a condition', () => {
  it('of a time is taken by the payee’s sync, and not before', async () => {
    const all = await people();
    const { town, ada, ben } = all;
    const hold = await put(ada, forBen(all, `after ${iso(town.clock + 2 * HOUR)}`));
    expect(await balance(ben)).toBe('100.00');
    const [seen] = must(await ben.holds().list());
    expect(seen).toMatchObject({ hold, status: 'open', isOwn: false, handle: 'ada', proven: true });
    expect(seen?.claims[0]?.missing).toContain('the time');
    const early = await ben.holds().take(hold);
    expect(early).toMatchObject({ failure: { kind: 'refused', code: 'condition-unmet' } });
    await town.wait(2 * HOUR + 60_000);
    expect(await balance(ben)).toBe('150.00');
    expect(await balance(ada)).toBe('50.00');
    expect(must(await ada.holds().list())).toMatchObject([{ status: 'gone', isOwn: true }]);
    expect(must(await ben.holds().list())).toMatchObject([{ status: 'gone' }]);
    await sound(all);
  });

  it('shows its owner, who may take it back, that the other claim can still come true', async () => {
    const all = await people();
    const { town, ada } = all;
    const until = town.clock + DAY;
    const heir = { to: '@ben', when: `after ${iso(town.clock + 2 * HOUR)}`, until };
    const back = { to: '@ada', when: 'signed 1 of ada', until };
    await put(ada, forBen(all, '', { claims: [heir, back] }));
    // The sovereign tells of this wallet's own claim alone, which is the second.
    must(await ada.sync());
    const [seen] = must(await ada.holds().list());
    expect(seen?.claims[0]?.missing).toContain('the time');
    expect(seen?.claims[1]?.missing).toContain('signature by ada');
    await sound(all);
  });

  it('of an arbiter and the buyer pays whom they sign for; the other way it goes back', async () => {
    const all = await people();
    const { town, ada, ben, carl } = all;
    const until = town.clock + DAY;
    const hold = await put(ada, {
      amount: '50.00',
      currency: 'HRB',
      claims: [
        { to: '@ben', when: 'signed 1 of ada, carl', until },
        { to: '@ada', when: 'signed 1 of ben, carl', until },
      ],
    });
    expect(await carl.holds().sign(hold, 0)).toMatchObject({ failure: { code: 'unknown-hold' } });
    const [agreed] = must(await carl.holds().agree(must(await ada.holds().terms(hold))));
    expect(agreed).toMatchObject({ proven: true, from: ada.view().address });
    expect(agreed?.claims.map(({ when }) => when)).toEqual([
      'signed 1 of ada, carl',
      'signed 1 of ben, carl',
    ]);
    expect(agreed?.claims.map(({ waitsForMe }) => waitsForMe)).toEqual([true, true]);
    must(await ben.sync());
    const word = must(await carl.holds().sign(hold, 1));
    expect(must(await carl.holds().sign(hold, 1))).toBe(word);
    must(await ben.holds().gather(word));
    expect(await ben.holds().take(hold)).toMatchObject({ failure: { code: 'condition-unmet' } });
    must(await ada.holds().gather(word));
    expect(must(await ada.holds().take(hold))).toMatchObject({ status: 'final', amount: '50.00' });
    expect(must(await ada.holds().take(hold))).toMatchObject({ status: 'final', amount: '50.00' });
    expect(await balance(ada)).toBe('100.00');
    const lines = must(await ada.history()).map(({ kind, amount }) => [kind, amount]);
    expect(lines.slice(-2)).toEqual([
      ['set-aside', '50.00'],
      ['returned', '50.00'],
    ]);
    await sound(all);
  });

  it('of an oracle’s word pays when it is shown; others’ words are refused', async () => {
    const all = await people();
    const { ada, ben, carl } = all;
    const words = 'The parcel "7" has arrived.';
    const hold = await put(ada, forBen(all, 'oracle carl "The parcel \\"7\\" has arrived."'));
    must(await ben.sync());
    expect(must(await ben.holds().list())[0]?.claims[0]?.when).toMatch(
      /^oracle 1:.* #[0-9a-f]{64}$/,
    );
    must(await ben.holds().agree(must(await ada.holds().terms(hold))));
    const [seen] = must(await ben.holds().list());
    expect(seen?.claims[0]?.when).toBe('oracle carl "The parcel \\"7\\" has arrived."');
    const other = must(await ben.holds().attest(words));
    const wrong = must(await carl.holds().attest('The parcel "8" has arrived.'));
    for (const word of [other, wrong]) {
      expect(await ben.holds().gather(word)).toMatchObject({ failure: { code: 'not-asked-for' } });
    }
    const word = must(await carl.holds().attest(words));
    const [asking] = must(await ben.holds().gather(word));
    expect(asking?.claims[0]?.missing).toBe('nothing');
    must(await ben.holds().take(hold));
    expect(await balance(ben)).toBe('150.00');
    await sound(all);
  });

  it('of a preimage swaps two holds: taking the one shows what takes the other', async () => {
    const all = await people();
    const { town, ada, ben } = all;
    const hashed = must(await ada.holds().secret());
    const first = await put(ada, forBen(all, `preimage ${hashed}`));
    const back = [{ to: '@ada', when: `preimage ${hashed}`, until: town.clock + HOUR }];
    const second = await put(ben, { amount: '30.00', currency: 'HRB', claims: back });
    must(await ben.sync());
    expect(await ben.holds().take(first)).toMatchObject({ failure: { code: 'condition-unmet' } });
    must(await ada.sync());
    expect(must(await ada.holds().take(second))).toMatchObject({ status: 'final' });
    expect(await balance(ben)).toBe('120.00');
    expect(must(await ben.holds().take(first))).toMatchObject({ amount: '50.00' });
    expect(await balance(ada)).toBe('80.00');
    expect(await balance(ben)).toBe('120.00');
    await sound(all);
  });

  it('of another hold’s outcome is shown by whoever closed that', async () => {
    const all = await people();
    const { town, ada, ben, carl } = all;
    const until = town.clock + DAY;
    const first = await put(ada, forBen(all, 'signed 1 of ada'));
    const sovereign = ada.view().sovereign.id;
    const second = await put(ada, {
      amount: '20.00',
      currency: 'HRB',
      claims: [{ to: '@carl', when: `admitted ${first} at ${sovereign} claim 0`, until }],
    });
    must(await carl.sync());
    must(await ben.sync());
    const none = await ben.holds().outcome(first);
    expect(none).toMatchObject({ failure: { code: 'unknown-outcome' } });
    must(await ben.holds().gather(must(await ada.holds().sign(first, 0))));
    must(await ben.holds().take(first));
    const word = must(await ben.holds().outcome(first));
    must(await carl.holds().gather(word));
    expect(must(await carl.holds().take(second))).toMatchObject({ amount: '20.00' });
    await sound(all);
  });

  it('returns to its owner once its claims have ended', async () => {
    const all = await people();
    const { town, ada } = all;
    const claims = [{ to: '@ben', when: 'signed 1 of ben', until: town.clock + HOUR }];
    await put(ada, { amount: '50.00', currency: 'HRB', claims });
    expect(await balance(ada)).toBe('50.00');
    await pass(town, HOUR + HOUR / 60);
    expect(await balance(ada)).toBe('100.00');
    await sound(all);
  });

  it('of an outcome on another sovereign’s log is shown with what proves that log', async () => {
    const all = await people();
    const { town, ada, carl } = all;
    const other = await Town.open('Elsewhere');
    const { wallet: eve } = await funded(other, 'eve', 1000n);
    const { wallet: dan } = await funded(other, 'dan', 0n);
    const there = [{ to: '@dan', when: 'signed 1 of eve', until: other.clock + DAY }];
    const first = await put(eve, { amount: '3.00', currency: 'HRB', claims: there });
    const sovereign = eve.view().sovereign.id;
    const when = `admitted ${first} at ${sovereign} claim 0`;
    const here = [{ to: '@carl', when, until: town.clock + DAY }];
    const second = await put(ada, { amount: '20.00', currency: 'HRB', claims: here });
    must(await carl.sync());
    must(await dan.sync());
    must(await dan.holds().gather(must(await eve.holds().sign(first, 0))));
    must(await dan.holds().take(first));
    must(await carl.holds().gather(must(await dan.holds().outcome(first))));
    expect(must(await carl.holds().take(second))).toMatchObject({ amount: '20.00' });
    await sound(all);
  });

  it('is still known to a wallet that was put back from an older copy', async () => {
    const all = await people();
    const { town, ben } = all;
    const { wallet, person } = await funded(town, 'eve', 10_000n);
    const copy = new Person(town, 'eve', new Map(person.disk));
    const hold = await put(wallet, forBen(all, 'signed 1 of eve'));
    await wallet.close();
    const eve = must(await copy.open());
    must(await eve.sync());
    expect(must(await eve.holds().list())).toMatchObject([{ hold, isOwn: true, proven: true }]);
    must(await ben.holds().agree(must(await eve.holds().terms(hold))));
    must(await ben.holds().gather(must(await eve.holds().sign(hold, 0))));
    must(await ben.holds().take(hold));
    await sound(all);
  });

  it('for anyone is taken by whoever shows it true', async () => {
    const all = await people();
    const { town, ada, carl } = all;
    const hashed = must(await ada.holds().secret());
    const hold = await put(ada, {
      amount: '50.00',
      currency: 'HRB',
      claims: [{ to: { countries: ['KE'] }, when: `preimage ${hashed}`, until: town.clock + DAY }],
    });
    must(await carl.holds().agree(must(await ada.holds().terms(hold))));
    must(await carl.holds().gather(must(await ada.holds().reveal(hashed))));
    must(await carl.holds().take(hold));
    expect(await balance(carl)).toBe('50.00');
    await sound(all);
  });

  it('is put in parts that are released one by one, and once under one reference', async () => {
    const all = await people();
    const { ada, ben } = all;
    const part = (amount: string, reference: string): HoldRequest =>
      forBen(all, 'signed 1 of ada', { amount, reference });
    const parts = [part('20.00', 'a'), part('30.00', 'b')];
    const made = must(await ada.holds().put(parts));
    expect(must(await ada.holds().put(parts))).toEqual(made);
    const [first, second] = made.map(({ hold }) => hold);
    must(await ben.sync());
    must(await ben.holds().gather(must(await ada.holds().sign(first ?? '', 0))));
    must(await ben.holds().take(first ?? ''));
    expect(await ben.holds().take(second ?? '')).toMatchObject({
      failure: { code: 'condition-unmet' },
    });
    expect(await balance(ben)).toBe('120.00');
    expect(await balance(ada)).toBe('50.00');
    await sound(all);
  });
});

describe('a mandate', () => {
  const rent = {
    to: '@ben',
    amount: '10.00',
    currency: 'HRB',
    periodMs: HOUR,
    periods: 3,
  } as const;

  it('that is set aside up front pays each period as it begins', async () => {
    const all = await people();
    const { town, ada, ben } = all;
    const made = must(await ada.holds().createMandate(rent));
    expect(made).toMatchObject({ funded: 3, status: 'active', handle: 'ben', reminder: null });
    expect(await balance(ada)).toBe('70.00');
    expect(await balance(ben)).toBe('110.00');
    expect(await balance(ben)).toBe('110.00');
    await pass(town, HOUR);
    expect(await balance(ben)).toBe('120.00');
    await pass(town, HOUR);
    expect(await balance(ben)).toBe('130.00');
    await pass(town, HOUR);
    expect(await balance(ben)).toBe('130.00');
    expect(must(await ada.holds().mandates())).toMatchObject([{ status: 'over' }]);
    await sound(all);
  });

  it('that is refilled signs a put a period before, says when funds are short, and stops when cancelled', async () => {
    const all = await people();
    const { town, ada, ben } = all;
    must(await ada.pay({ to: '@carl', amount: '85.00', currency: 'HRB' }));
    const made = must(await ada.holds().createMandate({ ...rent, ahead: 1 }));
    expect(made).toMatchObject({ funded: 1, reminder: { needed: '5.00' } });
    expect(await balance(ben)).toBe('110.00');
    const { reminders } = must(await ada.sync());
    expect(reminders).toMatchObject([{ funded: 1, reminder: { needed: '5.00' } }]);
    await town.issue(ada.view().address, 1000n);
    expect(await balance(ada)).toBe('5.00');
    const [funded2] = must(await ada.holds().mandates());
    expect(funded2).toMatchObject({ funded: 2, reminder: null });
    await pass(town, HOUR);
    expect(await balance(ben)).toBe('120.00');
    await town.issue(ada.view().address, 1000n);
    must(await ada.holds().cancelMandate(made.mandate));
    expect(await balance(ada)).toBe('15.00');
    expect(must(await ada.holds().mandates())).toMatchObject([{ funded: 2, status: 'cancelled' }]);
    await sound(all);
  });

  it('that was refused is none, and nothing is put for it later', async () => {
    const all = await people();
    const { town, ada } = all;
    // It arrives after it went stale.
    const { person, wallet } = await funded(town, 'eve', 10_000n);
    await wallet.close();
    let isLate = true;
    person.faults = {
      transport: (inner) => ({
        async request(request) {
          if (isLate && request.path === '/v1/transitions') await town.wait(120_000);
          return await inner.request(request);
        },
      }),
    };
    const eve = must(await person.open());
    expect(await eve.holds().createMandate(rent)).toMatchObject({ failure: { kind: 'refused' } });
    isLate = false;
    for (let i = 0; i < 3; i += 1) {
      await town.wait(60_000);
      expect(await balance(eve)).toBe('100.00');
    }
    expect(must(await eve.holds().mandates())).toEqual([]);
    expect(must(await eve.holds().list())).toMatchObject([{ status: 'not-put' }]);
    expect(await balance(ada)).toBe('100.00');
    await sound(all);
  });

  it('goes back to its owner where the payee signs that', async () => {
    const all = await people();
    const { ada, ben } = all;
    const { holds } = must(await ada.holds().createMandate(rent));
    const [hold = ''] = holds;
    expect(await balance(ben)).toBe('110.00');
    const word = must(await ben.holds().sign(hold, 1));
    must(await ada.holds().gather(word));
    expect(must(await ada.holds().take(hold))).toMatchObject({ amount: '20.00' });
    expect(await balance(ada)).toBe('90.00');
    expect(await balance(ben)).toBe('110.00');
    await sound(all);
  });
});

describe('sealed content', () => {
  it('is opened by a preimage, or by the shares of a whole group, and by nothing less', async () => {
    const { ada, ben, carl } = await people();
    const hashed = must(await ada.holds().secret());
    const content = new TextEncoder().encode('under the third stone');
    const sealed = must(
      await ada.holds().seal({
        when: `preimage ${hashed} or signed 2 of ben, carl`,
        content,
        preimages: [hashed],
        groups: [['@ben', '@carl']],
      }),
    );
    const closed = { failure: { kind: 'refused', code: 'still-sealed' } };
    expect(await ben.holds().unseal(sealed)).toMatchObject(closed);
    expect(must(await ada.holds().unseal(sealed))).toEqual(content);
    expect(await ada.holds().share(sealed)).toMatchObject({ failure: { code: 'no-share' } });
    const share = must(await carl.holds().share(sealed));
    expect(await carl.holds().unseal(sealed)).toMatchObject(closed);
    must(await ben.holds().gather(share));
    expect(must(await ben.holds().unseal(sealed))).toEqual(content);
    expect(await ben.holds().unseal(sealed.slice(1))).toMatchObject({
      failure: { code: 'bad-sealed' },
    });
  });
});
